import { fieldsOf } from '../base/unknown.ts';
import { cutListText, type ListText } from './list-text.ts';

/** The text of a HAR file: a few words about its creator, the pages, and then `log.entries`. */
export const cutHarText = (): ListText =>
  cutListText({
    headEnd: /"entries"\s*:\s*\[\s*(?=\{)/,
    tail: ']}}',
    // Elsewhere in a list, the first key is another.
    between: /\}\s*,\s*(?=\{\s*"(?:_\w+|startedDateTime|time|request|response|cache|timings|pageref|serverIPAddress|connection|comment)"\s*:)/g,
    listIn: (file) => fieldsOf(fieldsOf(file)?.['log'])?.['entries'],
    element: 'entry',
    list: '`log.entries`',
  });
