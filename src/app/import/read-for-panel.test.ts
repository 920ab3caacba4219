import { describe, expect, it } from 'vitest';
import { chromiumBeforeEntry, chromiumEntry, genericEntry, harFile, REUSED } from '../../core/test/har.ts';
import { readWholeFile, type ReadFile } from '../../files/read-file.ts';
import { readForPanel } from './read-for-panel.ts';
import { beSecond } from './second-reader.ts';
import { createUnpacking } from './unpacking.ts';
import type { Answer } from './worker-messages.ts';

/** As it arrives in the panel, and whether what the second read is in it. */
async function carried(text: string): Promise<{ readonly said: unknown; readonly isJoined: boolean }> {
  const { port1, port2 } = new MessageChannel();
  const unpacking = createUnpacking();
  let isJoined = false;
  let end: Exclude<Answer, { answer: 'parcel' | 'read' }> | null = null;
  beSecond(port2);
  await readForPanel([new Blob([text])], {
    second: port1,
    say(answer, handOver = []) {
      if (answer.answer === 'parcel') {
        isJoined ||= answer.parcel.kind === 'heard' && answer.parcel.by === 'second';
        unpacking.add(structuredClone(answer.parcel, { transfer: handOver }));
      } else if (answer.answer !== 'read') end = answer;
    },
  });
  port1.close();
  const told = end as Answer | null;
  if (told?.answer === 'failed') return { said: told.error, isJoined };
  const analysis = unpacking.finish()!;
  return { said: written({ analysis, ...(told as Extract<Answer, { answer: 'done' }>) }), isJoined };
}

async function whole(text: string): Promise<unknown> {
  const read = await readWholeFile([new Blob([text])], { raw: 'give-up' });
  return read.ok ? written(read.value) : read.error;
}

/** All that can differ, with what packed requests have on their prototype. */
const written = ({ analysis, skipped, cut, about }: Omit<ReadFile, 'copies'>): unknown => ({
  skipped,
  cut,
  about,
  totals: analysis.totals,
  pages: analysis.pages,
  connections: analysis.connections.map(({ requests, ...connection }) => ({ ...connection, requests: requests.map(({ id }) => id) })),
  requests: analysis.requests.map(({ id, url, origin, start, end, connection, origination, headers, asked, problems, observations: [har] }) => ({ id, url, origin, start, end, connection, origination, headers, asked, problems, har: { ...har, phases: { ...(har as { phases: object }).phases }, raw: null } })),
});

/** Big enough to be halved. */
const COUNT = 450;
const filler = 'x'.repeat(10_000);
const many = (make: (i: number) => object): object => harFile(Array.from({ length: COUNT }, (_, i) => ({ ...make(i), _filler: filler })), [{ id: 'page_1', startedDateTime: '2026-01-01T00:00:00Z', title: 'https://shop.test/' }]) as object;
const one = (i: number): object => chromiumEntry({ url: `https://h${i % 7}.test/${i}`, at: i, id: String(i % 9), ...(i > 8 && { timings: REUSED }), headers: { 'Content-Type': i % 2 === 0 ? 'text/css' : 'image/png' } }) as object;
const text = JSON.stringify(many(one));
const { log } = many(one) as { readonly log: { readonly entries: readonly object[]; readonly pages: readonly object[] } };

/** A brace too many in this entry. */
const faulty = (i: number): string => text.replace(`"url":"https://h${i % 7}.test/${i}"`, '}$&');

describe('a big file, read by two', () => {
  it.each([
    ['Chromium\'s', text],
    ['indented', JSON.stringify(many(one), null, 2)],
    ['a tool\'s, without ids', JSON.stringify(many((i) => genericEntry({ url: `https://a.test/ü${i}`, at: i }) as object))],
    ['older, its ids in `connection`', JSON.stringify(many((i) => chromiumBeforeEntry({ url: `https://a.test/${i}`, at: i, connection: String(i % 9) }) as object))],
    ['its pages last', JSON.stringify({ log: { entries: log.entries, pages: log.pages } }).replace('{"entries"', '{"version":"1.2","entries"')],
    ['with what is no entry in it', JSON.stringify(many((i) => (i % 50 === 40 ? { time: i } : one(i))))],
    ['cut off', text.slice(0, -50_000)],
  ])('%s: as by one', async (_name, file) => {
    const { said, isJoined } = await carried(file);
    expect(said).toEqual(await whole(file));
    expect(isJoined).toBe(true);
  });

  it('with a fault behind its middle, says where it is', async () => {
    const file = faulty(COUNT - 9);
    const { said } = await carried(file);
    const place = /^Not a HAR file: .* at character [\d,]+/;
    expect(place.exec(said as string)?.[0]).toBe(place.exec((await whole(file)) as string)![0]);
  });

  it.each([
    // The date of an entry that has none is that of the one before.
    ['whose second half begins without a date', JSON.stringify(many((i) => (i >= COUNT / 2 - 5 && i < COUNT / 2 + 5 ? { ...one(i), startedDateTime: '' } : one(i))))],
    // That `connection` is the port, not an id, is told by an id in the first.
    ['of whose halves only the first names connections', JSON.stringify(many((i) => (i < 20 ? one(i) : (chromiumBeforeEntry({ url: `https://a.test/${i}`, at: i, connection: '3128' }) as object))))],
    ['with a fault before its middle', faulty(100)],
    ['whose entries hold lists of what looks like entries', JSON.stringify(harFile(log.entries.slice(0, 31).map((entry) => ({ ...entry, _more: Array.from({ length: 20 }, (_, time) => ({ time, filler })) }))))],
  ])('%s: what the second read is read once more', async (_name, file) => {
    const { said, isJoined } = await carried(file);
    expect(said).toEqual(await whole(file));
    expect(isJoined).toBe(false);
  });
});
