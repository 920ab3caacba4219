import { hides, usesNetwork } from '../../core/model/network-use.ts';
import type { Request } from '../../core/model/request.ts';
import { pick, type Shown } from '../../timeline/group.ts';
import type { Row } from '../../timeline/rows.ts';
import { isStalled } from '../../timeline/stalls.ts';
import { glideTo, panned, rangeOf, viewOf, zoomed, type Axis } from './axis.ts';
import { selectRequest, selectRow, type Selection } from './selection.ts';

/** What a key on the lanes asks for. */
export type Command =
  | { readonly do: 'move'; readonly by: number | 'first' | 'last' }
  | { readonly do: 'open'; readonly open: boolean }
  | { readonly do: 'step'; readonly by: 1 | -1 }
  | { readonly do: 'pick' }
  | { readonly do: 'find'; readonly what: 'new' | 'stalled' | 'same-connection'; readonly by: 1 | -1 }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'explain' }
  | { readonly do: 'whole' }
  | { readonly do: 'fit' }
  | { readonly do: 'pan'; readonly share: number };

const PAGE_ROWS = 12;

export function commandOf({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }, row: Row | undefined): Command | null {
  const by = shiftKey ? -1 : 1;
  const group = row?.kind === 'origin' || row?.kind === 'fold' || row?.kind === 'elsewhere';
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowDown':
      return { do: 'move', by: 1 };
    case 'ArrowUp':
      return { do: 'move', by: -1 };
    case 'PageDown':
      return { do: 'move', by: PAGE_ROWS };
    case 'PageUp':
      return { do: 'move', by: -PAGE_ROWS };
    case 'Home':
      return { do: 'move', by: 'first' };
    case 'End':
      return { do: 'move', by: 'last' };
    case 'ArrowRight':
      return group ? { do: 'open', open: true } : { do: 'step', by: 1 };
    case 'ArrowLeft':
      return group ? { do: 'open', open: false } : { do: 'step', by: -1 };
    case 'Enter':
    case ' ':
      return { do: 'pick' };
    case 'n':
      return { do: 'find', what: 'new', by };
    case 's':
      return { do: 'find', what: 'stalled', by };
    case 'c':
      return { do: 'find', what: 'same-connection', by };
    case '+':
    case '=':
      return { do: 'zoom', factor: 1.5 };
    case '-':
      return { do: 'zoom', factor: 1 / 1.5 };
    case '0':
      return { do: 'whole' };
    case '?':
      return { do: 'explain' };
    case 'f':
      return { do: 'fit' };
    case 'a':
      return { do: 'pan', share: -0.2 };
    case 'd':
      return { do: 'pan', share: 0.2 };
    default:
      return null;
  }
}

/** What a row shows the details of: the selected request if it is on it, its connection, or its first request. */
export function pickedOf(row: Row, selected: Request | null): Selection {
  const requests = requestsOf(row);
  if (selected !== null && requests.includes(selected)) return selectRequest(selected);
  const [first] = requests;
  return row.kind === 'lane' || first === undefined ? selectRow(row) : selectRequest(first);
}

export function moveTime(axis: Axis, command: Extract<Command, { do: 'zoom' | 'pan' }>): void {
  const view = viewOf(axis, axis.glide.target() ?? axis.range.get());
  const next = command.do === 'zoom' ? zoomed(axis, view, view.width / 2, command.factor) : panned(axis, view, command.share * view.width);
  glideTo(axis, rangeOf(next));
}

export type Find = Extract<Command, { do: 'find' }>;

/** The next request of a kind after the selected one, of those that are shown, around the end. A selected one that is not shown is a place as well. */
export function findNext(requests: readonly Request[], shown: Shown, from: Request | null, { what, by }: Find): Request | null {
  const fits = (request: Request): boolean => {
    if (shown?.has(request) === false) return false;
    if (what === 'new') return request.origination.opening === 'new';
    if (what === 'stalled') return isStalled(request);
    return from !== null && from.connection !== null && request.connection === from.connection;
  };
  const start = from === null ? (by === 1 ? -1 : 0) : requests.indexOf(from);
  for (let step = 1; step <= requests.length; step++) {
    const request = requests[(start + by * step + requests.length * 2) % requests.length];
    if (request !== undefined && fits(request)) return request;
  }
  return null;
}

const FOUND: Readonly<Record<Find['what'], string>> = { new: 'new connection', stalled: 'stalled request', 'same-connection': 'request on this connection' };

/** Of which nobody tells whether they are what is looked for. */
const UNTOLD: Readonly<Record<Find['what'], (request: Request) => boolean>> = {
  new: ({ origination }) => origination.opening === 'unknown',
  stalled: (request) => hides(request, 'stalled'),
  'same-connection': (request) => request.connection === null && usesNetwork(request),
};

/** What to say where there is no other to go to; what nobody tells is not denied. */
export function notFound(requests: readonly Request[], shown: Shown, from: Request | null, found: Request | null, { what }: Find): string {
  if (what === 'same-connection' && from === null) return 'No request is selected.';
  if (what === 'same-connection' && from?.connection === null) return 'No connection is known of this request.';
  const other = found !== null || what === 'same-connection' ? 'other ' : '';
  const known = pick(requests, shown).some(UNTOLD[what]) ? ' known' : '';
  return `No ${other}${FOUND[what]}${known} ${shown === null ? 'in this recording' : 'among what is shown'}.`;
}

/** The lane of a request, when its group is open. */
export const laneIndexOf = (rows: readonly Row[], request: Request): number =>
  rows.findIndex((row) => row.kind !== 'origin' && row.kind !== 'fold' && requestsOf(row).includes(request));

/** The requests that a row shows, in order of time. */
export const requestsOf = (row: Row): readonly Request[] => {
  if (row.kind === 'stack') return row.lanes.flatMap(({ requests }) => requests);
  return 'requests' in row ? row.requests : [];
};
