import { useCallback, useState } from 'react';
import type { Analysis } from '../core/model/analysis.ts';
import type { Connection } from '../core/model/connection.ts';
import type { Request } from '../core/model/request.ts';
import type { Shown } from '../timeline/group.ts';
import { useAnnounce } from './base/announce.ts';
import { around, glideTo, showStart, type Axis } from './timeline/axis.ts';
import { selectRequest, type Selection } from './timeline/selection.ts';

interface Where {
  readonly analysis: Analysis;
  readonly axis: Axis;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly shown: Shown;
  /** Origins that no fold hides. */
  readonly named: ReadonlySet<string>;
  readonly setOpen: (rowId: string, open: boolean) => void;
  /** Opens whatever hides the row of this request. */
  readonly reveal: (request: Request) => void;
  readonly select: (selection: Selection) => void;
}

interface Seek {
  /** Its row is to be brought into sight. */
  readonly sought: Request | null;
  readonly onSought: () => void;
  readonly seek: (request: Request) => void;
  /** Selects it, and brings its row and its time into sight. */
  readonly choose: (selection: Selection) => void;
  readonly showEvidence: (requests: readonly string[]) => void;
}

/** What is chosen elsewhere than in the lanes is shown in the lanes. */
export function useSeek({ analysis, axis, connections, shown, named, setOpen, reveal, select }: Where): Seek {
  const announce = useAnnounce();
  const [sought, setSought] = useState<Request | null>(null);
  const onSought = useCallback(() => setSought(null), []);
  const seek = useCallback((request: Request) => {
    if (named.has(request.origin)) setOpen(`origin:${request.origin}`, true);
    else reveal(request);
    if (shown?.has(request) === false) announce('The filter hides it in the lanes.');
    else setSought(request);
  }, [named, setOpen, reveal, shown, announce]);
  const choose = useCallback((next: Selection) => {
    select(next);
    const request = next.request === null ? undefined : analysis.requests.find(({ id }) => id === next.request);
    if (request !== undefined) showStart(axis, request);
    const wanted = request ?? requestOn(connections.get(next.connection ?? ''), shown);
    if (wanted !== undefined) seek(wanted);
  }, [analysis, axis, connections, shown, select, seek]);
  const showEvidence = useCallback((ids: readonly string[]) => {
    const wanted = new Set(ids);
    const requests = analysis.requests.filter(({ id }) => wanted.has(id));
    const [first] = requests;
    if (first === undefined) return;
    select(selectRequest(first));
    seek(first);
    glideTo(axis, around(requests, analysis.span?.end ?? first.start));
  }, [analysis, axis, select, seek]);
  return { sought, onSought, seek, choose, showEvidence };
}

/** The request by which the row of a connection is found: its first that the filter leaves. */
const requestOn = (connection: Connection | undefined, shown: Shown): Request | undefined => connection?.requests.find((request) => shown?.has(request) !== false) ?? connection?.requests[0];
