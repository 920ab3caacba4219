import { describe, expect, it } from 'vitest';
import { chromiumEntry, harFile } from '../test/har.ts';
import { netlog } from '../test/netlog.ts';
import { createAnyReader, type AnyFile } from './any-file.ts';
import type { Result } from '../base/result.ts';
import { kindOf, kindOfStart, type FileKind } from './kind.ts';

function read(text: string, size = 700): Result<AnyFile> {
  const reader = createAnyReader({ raw: 'give-up' });
  for (let i = 0; i < text.length; i += size) reader.add(text.slice(i, i + size));
  return reader.end();
}

const SENT = { method: 'Network.requestWillBeSent', params: { requestId: '1', loaderId: '1', timestamp: 10, wallTime: 1_700_000_000, type: 'Document', request: { url: 'https://a.test/', method: 'GET' } } };
const TRACE = { name: 'ResourceSendRequest', ph: 'I', ts: 5_000_000, args: { data: { requestId: '1', url: 'https://a.test/', requestMethod: 'GET' } } };
const ENDED = { method: 'Network.loadingFinished', params: { requestId: '1', timestamp: 11, encodedDataLength: 7 } };
const ENDED_TEXT = JSON.stringify(ENDED);
const NETLOG = netlog().socket(5).request(1, { url: 'http://a.test/', socket: 5 });

const FILES: readonly (readonly [string, FileKind, string])[] = [
  ['a HAR', 'har', JSON.stringify(harFile([chromiumEntry()]))],
  ['a HAR with a key of a tool before its log', 'har', JSON.stringify({ _meta: 'x'.repeat(2000), ...(harFile([chromiumEntry()]) as object) })],
  ['a NetLog', 'netlog', NETLOG.text()],
  ['a NetLog, its keys in another order', 'netlog', JSON.stringify(Object.fromEntries(Object.entries(NETLOG.file()).toReversed()))],
  ['a trace', 'trace', JSON.stringify({ traceEvents: [TRACE] })],
  ['a trace that is a list', 'trace', JSON.stringify([{ name: 'thread_name', ph: 'M', ts: 0 }, TRACE])],
  ['a trace with other keys first', 'trace', JSON.stringify({ metadata: {}, traceEvents: [TRACE] })],
  ['DevTools events', 'cdp', JSON.stringify([SENT], null, 2)],
  ['DevTools events, one a line', 'cdp', `${JSON.stringify(SENT)}\n${JSON.stringify({ method: 'Network.dataReceived', params: {} })}\n`],
  ['DevTools events, one a line, cut off', 'cdp', `${JSON.stringify(SENT)}\n{"method":"Network.dat`],
  ['DevTools events, wrapped', 'cdp', JSON.stringify([{ webview: '1', message: SENT }])],
  ['DevTools events in an object', 'cdp', JSON.stringify({ events: [SENT] })],
  ['ChromeDriver\'s performance log', 'cdp', JSON.stringify([{ level: 'INFO', message: JSON.stringify({ message: SENT, webview: '1' }), timestamp: 1 }])],
  ['ChromeDriver\'s performance log, one a line', 'cdp', `${JSON.stringify({ level: 'INFO', message: JSON.stringify({ message: SENT, webview: '1' }), timestamp: 1 })}\n`],
  ['ChromeDriver\'s performance log, its messages parsed', 'cdp', JSON.stringify([{ level: 'INFO', message: { message: SENT, webview: '1' }, timestamp: 1 }])],
];

describe('the kind of a file', () => {
  it.each(FILES)('is told by its shape: %s', (_name, kind, text) => {
    const result = read(text);
    expect(result.ok ? [result.value.kind, result.value.observations.length] : result.error).toEqual([kind, 1]);
  });

  it.each([
    ['null', 'a single null'],
    ['7', 'a single number'],
    ['{}', 'an empty object'],
    ['[1,2]', 'a list of 2 elements'],
    ['{"constants":{}}', 'cut off before its first event|does not say what its numbers mean'],
    ['{"traceEvents":[]}', 'This trace has no requests'],
    ['[{"message":"{\\"message\\":"}]', 'a list of 1 elements'],
    [JSON.stringify([JSON.stringify(SENT)].map((message) => ({ message: { message: { message: { message } } } }))), 'a list of 1 elements'],
    ['[{"method":"Network.dataReceived","params":{}}]', 'nobody can tell when anything was'],
    ['\0\x01\x02binary', 'Not a HAR file: unexpected .* at character 1\\.'],
    [JSON.stringify({ traceEvents: [TRACE, TRACE] }).slice(0, 100), 'This is no JSON: the text ends early, at character 101\\. What can be read'],
    [JSON.stringify([SENT]).replace('1700000000', 'NaN'), 'This is no JSON: unexpected “N”, at character 1\\d\\d\\.'],
    [JSON.stringify({ traceEvents: [TRACE], deep: 0 }).replace('"deep":0', `"deep":${'['.repeat(1001)}${']'.repeat(1001)}`), 'This is no JSON: nested more than 1,000 deep, at character'],
    [`${'['.repeat(50_000)}`, 'Not a HAR file: nested more than 1,000 deep'],
    [`{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`, 'an object with `a`|nested'],
  ])('that cannot be read is named: %#', (text, words) => {
    const result = read(text, 1 << 16);
    expect(result.ok ? 'read' : result.error).toMatch(new RegExp(words));
  });

  it.each([
    ['in one line', JSON.stringify([SENT, ENDED]), ENDED_TEXT, 'after event 1: whatever came after that event is missing'],
    ['over many lines', JSON.stringify([SENT, ENDED], null, 2), '"Network.loadingFinished"', 'after event 1: whatever came after that event is missing'],
    ['in an object', JSON.stringify({ events: [SENT, ENDED] }), ENDED_TEXT, 'after event 1: whatever came after that event is missing'],
    ['after its list', JSON.stringify({ events: [SENT, ENDED], more: 'x' }), ',"more"', 'after event 2: what stands after its events is missing'],
    ['one a line', `${JSON.stringify(SENT)}\n${JSON.stringify(ENDED)}\n`, ENDED_TEXT, 'after line 1: whatever came after that line is missing'],
    ['a trace as DevTools saves it', JSON.stringify({ metadata: { startTime: '2026-01-02T03:04:05.000Z' }, traceEvents: [TRACE, { ...TRACE, name: 'Other' }] }), '"Other"', 'after event 1: whatever came after that event is missing'],
    ['a trace', JSON.stringify({ traceEvents: [TRACE, { ...TRACE, name: 'Other' }] }), '"Other"', 'after event 1: whatever came after that event is missing'],
  ])('that is cut off says so, and has what was whole: DevTools events, %s', (_name, text, from, words) => {
    const at = text.indexOf(from) + 5;
    expect(read(text)).toMatchObject({ ok: true, value: { cut: null, skipped: 0 } });
    const result = read(text.slice(0, at));
    expect(result).toMatchObject({ ok: true, value: { cut: `cut off at character ${at + 1}, ${words}`, skipped: 0 } });
    expect(result.ok && result.value.observations).toHaveLength(1);
  });

  it('by its beginning or by the whole is the same', () => {
    for (const [name, kind, text] of FILES.filter(([name]) => !name.includes('one a line'))) {
      expect([name, kindOf(JSON.parse(text))]).toEqual([name, kind]);
      expect([kind, null]).toContain(kindOfStart(text));
    }
  });
});
