import type { KeyboardEvent } from 'react';
import type { Request } from '../../core/model/request.ts';
import type { Row } from '../../timeline/rows.ts';
import { fit } from '../../timeline/scale.ts';
import { useAnnounce } from '../base/announce.ts';
import { glideTo, rangeOf, showStart } from './axis.ts';
import { askedOf } from './asked.ts';
import { commandOf, findNext, moveTime, notFound, pickedOf, requestsOf, type Command, type Find } from './keys.ts';
import { selectRequest } from './selection.ts';
import type { TimelineProps } from './Timeline.tsx';

interface Focus {
  readonly activeId: string | null;
  readonly setActiveId: (id: string) => void;
  readonly selected: Request | null;
  readonly scrollTo: (index: number) => void;
}

/** The keyboard on the lanes: one tab stop, rows and requests reached by keys. */
export function useKeys(props: TimelineProps, focus: Focus): (event: KeyboardEvent) => void {
  const announce = useAnnounce();
  const index = props.rows.findIndex(({ id }) => id === focus.activeId);
  const row = props.rows[index];
  return (event) => {
    const inside = event.target instanceof Element && event.target.closest('button, select') !== null;
    if (row !== undefined && event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && isNothingMarked()) {
      event.preventDefault();
      return props.onCopy(row);
    }
    if (inside || event.ctrlKey || event.metaKey || event.altKey) return;
    const command = commandOf(event, row);
    if (command === null) return;
    event.preventDefault();
    if (command.do === 'find') find(command, props, focus, announce);
    else run(command, row, index, props, focus);
  };
}

/** Marked text is what the user wants to copy. */
const isNothingMarked = (): boolean => getSelection()?.isCollapsed !== false;

function run(command: Exclude<Command, Find>, row: Row | undefined, index: number, props: TimelineProps, focus: Focus): void {
  const { axis, rows } = props;
  switch (command.do) {
    case 'move':
      return activate(moved(index, command.by, rows.length), props, focus);
    case 'open':
      if (row !== undefined) props.onOpen(row.id, command.open);
      return;
    case 'pick':
      return pick(row, props, focus);
    case 'step':
      if (row !== undefined) stepIn(row, command.by, props, focus);
      return;
    case 'zoom':
    case 'pan':
      return moveTime(axis, command);
    case 'explain': {
      const asked = row === undefined ? null : askedOf(row, null);
      if (asked !== null) props.onExplain(asked);
      return;
    }
    case 'whole': {
      const span = props.analysis.span;
      if (span !== null) glideTo(axis, rangeOf(fit(span.start, span.end, axis.width)));
      return;
    }
    case 'fit':
      if (focus.selected !== null) fitTo(focus.selected, props);
  }
}

function find(command: Find, props: TimelineProps, { selected }: Focus, announce: (text: string) => void): void {
  const found = findNext(props.analysis.requests, props.shown, selected, command);
  if (found === null || found === selected) announce(notFound(props.analysis.requests, props.shown, selected, found, command));
  if (found !== null) goTo(found, props);
}

function moved(index: number, by: number | 'first' | 'last', count: number): number {
  if (by === 'first') return 0;
  return by === 'last' ? count - 1 : Math.min(Math.max(index + by, 0), count - 1);
}

function activate(index: number, { rows }: TimelineProps, focus: Focus): void {
  const row = rows[index];
  if (row === undefined) return;
  focus.setActiveId(row.id);
  focus.scrollTo(index);
}

function pick(row: Row | undefined, props: TimelineProps, { selected }: Focus): void {
  if (row === undefined) return;
  if (row.kind === 'origin' || row.kind === 'fold' || row.kind === 'elsewhere') return props.onOpen(row.id, !row.open);
  if (row.kind === 'more') return props.onMore(row.fold.id);
  props.onSelect(pickedOf(row, selected));
}

function stepIn(row: Row, by: 1 | -1, props: TimelineProps, focus: Focus): void {
  const requests = requestsOf(row);
  const at = focus.selected === null ? -1 : requests.indexOf(focus.selected);
  const next = requests[at < 0 ? 0 : at + by];
  if (next !== undefined) goTo(next, props);
}

/** Selects a request and brings row and time to where it can be seen. */
function goTo(request: Request, props: TimelineProps): void {
  props.onSelect(selectRequest(request));
  props.onSeek(request);
  showStart(props.axis, request);
}

function fitTo(request: Request, { axis, analysis }: TimelineProps): void {
  const end = request.end ?? analysis.span?.end ?? request.start;
  const room = Math.max((end - request.start) * 0.5, 5);
  glideTo(axis, rangeOf(fit(request.start - room, end + room, axis.width)));
}
