import { useEffect, useRef, type RefObject } from 'react';
import { hitTest, type Hit } from '../../timeline/hit-test.ts';
import type { Scene } from '../../timeline/scene.ts';
import { panned, rangeOf, viewOf, zoomed, type Axis } from './axis.ts';

export interface GestureActions {
  readonly onHover: (hit: Hit | null, x: number, y: number) => void;
  /** In the grid, also in which column. */
  readonly onPick: (hit: Hit, column: string) => void;
}

interface Refs {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly scene: RefObject<Scene | null>;
  /** Called when another scene was drawn. */
  readonly drawn: RefObject<() => void>;
  /** What sticks to the top of the scroller. */
  readonly headerHeight: number;
}

type Place = Pick<MouseEvent, 'clientX' | 'clientY'>;

/** One notch of a wheel is about 100; a pinch sends small steps. */
const ZOOM_PER_PX = 0.004;
const DRAG_FROM_PX = 4;

/** Mouse and touchpad on the lanes: zoom at the pointer, pan, hover, pick. */
export function useGestures({ scroller, scene, drawn, headerHeight }: Refs, axis: Axis, gridWidth: number, actions: GestureActions): void {
  /** Where the pointer rests, if it is here. */
  const rests = useRef<Place | null>(null);
  useEffect(() => {
    const outer = scroller.current;
    if (outer === null) return undefined;
    const view = () => viewOf(axis, axis.range.get());
    const place = (event: Place): readonly [x: number, y: number] => {
      const box = outer.getBoundingClientRect();
      return [event.clientX - box.left - gridWidth, event.clientY - box.top - headerHeight + outer.scrollTop];
    };
    const hitAt = (event: Place): Hit | null => {
      const [x, y] = place(event);
      return scene.current === null || isOutside(event) ? null : hitTest(scene.current, x, y);
    };
    /** On the header, or where the lanes no longer reach. */
    const isOutside = ({ clientY }: Place): boolean => {
      const { top, bottom } = outer.getBoundingClientRect();
      return clientY < top + headerHeight || clientY > bottom;
    };
    const onWheel = (event: WheelEvent): void => {
      const [x] = place(event);
      // A pinch arrives as a wheel with Ctrl, on a Mac too.
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        axis.range.set(rangeOf(zoomed(axis, view(), Math.max(x, 0), Math.exp(-event.deltaY * ZOOM_PER_PX))));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        axis.range.set(rangeOf(panned(axis, view(), event.deltaX === 0 ? event.deltaY : event.deltaX)));
      }
    };
    let drag: { readonly from: number; last: number; moved: boolean } | null = null;
    const onDown = (event: PointerEvent): void => {
      const [x] = place(event);
      const onScrollbar = x > axis.width;
      drag = event.button === 0 && !onScrollbar ? { from: event.clientX, last: event.clientX, moved: x < 0 } : null;
      if (drag !== null && x < 0) drag = null;
    };
    const onMove = (event: PointerEvent): void => {
      rests.current = null;
      if (drag !== null && (drag.moved || Math.abs(event.clientX - drag.from) > DRAG_FROM_PX)) {
        if (!drag.moved) outer.setPointerCapture(event.pointerId);
        axis.range.set(rangeOf(panned(axis, view(), drag.last - event.clientX)));
        drag.last = event.clientX;
        drag.moved = true;
        actions.onHover(null, 0, 0);
        return;
      }
      rests.current = { clientX: event.clientX, clientY: event.clientY };
      actions.onHover(hitAt(event), event.clientX, event.clientY);
    };
    const onUp = (event: PointerEvent): void => {
      const moved = drag?.moved === true;
      drag = null;
      const [x] = place(event);
      const hit = moved || event.button !== 0 || x > axis.width ? null : hitAt(event);
      const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
      if (hit !== null) actions.onPick(hit, cell?.dataset['column'] ?? '');
    };
    // The browser took the gesture for itself: a touch that scrolls.
    const onCancel = (): void => {
      drag = null;
    };
    const onLeave = (): void => {
      rests.current = null;
      actions.onHover(null, 0, 0);
    };
    // Scrolled, zoomed, filtered or grown: whatever was there may be elsewhere.
    drawn.current = () => {
      const at = rests.current;
      if (at !== null) actions.onHover(hitAt(at), at.clientX, at.clientY);
    };
    outer.addEventListener('wheel', onWheel, { passive: false });
    outer.addEventListener('pointerdown', onDown);
    outer.addEventListener('pointermove', onMove);
    outer.addEventListener('pointerup', onUp);
    outer.addEventListener('pointercancel', onCancel);
    outer.addEventListener('pointerleave', onLeave);
    return () => {
      drawn.current = () => undefined;
      outer.removeEventListener('wheel', onWheel);
      outer.removeEventListener('pointerdown', onDown);
      outer.removeEventListener('pointermove', onMove);
      outer.removeEventListener('pointerup', onUp);
      outer.removeEventListener('pointercancel', onCancel);
      outer.removeEventListener('pointerleave', onLeave);
    };
  }, [scroller, scene, drawn, headerHeight, axis, gridWidth, actions]);
}
