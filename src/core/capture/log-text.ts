import { jsonFault, parseJson } from '../base/json-fault.ts';
import { fieldsOf, listOf } from '../base/unknown.ts';
import { cutListText } from './list-text.ts';

/** What is whole of a log's text. */
export interface LogText {
  readonly file: unknown;
  /** Where it ended too early, and what is missing, for a sentence: "cut off at …"; `null`: it is whole. */
  readonly cut: string | null;
}

/** The text of a trace or of DevTools' events: one JSON, or one value a line. `undefined` where it is neither, nor the beginning of one. */
export function readLogText(text: string): LogText | undefined {
  const file = parseJson(text);
  return file !== undefined ? { file, cut: null } : (cutList(text) ?? jsonLines(text));
}

/** One list, or an object with one, cut off in it or after it. */
function cutList(text: string): LogText | undefined {
  const isObject = /^\s*\{/.test(text);
  const listIn = (file: unknown): readonly unknown[] | undefined => (isObject ? listOf(fieldsOf(file)?.[nameIn(file)]) : listOf(file));
  const cut = cutListText({
    headEnd: isObject ? /"(?:events|traceEvents)"\s*:\s*\[\s*(?=\{)/ : /^\s*\[\s*(?=\{)/,
    tail: isObject ? ']}' : ']',
    between: /\}\s*,\s*(?=\{)/g,
    listIn,
    element: 'event',
    list: 'list',
  });
  const events = [...cut.add(text)];
  const left = cut.endCut();
  const { endsEarly, at } = cut.fault();
  if (left === undefined || !endsEarly) return undefined;
  for (const event of listIn(left.file) ?? []) events.push(event);
  const missing = left.isListWhole ? 'what stands after its events is missing' : 'whatever came after that event is missing';
  return events.length === 0 ? undefined : { file: isObject ? { ...fieldsOf(left.file), [nameIn(left.file)]: events } : events, cut: `${cutAt(at, 'event', events.length)}: ${missing}` };
}

const nameIn = (file: unknown): 'events' | 'traceEvents' => (listOf(fieldsOf(file)?.['traceEvents']) === undefined ? 'events' : 'traceEvents');

/** As log writers leave them; a line in the midst of others that is no JSON is counted with what is left out. */
function jsonLines(text: string): LogText | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map((line) => parseJson(line.replace(/,\s*$/, '')));
  if (!values.some((value) => value !== undefined)) return undefined;
  const isCut = values.at(-1) === undefined && jsonFault(lines.at(-1)!)?.endsEarly === true;
  if (!isCut) return { file: values, cut: null };
  return { file: values.slice(0, -1), cut: `${cutAt(text.trimEnd().length + 1, 'line', lines.length - 1)}: whatever came after that line is missing` };
}

const cutAt = (at: number, element: string, count: number): string => `cut off at character ${at.toLocaleString('en')}, after ${element} ${count.toLocaleString('en')}`;
