import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../core/analysis/analyse.ts';
import { readNetlog } from '../core/capture/netlog/netlog.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { ZERO } from '../core/test/har.ts';
import { netlog } from '../core/test/netlog.ts';
import { hitTest } from './hit-test.ts';
import { layout, topsOf } from './layout.ts';
import { openStretch } from './overview.ts';
import { openAtFirst, rowsOf, type Row } from './rows.ts';
import { fit } from './scale.ts';
import type { Mark } from './scene.ts';

const IDLE = { at: 900, reason: 'Idle time limit expired' };

/** One socket of a page's is used; beside it one that waited in vain, one that was refused, one still connecting, and one to an origin that nobody asked. */
function recording(): Analysis {
  const log = netlog()
    .socket(5)
    .socket(6, { at: 20, preconnect: true, closed: IDLE })
    .socket(7, { at: 30, backup: true })
    .add('SOCKET', 7, 'TCP_CONNECT', { phase: 'END', at: 60, params: { net_error: -102 } })
    .add('TCP_CONNECT_JOB', 10_008, 'SOCKET_POOL_CONNECT_JOB_CREATED', { at: 40, params: { group_id: 'http://a.test <k>' } })
    .add('SOCKET', 8, 'SOCKET_ALIVE', { phase: 'BEGIN', at: 40, to: 10_008 })
    .add('SOCKET', 8, 'TCP_CONNECT', { phase: 'BEGIN', at: 40 })
    .socket(9, { at: 50, group: 'http://b.test <k>', preconnect: true })
    .request(1, { url: 'http://a.test/', at: 0, socket: 5, waited: true, type: 'main frame' })
    .request(2, { url: 'http://a.test/late', at: 1400, socket: 5 });
  const read = readNetlog(log.file());
  if (!read.ok) throw new Error(read.error);
  return analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, read.value.wires);
}

const analysis = recording();
const rowsWith = (shown: ReadonlySet<Analysis['requests'][number]> | null): readonly Row[] => rowsOf(analysis, { origins: analysis.origins, isOpen: () => true, unfolded: () => 50, shown });
const rows = rowsWith(null);
const scene = layout(analysis, rows, topsOf(rows), fit(ZERO, ZERO + 2000, 900), { top: 0, height: 1000 });
const marksOf = (id: string): readonly Mark[] => scene.rows.find(({ row }) => row.id === id)?.marks ?? [];
const told = (marks: readonly Mark[]): readonly string[] => marks.map((mark) => (mark.kind === 'text' ? mark.text : mark.kind === 'setup' ? mark.phase : mark.kind));

it('a connection that was used is known to be open from when the NetLog says, also before its first request', () => {
  const read = readNetlog(netlog().socket(5, { preconnect: true }).request(1, { url: 'http://a.test/', at: 500, socket: 5 }).file());
  const [connection] = read.ok ? analyse({ ...NOTHING_HEARD, har: read.value.observations }, [], read.value.wires).connections : [];
  expect(openStretch(connection!, 0)).toEqual([ZERO + 2, ZERO + 545]);
});

describe('connections that no request used', () => {
  it('have lanes below those of their origin, and those of other origins below all', () => {
    expect(rows.map(({ id }) => id)).toEqual(['origin:http://a.test', 'lane:5', 'unused:6', 'unused:7', 'unused:8', 'elsewhere', 'unused:9']);
  });

  it('show their setup, how long they were idle, and how they ended', () => {
    expect(told(marksOf('unused:6'))).toEqual(['dns', 'tcp', 'line', 'close', 'never used · preconnect · Idle time limit expired']);
  });

  it('show an attempt without a time of idleness', () => {
    expect(told(marksOf('unused:7'))).toEqual(['dns', 'tcp', 'failed · second attempt · net::ERR_CONNECTION_REFUSED']);
  });

  it('show nothing of what the log does not see the end of, and do not call it unused', () => {
    expect(told(marksOf('unused:8'))).toEqual(['never ready · for a request']);
  });

  it('fade where the log ends while they are open', () => {
    expect(marksOf('unused:9').filter(({ kind }) => kind === 'line').map((mark) => mark.kind === 'line' && mark.fade)).toEqual([null, 'out']);
  });

  it('are no request under the mouse', () => {
    const { top } = scene.rows.find(({ row }) => row.id === 'unused:6')!;
    expect(hitTest(scene, 200, top + 9)).toMatchObject({ request: null, row: { row: { kind: 'unused' } } });
  });

  it('stay where a filter asks for all of their origin, and only there', () => {
    expect(rowsWith(new Set(analysis.requests)).map(({ id }) => id)).toEqual(['origin:http://a.test', 'lane:5', 'unused:6', 'unused:7', 'unused:8']);
    expect(rowsWith(new Set([analysis.requests[0]!])).map(({ id }) => id)).toEqual(['origin:http://a.test', 'lane:5']);
  });

  it('need room when it is decided which origins start open', () => {
    const twice = [...analysis.origins, { ...analysis.origins[0]!, origin: 'http://c.test' }];
    const enough = (height: number): number => openAtFirst(analysis, twice, height, new Set()).size;
    expect([enough(100), enough(200)]).toEqual([1, 2]);
  });
});
