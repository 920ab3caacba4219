import { fieldsOf } from '../base/unknown.ts';
import { cutListText, type ListShape, type ListText } from './list-text.ts';

/** A few words about its creator, the pages, and then `log.entries`. */
const HAR: ListShape = {
  headEnd: /"entries"\s*:\s*\[\s*(?=\{)/,
  tail: ']}}',
  // Elsewhere in a list, the first key is another.
  between: /\}\s*,\s*(?=\{\s*"(?:_\w+|startedDateTime|time|request|response|cache|timings|pageref|serverIPAddress|connection|comment)"\s*:)/g,
  listIn: (file) => fieldsOf(fieldsOf(file)?.['log'])?.['entries'],
  element: 'entry',
  list: '`log.entries`',
};

/** The text of a HAR file. */
export const cutHarText = (): ListText => cutListText(HAR);

/** The same from one of its entries on. */
export const cutHarPart = (): ListText => cutListText(HAR, 'element');

/** Where in a piece of such a text an entry begins, to all appearances; `null` where none does. */
export function entryIn(text: string): number | null {
  HAR.between.lastIndex = 0;
  return HAR.between.test(text) ? HAR.between.lastIndex : null;
}
