/**
 * Splits a header's value at a separator, but not inside "quotes" (with their
 * backslash escapes) nor inside <angle brackets>. Parts are trimmed, empty
 * ones left out, as RFC 9110 section 5.6.1 asks of recipients of lists.
 */
function splitOutside(text: string, separators: string): readonly string[] {
  const parts: string[] = [];
  let begun = 0;
  let quoted = false;
  let bracketed = false;
  const endPart = (at: number): void => {
    const part = text.slice(begun, at).trim();
    if (part !== '') parts.push(part);
    begun = at + 1;
  };
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index]!;
    // The sign behind a backslash is text, whatever it is.
    if (quoted && sign === '\\') index += 1;
    else if (sign === '"' && !bracketed) quoted = !quoted;
    else if (!quoted && (sign === '<' || sign === '>')) bracketed = sign === '<';
    else if (!quoted && !bracketed && separators.includes(sign)) endPart(index);
  }
  endPart(text.length);
  return parts;
}

/** The members of a list header. Chromium's log joins repeated headers with a line break, others with a comma. */
export const membersOf = (value: string): readonly string[] => splitOutside(value, ',\n');

export interface Member {
  readonly head: string;
  /** Names in lower case; the first of repeated ones; `''` for one without a value. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** `head; name=value; name="value"`. */
export function readMember(member: string): Member {
  const [head = '', ...rest] = splitOutside(member, ';');
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const at = part.indexOf('=');
    const name = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase();
    if (!parameters.has(name)) parameters.set(name, at < 0 ? '' : unquote(part.slice(at + 1).trim()));
  }
  return { head, parameters };
}

/** The text of a quoted string, or the token itself. Without a pattern: one runs out of stack in what a hostile file may hold. */
export function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  let read = '';
  for (let at = 1; at < text.length && text[at] !== '"'; at += 1) {
    if (text[at] === '\\') at += 1;
    read += text[at] ?? '';
  }
  return read;
}
