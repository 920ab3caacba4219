import { useLayoutEffect, useState, type RefObject } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inner size of an element, without its scrollbar. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(NO_SIZE);
  useLayoutEffect(() => observe(ref.current, setSize), [ref]);
  return size;
}

/** The same of one that comes and goes: what sets it is its `ref`. */
export function useSizeOf(element: HTMLElement | null): Size {
  const [size, setSize] = useState(NO_SIZE);
  useLayoutEffect(() => observe(element, setSize), [element]);
  return size;
}

const NO_SIZE: Size = { width: 0, height: 0 };

function observe(element: HTMLElement | null, set: (next: (old: Size) => Size) => void): (() => void) | undefined {
  if (element === null) return undefined;
  const measure = (): void => {
    const { clientWidth: width, clientHeight: height } = element;
    set((old) => (old.width === width && old.height === height ? old : { width, height }));
  };
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}
