import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inner size of an element, without its scrollbar. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(NO_SIZE);
  useLayoutEffect(() => (ref.current === null ? undefined : observe(ref.current, setSize)), [ref]);
  return size;
}

/** The same of one that comes and goes: the first is its `ref`. Known as soon as it is there: several that come together are one more rendering. */
export function useMeasured(): readonly [Measure, Size] {
  const [size, setSize] = useState(NO_SIZE);
  const measure = useCallback<Measure>((element) => (element === null ? undefined : observe(element, setSize)), []);
  return [measure, size];
}

/** A `ref`; what it gives back stops it. */
export type Measure = (element: HTMLElement | null) => (() => void) | undefined;

const NO_SIZE: Size = { width: 0, height: 0 };

function observe(element: HTMLElement, set: (next: (old: Size) => Size) => void): () => void {
  const measure = (): void => {
    const { clientWidth: width, clientHeight: height } = element;
    set((old) => (old.width === width && old.height === height ? old : { width, height }));
  };
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}
