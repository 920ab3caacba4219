import { fail, ok, type Result } from '../../base/result.ts';
import { fieldsOf, listOf } from '../../base/unknown.ts';
import { createNetlogReader, type NetlogFile, type NetlogReader } from './netlog.ts';
import { cutNetlogText } from './text.ts';

/** The text of a NetLog as it arrives. */
export interface NetlogTextReader {
  add(text: string): void;
  /** `cut`: where the text ended early, and what is missing, for a sentence ("cut off …"); what was whole of it was read. */
  end(): Result<NetlogFile & { readonly cut: string | null }>;
}

export function createNetlogTextReader(): NetlogTextReader {
  const text = cutNetlogText();
  let reader: Result<NetlogReader> | null = null;
  const read = (events: readonly unknown[], file: () => unknown): void => {
    if (events.length === 0) return;
    reader ??= createNetlogReader(file());
    if (reader.ok) reader.value.add(events);
  };
  return {
    add: (piece) => read(text.add(piece), text.head),
    end() {
      const whole = text.end();
      const cut = whole === undefined ? text.endCut() : undefined;
      const file = whole ?? cut?.file;
      if (file === undefined) return fail('This NetLog cannot be read: it is cut off before its first event, or is no JSON.');
      read(listOf(fieldsOf(file)?.['events']) ?? [], () => file);
      reader ??= createNetlogReader(file);
      const ended = reader.ok ? reader.value.end() : reader;
      return ended.ok ? ok({ ...ended.value, cut: cut === undefined ? null : sentenceOf(cut) }) : ended;
    },
  };
}

const sentenceOf = ({ isListWhole }: { readonly isListWhole: boolean }): string =>
  isListWhole ? 'cut off after its events, of which none is missing' : 'cut off in its events: what followed the last whole one is missing';
