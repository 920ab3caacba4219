import { REDACTED, sanitiseText, sanitiseUrl, type Tell } from '../base/sanitise.ts';
import { isSecretName } from '../base/secret-names.ts';
import { fieldsOf, listOf, textOf } from '../base/unknown.ts';

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** HAR headers with the values of secret ones replaced. URLs and parameters in the others are sanitised too. */
export const sanitiseHeaders = (headers: unknown, tell?: Tell): readonly Header[] => pairsOf(headers).map(({ name, value }) => ({ name, value: sanitiseHeader(name, value, tell) }));

/** The value that is written of a header. */
function sanitiseHeader(name: string, value: string, tell?: Tell): string {
  if (!isSecretName(name)) return ADDRESS.test(name) ? sanitiseUrl(value, tell) : sanitiseLoose(value, tell);
  if (value !== REDACTED) tell?.('header', name.toLowerCase());
  return REDACTED;
}

/** Headers that are an address, also where it does not look like one: `Location: next#access_token=…`. */
const ADDRESS = /^(?:content-location|location|referer|(?:x-)?sourcemap)$/i;

/** An address, or a text that may hold some. */
export const sanitiseLoose = (text: string, tell?: Tell): string => (/^\s*(?:[a-z][a-z0-9+.-]*:\/\/|\/|data:)\S*\s*$/i.test(text) ? sanitiseUrl(text, tell) : sanitiseText(text, tell));

/** What is a name and a value, of HAR's `headers`, `queryString` and `params`. */
export const pairsOf = (list: unknown): readonly Header[] =>
  (listOf(list) ?? []).flatMap((item) => {
    const name = textOf(fieldsOf(item)?.['name']);
    const value = fieldsOf(item)?.['value'];
    return name === undefined || typeof value !== 'string' ? [] : [{ name, value }];
  });
