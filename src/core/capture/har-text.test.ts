import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chromiumEntry, firefoxEntry, genericEntry, harFile } from '../test/har.ts';
import { cutHarText } from './har-text.ts';

interface Log {
  readonly log: { readonly entries: readonly unknown[] };
}

/** Reads in pieces of this size; the entries as they came out, and how many came before the end. */
function cut(text: string, size: number): { readonly file: unknown; readonly early: number } {
  const reader = cutHarText();
  const entries: unknown[] = [];
  for (let i = 0; i < text.length; i += size) entries.push(...reader.add(text.slice(i, i + size)));
  const file = reader.end() as Log | undefined;
  return { file: file && { ...file, log: { ...file.log, entries: [...entries, ...file.log.entries] } }, early: entries.length };
}

/** Long enough for several batches. */
const COUNT = 400;
const filler = 'x'.repeat(1500);
const many = (make: (i: number) => unknown): unknown => harFile(Array.from({ length: COUNT }, (_, i) => make(i)), [{ id: 'page_1', startedDateTime: '2026-01-01T00:00:00Z', title: '"entries":[{' }]);

describe('the text of a HAR file, in pieces', () => {
  it.each([
    ['Chromium\'s', many((i) => chromiumEntry({ url: `https://a.test/${i}`, entry: { filler } })), undefined],
    ['Firefox\'s', many((i) => firefoxEntry({ url: `https://a.test/${i}`, entry: { filler } })), undefined],
    ['a tool\'s, indented', many((i) => genericEntry({ url: `https://a.test/${i}`, entry: { filler } })), 2],
    ['a tool\'s, with tabs', many((i) => genericEntry({ url: `https://a.test/${i}`, entry: { filler } })), '\t'],
    ['full of what only looks like the next entry', many((i) => chromiumEntry({ entry: { filler, _more: [{ _a: i }, { _a: '},{"_b":' }, { time: [{ _c: 1 }, { _c: 2 }] }] } })), undefined],
    ['not in ASCII', many((i) => genericEntry({ url: `https://a.test/ü${i}`, entry: { filler: 'é😀'.repeat(500) } })), undefined],
  ])('%s: the same as in one', (_name, file, indent) => {
    const text = JSON.stringify(file, null, indent);
    for (const size of [text.length, 1 << 16, 50_021]) {
      const read = cut(text, size);
      expect(read.file).toEqual(file);
      expect(read.early).toBeGreaterThan(COUNT / 4);
    }
  });

  it('entries before all else, and a key that is no entry\'s: the same, though not early', () => {
    const { log } = harFile([]) as { log: object };
    for (const file of [{ log: { entries: Array.from({ length: 3 }, () => genericEntry()), ...log, pages: [{ id: 'a' }] } }, many((i) => ({ zzz: i, filler })), { other: { entries: [{ _a: 1 }, { _a: 2 }] }, log: { entries: [{ _a: 3 }] } }]) {
      expect(cut(JSON.stringify(file), 1 << 16).file).toEqual(file);
    }
  });

  it.each(['', '{', '{"log":{"entries":[', '{"log":{"entries":[{}', '{"log":{"entries":[{},]}}', '{"log":{"entries":[{"time":1}],"entries":[{"time":2}]}}'])('is refused when it is not one HAR: %s', (text) => {
    expect(cut(text, 7).file).toBeUndefined();
  });

  it.each([0, 5, 14, COUNT])('names the entry that a fault stands behind: %i', (place) => {
    const text = JSON.stringify(many((i) => chromiumEntry({ url: `https://a.test/${i}` })));
    const at = place === COUNT ? text.length - 1 : text.indexOf(`https://a.test/${place}"`);
    const reader = cutHarText();
    reader.add(`${text.slice(0, at)}"!${text.slice(at)}`);
    expect(reader.end()).toBeUndefined();
    const { says } = reader.fault();
    if (place === 0) expect(says).not.toContain('after entry');
    else expect(says).toContain(`, after entry ${place}.`);
  });

  it.each([',!', ',null,!', ',null ]!'])('counts what is no entry among them: %s', (end) => {
    const reader = cutHarText();
    reader.add(`{"log":{"entries":[{"time":1},null,"},",{"time":[1,2]}${end}`);
    expect(reader.end()).toBeUndefined();
    expect(reader.fault().says).toContain(`, after entry ${end === ',!' ? 4 : 5}.`);
  });

  it('and a fault in the middle spoils it all', () => {
    const text = JSON.stringify(many(() => chromiumEntry({ entry: { filler } })));
    for (const at of [text.indexOf('},{', text.length >> 1), text.length - 3]) expect(cut(`${text.slice(0, at)}}${text.slice(at)}`, 1 << 16).file).toBeUndefined();
  });

  it('is whole up to the entry in which it was cut off, be that as long as it may', () => {
    const file = harFile([genericEntry(), genericEntry({ entry: { comment: '}]\\"' } }), genericEntry({ entry: { comment: '\n'.repeat(20e6) } })]) as Log;
    const text = JSON.stringify(file);
    for (const end of [text.length - 30_000_000, text.length - 1]) {
      const reader = cutHarText();
      const left = (reader.add(text.slice(0, end)), reader.endCut())!;
      const whole = end === text.length - 1 ? 3 : 2;
      expect(left.isListWhole).toBe(whole === 3);
      expect((left.file as Log).log.entries).toEqual(file.log.entries.slice(0, whole));
    }
  });

  it('any JSON at all, cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), fc.integer({ min: 1, max: 99 }), (entries, comment, size) => {
        const file = { log: { comment, entries } };
        expect(cut(JSON.stringify(file), size).file).toEqual(JSON.parse(JSON.stringify(file)));
      }),
    );
  });
});
