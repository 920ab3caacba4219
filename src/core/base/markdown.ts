/**
 * Foreign words in Markdown. Inside a code span nothing is interpreted, neither
 * HTML nor links nor, on GitHub and GitLab, `@names` and `#numbers` (GFM spec
 * section 6.1).
 */
export function code(text: string): string {
  const plain = oneLine(text);
  if (plain === '') return '';
  const fence = '`'.repeat(longestRun(plain) + 1);
  const padding = /^`|`$/.test(plain) ? ' ' : '';
  return `${fence}${padding}${plain}${padding}${fence}`;
}

/** A sentence: words that Markdown, or who shows it, could take for something else become code. */
export const prose = (text: string): string =>
  oneLine(text).split(' ').map((word) => {
    if (word.length > LONGEST_WORD) return code(word);
    const [, before = '', inner = '', after = ''] = /^(["'(„“]*)(.*?)([)"'”.,;:!?]*)$/.exec(word) ?? [];
    return SPECIAL.test(inner) || SPECIAL.test(before + after) ? `${before}${code(inner)}${after}` : word;
  }).join(' ');

/** No word of a language is longer; and to look for the punctuation around one takes the square of its length. */
const LONGEST_WORD = 300;

/** Punctuation with a meaning in GFM, hosts, paths, and what begins a list, a heading or a quotation. */
const SPECIAL = /[\\`*_{}[\]<>#@|~&$]|^\/|:\/|^www\.|^[-+=]+$|^\d+[.)]$|^GH-\d/i;

/** Lines to copy, whatever is in them. */
export function codeBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(longestRun(text) + 1, 3));
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/**
 * A line of a table. A pipe ends a cell even in a code span, unless a backslash
 * stands before it (section 4.10), which itself must not be escaped by one.
 * @param cells Markdown
 */
export const tableLine = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll(/(?<!\\)\\+\|/g, (run) => `${'%5C'.repeat(run.length - 1)}|`).replaceAll('|', '\\|')).join(' | ')} |`;

/** @param rows cells that are Markdown */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map(tableLine).join('\n');

/** Ends of lines, control characters, and those that turn the direction of writing (Unicode UAX 9) would break a line or its meaning. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u200B-\u200F]+/gu, ' ').replaceAll(/ +/g, ' ').trim();

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
