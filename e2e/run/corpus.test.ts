import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { zipOf } from '../../src/files/test/zip.ts';
import { analyseEntries } from '../../src/core/test/read.ts';
import { chromiumEntry, harFile, REUSED } from '../../src/core/test/har.ts';
import { brokenInvariants } from '../../src/core/test/invariants.ts';
import { ofUnsure } from '../../src/core/test/unsure.ts';
import type { Analysis } from '../../src/core/model/analysis.ts';
import type { Placing } from '../../src/core/model/placing.ts';
import { webPageTestEntry } from '../../src/core/test/har-tools.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const run = (...options: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> => promisify(execFile)(process.execPath, ['--import', 'tsx', 'e2e/run/corpus.ts', ...options], { cwd: ROOT });

describe('a corpus', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reuse-lens-corpus-'));
    const two = JSON.stringify(harFile([chromiumEntry(), chromiumEntry({ at: 50, timings: REUSED })]));
    await mkdir(path.join(folder, 'more'));
    await writeFile(path.join(folder, 'b.har'), two);
    await writeFile(path.join(folder, 'a.har.gz'), gzipSync(JSON.stringify(harFile([webPageTestEntry(), 5]))));
    await writeFile(path.join(folder, 'more/c.zip'), Buffer.from(await (await zipOf({ 'c.har': two })).arrayBuffer()));
    await writeFile(path.join(folder, 'more/cut.har'), two.slice(0, -5));
    await writeFile(path.join(folder, 'more/picture.png'), new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is imported file by file, each time to the same lines', async () => {
    const [first, second] = [await run(folder, '--no-ms'), await run(folder, '--no-ms')];
    expect(first).toEqual(second);
    expect(first.stderr).toBe('');
    expect(first.stdout.trimEnd().split('\n')).toEqual([
      'file\tdialect\tentries\tconnections\treported/inferred\tnew/earlier/reused/none/unknown\tproblems',
      'a.har.gz\twebpagetest\t1\t1\t1/0\t0/1/0/0/0\t1 × It is no entry: it has no request with a URL. It was left out. (entry 2)',
      'b.har\tchrome\t2\t1\t1/0\t1/0/1/0/0\t0',
      'more/c.zip\tchrome\t2\t1\t1/0\t1/0/1/0/0\t0',
      expect.stringMatching(/^more\/cut\.har\tchrome\t1\t1\t1\/0\t1\/0\/0\/0\/0\t1 × The file is cut off at character [\d,]+, after entry 1: whatever came after that entry is missing\. What was whole of it was read\. \(at its end\)$/),
      'more/picture.png\t–\t–\t–\t–\t–\tThe file is no text: it begins with the bytes 89 50 4e 47 00 00 00 00.',
      '5 files: 4 read, 1 refused, 0 with faults of ours',
    ]);
  });

  it('needs a folder', async () => {
    await expect(run()).rejects.toMatchObject({ code: 2 });
  });
});

describe('an invariant that is broken is seen', () => {
  const analysis = analyseEntries(chromiumEntry(), chromiumEntry({ at: 50, timings: REUSED }), chromiumEntry({ at: 60, id: '9' }));
  const [first, second, third] = analysis.requests;
  const [one, other] = analysis.connections;

  it('and none is where there is none', () => {
    expect(brokenInvariants(analysis)).toEqual([]);
  });

  it.each([
    ['a request on two connections', { ...analysis, connections: [one!, { ...other!, requests: [third!, second!] }] }, 'har:1 says that it is on 58, and is on 58, 9'],
    ['a request that is nowhere', { ...analysis, connections: [one!] }, 'har:2 says that it is on 9, and is on none'],
    ['two of one name', { ...analysis, connections: [one!, other!, { ...other!, requests: [] }] }, '2 connections are called 9'],
    ['a second opening', { ...analysis, connections: [{ ...one!, requests: [second!, first!] }, other!] }, 'har:0 is new on connection 58, which others used before'],
    ['an id that is not a lane', { ...analysis, requests: [first!, second!, { ...third!, connection: null, origination: { opening: 'unknown', basis: 'hidden', reason: 'no-id' } as const }] }, 'har:2 names connection 9, and is on null'],
    ['an end before its start', { ...analysis, requests: [{ ...first!, end: third!.start }, second!, { ...third!, end: first!.start }] }, /^har:2 goes from/],
    ['sums that do not add up', { ...analysis, totals: { ...analysis.totals, new: 1 } }, 'the openings do not add up to the requests'],
    ['an origin that was forgotten', { ...analysis, origins: [] }, 'the origins have 0 requests, the total 3'],
  ])('%s', (_name, broken, sentence) => {
    expect(brokenInvariants(broken)).toContainEqual(expect.stringMatching(sentence));
  });

  describe('about how surely', () => {
    const unsure = ofUnsure();
    const [, , last] = unsure.requests;
    const placed = (placing: Placing | null): Analysis => ({ ...unsure, requests: unsure.requests.map((request) => (request === last ? { ...request, placing } : request)) });
    const { connection, placing } = last!;

    it('and none is where there is none', () => expect(brokenInvariants(unsure)).toEqual([]));
    it.each([
      ['nothing tells', placed(null), 'and nothing tells how surely'],
      ['more than surely', placed({ ...placing!, confidence: 1.2 }), `is on ${connection} by 1.2`],
      ['or else where it is', placed({ ...placing!, others: [connection!] }), `is on ${connection}, or else on ${connection}`],
      ['on one that is not there', placed({ ...placing!, others: ['~9'] }), 'may have been on ~9, which is none'],
      ['one side alone', placed({ ...placing!, others: [] }), 'is possible, and the request does not say so'],
    ])('%s', (_name, broken, sentence) => expect(brokenInvariants(broken)).toContainEqual(expect.stringContaining(sentence)));
  });
});
