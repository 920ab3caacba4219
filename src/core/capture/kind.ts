import { parseJson } from '../base/json-fault.ts';
import { fieldsOf, listOf, textOf, type Fields } from '../base/unknown.ts';
import { partsOf } from './har-entry.ts';

/** What a file of JSON is, told by its shape, never by its name. */
export type FileKind = 'har' | 'netlog' | 'trace' | 'cdp';

/** Text enough to tell by. */
export const TELLING = 1 << 10;

/**
 * By how the text begins: its first key, or that of its first element. `null`
 * where that does not tell, as in a HAR whose first key is a tool's own.
 */
export function kindOfStart(text: string): FileKind | null {
  const [, list, key] = /^\s*(\[\s*)?\{\s*"(\w+)"\s*:/.exec(text) ?? [];
  if (key === undefined) return null;
  if (list === undefined) {
    if (key === 'log') return 'har';
    if (key === 'constants') return 'netlog';
    // DevTools writes `metadata` before them.
    if (/"traceEvents"\s*:\s*\[/.test(text)) return 'trace';
  }
  // Within a text, its quotation marks are escaped.
  if (/"method\\*"\s*:\s*\\*"[A-Z]\w+\.\w+\\*"/.test(text)) return 'cdp';
  return list !== undefined && /"ph"\s*:\s*"\w"/.test(text) ? 'trace' : null;
}

/** By what the whole of it is. */
export function kindOf(file: unknown): FileKind | null {
  const fields = fieldsOf(file);
  if (fields !== undefined) {
    if (listOf(fieldsOf(fields['log'])?.['entries'])) return 'har';
    if (fieldsOf(fields['constants']) && fieldsOf(fieldsOf(fields['constants'])?.['logEventTypes'])) return 'netlog';
    if (listOf(fields['traceEvents'])) return 'trace';
  }
  const some = (devToolsEventsIn(file) ?? []).slice(0, 20);
  if (Array.isArray(file) && some.map(fieldsOf).some((item) => textOf(item?.['ph']) !== undefined && item?.['ts'] !== undefined)) return 'trace';
  return some.some((item) => /^[A-Z]\w+\.\w+$/.test(textOf(devToolsEventIn(item)?.['method']) ?? '')) ? 'cdp' : null;
}

/** Of what may be a log of DevTools' events: a list, `{ events }`, or one event, where there is one line. */
export const devToolsEventsIn = (file: unknown): readonly unknown[] | undefined => listOf(file) ?? listOf(fieldsOf(file)?.['events']) ?? (devToolsEventIn(file) && [file]);

/**
 * The event itself, `{ method, params }`. Some tools wrap each in a `message`;
 * ChromeDriver's performance log in the text of `{ message, webview }`, which
 * stands in the `message` of an entry (chromedriver/performance_logger.cc).
 */
export function devToolsEventIn(item: unknown): Fields | undefined {
  let event = fieldsOf(item);
  for (let wraps = 0; event !== undefined && wraps <= MOST_WRAPS; wraps += 1) {
    if (textOf(event['method']) !== undefined) return event;
    const { message } = event;
    event = fieldsOf(typeof message === 'string' ? parseJson(message) : message);
  }
  return undefined;
}

const MOST_WRAPS = 2;

/** What was found instead of something readable, for people. */
export function describeShape(file: unknown): string {
  const list = listOf(file);
  if (list) return describeList(list);
  const fields = fieldsOf(file);
  if (listOf(fields?.['entries'])?.some(isEntry)) return 'what stands under `log` in a HAR, without the object around it: write `{"log":` before it and `}` after it';
  if (fields === undefined) return `a single ${file === null ? 'null' : typeof file}`;
  const keys = Object.keys(fields).slice(0, 4).map((key) => `\`${key.slice(0, 30)}\``);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.join(', ')}`;
}

/** What some tools write, which a HAR has one of, or has within it. */
function describeList(list: readonly unknown[]): string {
  const length = list.length.toLocaleString('en');
  if (list.some((item) => listOf(fieldsOf(fieldsOf(item)?.['log'])?.['entries']))) return `a list of ${length} HARs: write each into a file of its own`;
  if (list.some(isEntry)) return `a list of ${length} entries of a HAR, without what stands around them: write \`{"log":{"entries":\` before it and \`}}\` after it`;
  return list.length === 0 ? 'an empty list' : `a list of ${length} elements that are neither trace events nor DevTools events`;
}

const isEntry = (item: unknown): boolean => partsOf(item) !== null;
