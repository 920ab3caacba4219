import { useEffect, useRef, type RefObject } from 'react';
import type { RecordingStore } from '../app/recording.ts';
import type { Selection } from './timeline/selection.ts';

interface PanelKeys {
  readonly store: RecordingStore;
  readonly recording: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly lanes: RefObject<HTMLDivElement | null>;
  readonly root: RefObject<HTMLDivElement | null>;
  readonly selection: Selection;
  readonly onClear: () => void;
  readonly clearSelection: () => void;
  readonly closeDrawer: () => void;
}

/** Keys that work wherever the focus is. */
export function usePanelKeys(keys: PanelKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && handle(event, latest.current)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Where keys are text, or choose. Sliders, radios and boxes take neither / nor Esc. */
const TYPED_IN = 'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, select';

function handle(event: KeyboardEvent, { store, recording, field, lanes, root, selection, onClear, clearSelection, closeDrawer }: PanelKeys): boolean {
  const command = event.ctrlKey || event.metaKey;
  const typing = event.target instanceof Element && event.target.matches(TYPED_IN);
  if ((event.key === '/' && !typing && !command) || (event.key === 'f' && command)) field.current?.focus();
  else if (event.key === 'e' && command && store.isLive) store.setRecording(!recording);
  else if (event.key === 'l' && command) onClear();
  else if (event.key === 'F6') nextRegion(root.current, lanes.current, event.shiftKey);
  else if (event.key === 'Escape' && !typing && document.querySelector(':popover-open') === null) {
    // First what is selected, then where it is shown.
    if (selection.request !== null || selection.connection !== null) clearSelection();
    else closeDrawer();
  } else return false;
  return true;
}

const REGIONS = '[role="toolbar"], [data-testid="overview"], [data-testid="timeline"], [data-testid="drawer"]';
const FOCUSABLE = 'button, input, [tabindex="0"]';

function nextRegion(root: HTMLElement | null, lanes: HTMLElement | null, back: boolean): void {
  const regions = [...(root?.querySelectorAll<HTMLElement>(REGIONS) ?? [])];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + (back ? -1 : 1) + regions.length) % regions.length];
  if (next === lanes) next?.focus();
  else next?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
}
