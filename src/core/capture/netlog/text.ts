import { fieldsOf } from '../../base/unknown.ts';
import { cutListText, type ListText } from '../list-text.ts';

/**
 * The text of a NetLog: `constants`, then `events`, one a line, then
 * `polledData` (Chromium, net/log/file_net_log_observer.cc). A browser that
 * does not end cleanly leaves it cut off anywhere.
 */
export const cutNetlogText = (): ListText =>
  cutListText({
    headEnd: /"events"\s*:\s*\[\s*(?=\{)/,
    tail: ']}',
    between: /\}\s*,\s*(?=\{\s*"(?:params|phase|source|time|type)"\s*:)/g,
    listIn: (file) => fieldsOf(file)?.['events'],
    element: 'event',
    list: '`events`',
  });
