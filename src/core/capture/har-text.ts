import { fieldsOf, listOf } from '../base/unknown.ts';

/**
 * The text of a HAR file, taken apart as it arrives. A file is mostly headers
 * that nobody needs once their entry is read: parsed a few entries at a time,
 * what was parsed is gone again while it is still in the processor's cache,
 * and takes half as long as all at once.
 */
export interface HarText {
  /** More of the text; returns entries that are whole now, in order. */
  add(text: string): readonly unknown[];
  /** The file, with those of its entries that were not returned yet; `undefined` when the text as a whole is no JSON. */
  end(): unknown;
}

/** So many characters of entries are parsed at once; measured, flat from half to twice as many. */
const BATCH = 1 << 17;
/** Places in a row that only look like the end of an entry, before it is sought further on. */
const TRIES = 8;
/** Before the entries stand the creator and the pages; where it is more, the file is read as a whole. */
const LONGEST_HEAD = 1 << 22;

const HEAD_END = /"entries"\s*:\s*\[\s*(?=\{)/;
/** Stands for the first entry where the text around the entries is parsed without them. */
const FIRST = 'the first entry';

/**
 * Between two entries, to all appearances; elsewhere in a list, the first key
 * is another. That it is so is proven by what lies between two such places:
 * it parses as a list of its own only if no bracket, brace or quotation mark
 * is open at either end.
 */
const BETWEEN = /\}\s*,\s*(?=\{\s*"(?:_\w+|startedDateTime|time|request|response|cache|timings|pageref|serverIPAddress|connection|comment)"\s*:)/g;

export function cutHarText(): HarText {
  let head: string | null = null;
  let pieces: string[] = [];
  let length = 0;
  // What is worth another look: twice as much each time that nothing was found, so that no text makes the work grow with its square.
  let enough = 1;

  const keep = (text: string): void => {
    pieces = [text];
    length = text.length;
  };

  /** Cuts the text behind its head. */
  const cut = (text: string): unknown[] => {
    const entries: unknown[] = [];
    let at = 0;
    let size = Math.max(BATCH, enough >> 1);
    let tries = 0;
    BETWEEN.lastIndex = size;
    for (let found = BETWEEN.exec(text); found !== null; found = BETWEEN.exec(text)) {
      const some = listOf(parsed(`[${text.slice(at, found.index + 1)}]`));
      if (some !== undefined) {
        for (const entry of some) entries.push(entry);
        at = BETWEEN.lastIndex;
        [size, tries] = [BATCH, 0];
        BETWEEN.lastIndex = at + size;
      } else if ((tries += 1) % TRIES === 0) {
        size *= 2;
        BETWEEN.lastIndex = at + size;
      }
    }
    keep(text.slice(at));
    enough = length < 2 * BATCH ? BATCH : length * 2;
    return entries;
  };

  return {
    add(text) {
      pieces.push(text);
      length += text.length;
      if (length < enough) return [];
      const all = pieces.join('');
      if (head !== null) return cut(all);
      keep(all);
      const end = HEAD_END.exec(all);
      if (end === null) enough = length > LONGEST_HEAD ? Infinity : length * 2;
      else {
        const found = all.slice(0, end.index + end[0].length);
        // The text is no HAR's so far, or these entries are not the log's: read as a whole, it will be seen.
        if (!isHead(found)) enough = Infinity;
        else {
          head = found;
          return cut(all.slice(found.length));
        }
      }
      return [];
    },
    end() {
      const rest = pieces.join('');
      if (head === null) return parsed(rest);
      const file = parsed(`${head}"${FIRST}",${rest}`);
      const entries = entriesOf(file);
      // A second `entries` after these: nobody can tell which are meant.
      if (entries?.[0] !== FIRST) return undefined;
      entries.shift();
      return file;
    },
  };
}

/** Whether the text ends where the first entry of the log begins. */
function isHead(text: string): boolean {
  const entries = entriesOf(parsed(`${text}"${FIRST}"]}}`));
  return entries?.length === 1 && entries[0] === FIRST;
}

const entriesOf = (file: unknown): unknown[] | undefined => listOf(fieldsOf(fieldsOf(file)?.['log'])?.['entries']) as unknown[] | undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
