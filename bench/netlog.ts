import { createFileReader } from '../src/files/read-file.ts';
import { netlog } from '../src/core/test/netlog.ts';
import { median, type Result } from './result.ts';

/** Characters; the whole of it lies in memory beside what JSON.parse makes of it. */
const COMPARED = 40e6;
const BIG = 200e6;
const PIECE = 1 << 17;

/** Reading a NetLog, beside JSON.parse of the same text, and the memory that a big one takes. In Node. */
export function measureNetlog(runs: number, say: (line: string) => void): readonly Result[] {
  const text = [...netlogText(COMPARED)].join('');
  const ratios = Array.from({ length: runs }, () => {
    const parse = timed(() => JSON.parse(text) as unknown);
    const read = timed(() => {
      const reader = createFileReader({ raw: 'give-up' });
      for (let at = 0; at < text.length; at += PIECE) reader.add(text.slice(at, at + PIECE));
      if (!reader.end().ok) throw new Error('The NetLog of the bench cannot be read.');
    });
    say(`netlog: JSON.parse ${parse.toFixed(0)} ms, read and analysed ${read.toFixed(0)} ms`);
    return read / parse;
  });
  const reader = createFileReader({ raw: 'give-up' });
  let peak = 0;
  for (const piece of netlogText(BIG)) {
    reader.add(piece);
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  const read = reader.end();
  peak = Math.max(peak, process.memoryUsage().heapUsed);
  say(`netlog-200mb-heap: ${read.ok ? `${read.value.analysis.requests.length} requests` : read.error}, peak ${(peak / 1e6).toFixed(0)} MB`);
  return [
    { id: 'netlog', value: median(ratios), unit: '÷ JSON.parse', must: 4, aim: 2, what: `NetLog of ${COMPARED / 1e6} MB in Node: text to analysis` },
    { id: 'netlog-200mb-heap', value: peak / 1e6, unit: 'MB', must: 600, aim: 400, what: 'NetLog of 200 MB in Node: largest heap while it is read as it comes, garbage included' },
  ];
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** One page a second, each with six sockets and thirty requests, among events that nobody needs: in a real NetLog they are most of it. */
function* netlogText(size: number): Generator<string> {
  let page = netlog();
  for (let s = 0; s < 6; s++) page = page.socket(s + 1, { at: s, tls: { version: 'TLS 1.3', next_proto: 'http/1.1' }, closed: { at: 900, reason: 'Idle time limit expired' } });
  for (let r = 0; r < 30; r++) {
    page = page.request(100 + r, { url: `https://a.test/${r}?${'q'.repeat(60)}`, at: r * 20, socket: (r % 6) + 1, waited: r < 6, answer: ['HTTP/1.1 200 OK', 'content-type: text/html', `set-cookie: [${'x'.repeat(100)}]`] });
    for (let n = 0; n < 20; n++) page = page.add('SOCKET', (r % 6) + 1, 'SOCKET_BYTES_RECEIVED', { at: r * 20, params: { byte_count: 1448 } }).add('COOKIE_STORE', 99, 'COOKIE_INCLUSION_STATUS', { at: r * 20, params: { name: 'n'.repeat(80), status: 'INCLUDE' } });
  }
  const { constants, events } = page.file();
  yield `{"constants":${JSON.stringify(constants)},\n"events": [\n`;
  let written = 0;
  for (let nth = 0; written < size; nth++) {
    const lines = (events as readonly Event[]).map((event) => JSON.stringify(moved(event, nth)));
    const text = `${nth === 0 ? '' : ',\n'}${lines.join(',\n')}`;
    written += text.length;
    yield text;
  }
  yield '],\n"polledData": {}}\n';
}

interface Event {
  readonly params: { readonly source_dependency?: { readonly id: number } };
  readonly source: { readonly id: number };
  readonly time: string;
}

/** The same of another page: its sources have ids of their own. */
function moved(event: Event, nth: number): Event {
  const by = nth * 100_000;
  const { source_dependency: to, ...params } = event.params;
  return { ...event, params: { ...params, ...(to && { source_dependency: { ...to, id: to.id + by } }) }, source: { ...event.source, id: event.source.id + by }, time: String(Number(event.time) + nth * 1000) };
}
