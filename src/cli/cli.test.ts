import { execFile, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../files/test/zip.ts';
import { chromiumEntry, harFile, OPENED, OPENED_TLS, REUSED } from '../core/test/har.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'reuse-lens-cli-'));
const PROGRAM = path.join(folder, 'program', 'reuse-lens.js');

/** Two requests on one connection, at a host of its own. */
const page = (host: string): string =>
  JSON.stringify(harFile([chromiumEntry({ url: `https://${host}/?token=s3cret`, httpVersion: 'h2', timings: OPENED_TLS }), chromiumEntry({ url: `https://${host}/a.js`, httpVersion: 'h2', at: 70, timings: REUSED })]));
/** Six connections are busy, and a seventh request waits. */
const busy = JSON.stringify(harFile([...[1, 2, 3, 4, 5, 6].map((id) => chromiumEntry({ url: `https://busy.test/${id}`, id: `${id}`, at: id, timings: { ...OPENED, wait: 500 } })), chromiumEntry({ url: 'https://busy.test/late', id: '1', at: 10, timings: { ...REUSED, blocked: 520 } })]));

interface Done {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * @param input for its standard input
 * @param who runs it, by number
 */
const cli = (args: readonly string[], input = '', who?: number): Promise<Done> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], { cwd: folder, ...(who === undefined ? {} : { uid: who, gid: who }) }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }));
    child.stdin?.end(input);
  });
const lines = ({ out }: Done): readonly Record<string, unknown>[] => out.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  await build({ configFile: 'vite.cli.ts', logLevel: 'error', build: { outDir: path.dirname(PROGRAM) } });
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  mkdirSync(path.join(folder, 'runs', 'old [1]'), { recursive: true });
  writeFileSync(path.join(folder, 'runs', 'a.har'), `\uFEFF${page('a.test')}`);
  writeFileSync(path.join(folder, 'runs', 'b.har.gz'), gzipSync(page('b.test')));
  writeFileSync(path.join(folder, 'runs', 'broken.har'), '{"log":{"entries":[{"');
  writeFileSync(path.join(folder, 'runs', 'cut.har.gz'), gzipSync(page('cut.test')).subarray(0, 60));
  writeFileSync(path.join(folder, 'runs', 'old [1]', 'c.json'), page('c.test'));
  writeFileSync(path.join(folder, 'runs', 'notes.txt'), 'no capture');
  writeFileSync(path.join(folder, 'busy.har'), busy);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('is one file, which needs nothing beside it', async () => {
  const alone = path.join(folder, 'alone');
  mkdirSync(alone);
  copyFileSync(PROGRAM, path.join(alone, 'reuse-lens.mjs'));
  writeFileSync(path.join(alone, 'a.zip'), Buffer.from(await (await zipOf({ 'a.har': page('zip.test') })).arrayBuffer()));
  const done = await new Promise<Done>((resolve) => execFile(process.execPath, ['reuse-lens.mjs', 'summary', 'a.zip', '--format', 'ndjson'], { cwd: alone }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err })));
  expect([done.err, lines(done)]).toMatchObject(['', [{ file: 'a.zip', origin: 'https://zip.test' }]]);
});

describe('files', () => {
  const hosts = (done: Done): unknown => lines(done).map(({ origin }) => origin);
  const ndjson = (...args: readonly string[]): Promise<Done> => cli(['summary', '--format', 'ndjson', ...args]);

  it('are plain, with a BOM, gzipped, a pattern, a name that looks like one, or the standard input', async () => {
    expect(hosts(await ndjson('runs/a.har', 'runs/b.har.gz'))).toEqual(['https://a.test', 'https://b.test']);
    expect(hosts(await ndjson('runs/{b,a}.har*'))).toEqual(['https://a.test', 'https://b.test']);
    expect(hosts(await ndjson(path.join(folder, 'runs/**/*.json')))).toEqual(['https://c.test']);
    expect(hosts(await ndjson('runs/old [1]/c.json', 'runs/old [1]/c.json'))).toEqual(['https://c.test']);
    expect(lines({ ...(await cli(['summary', '--format', 'ndjson', '-'], page('stdin.test'))) })).toMatchObject([{ file: '-', origin: 'https://stdin.test', new: 1, reused: 1 }]);
  });

  it('says how many entries were copies of others', async () => {
    const { log } = JSON.parse(page('twice.test')) as { readonly log: { readonly entries: readonly unknown[] } };
    const done = await cli(['summary', '-', '--format', 'ndjson'], JSON.stringify(harFile([...log.entries, ...log.entries])));
    expect([done.code, lines(done), done.err]).toMatchObject([0, [{ requests: 2, connections: 1 }], 'reuse-lens: -: 2 entries are copies of others, and were left out\n']);
  });

  it('are zipped, small and big, and which one of an archive is read is said', async () => {
    const big = 'x'.repeat(200_000);
    for (const [name, files] of [['small.zip', { 'a.har': page('zip.test') }], ['big.zip', { 'a.har': page('zip.test'), 'b.json': '{}', 'big.txt.png': big }]] as const) writeFileSync(path.join(folder, name), Buffer.from(await (await zipOf(files, { level: 0 })).arrayBuffer()));
    const [small, packed] = [await ndjson('small.zip'), await ndjson('big.zip')];
    expect([hosts(small), small.err]).toEqual([['https://zip.test'], '']);
    expect([hosts(packed), packed.err]).toEqual([['https://zip.test'], 'reuse-lens: big.zip: of the 2 files in it that may be captures, “a.har” was read\n']);
  });

  it('a folder without captures says so, and is no one file', async () => {
    mkdirSync(path.join(folder, 'nothing'), { recursive: true });
    expect(await cli(['summary', 'nothing'])).toMatchObject({ code: 2, err: expect.stringContaining('nothing: no capture is in this folder') as string });
    expect(await cli(['report', 'nothing'])).toMatchObject({ code: 2, err: expect.stringContaining('nothing: This is a folder, and one file is meant.') as string });
  });

  it.each(['1', '2'])('that are broken are named and skipped, with %s threads', async (jobs) => {
    const done = await ndjson('runs', '--jobs', jobs);
    expect(hosts(done)).toEqual(['https://a.test', 'https://b.test', 'https://c.test']);
    expect(done.code).toBe(2);
    expect(done.err.trimEnd().split('\n').map((line) => /^[\w-]+: [^:]+/.exec(line)?.[0])).toEqual(['reuse-lens: runs/broken.har', 'reuse-lens: runs/cut.har.gz']);
  });

  it('are taken once, whatever they are called, and in capitals too', async () => {
    mkdirSync(path.join(folder, 'links', 'deep'), { recursive: true });
    writeFileSync(path.join(folder, 'links', 'A.HAR'), page('capitals.test'));
    symlinkSync('..', path.join(folder, 'links', 'deep', 'up'));
    expect(hosts(await ndjson('links', './links/A.HAR', path.join(folder, 'links/A.HAR')))).toEqual(['https://capitals.test']);
  });

  it('that cannot be looked at are named, and never passed over in silence', async () => {
    for (const place of ['good', 'locked']) {
      mkdirSync(path.join(folder, 'shut', place), { recursive: true });
      writeFileSync(path.join(folder, 'shut', place, 'a.har'), page(`${place}.test`));
    }
    symlinkSync('gone.har', path.join(folder, 'shut', 'link.har'));
    symlinkSync('round.har', path.join(folder, 'shut', 'round.har'));
    symlinkSync('gone', path.join(folder, 'shut', 'no-capture'));
    chmodSync(folder, 0o755);
    chmodSync(path.join(folder, 'shut', 'locked'), 0);
    // Nothing is locked for root.
    const shut = (...args: readonly string[]): Promise<Done> => cli(args, '', process.getuid?.() === 0 ? 65_534 : undefined);
    const [whole, pattern, locked] = [await shut('check', 'shut', '--max-connections', '9', '--format', 'ndjson'), await shut('summary', 'shut/**/*.har', '--format', 'ndjson'), await shut('summary', 'shut/locked')];
    chmodSync(path.join(folder, 'shut', 'locked'), 0o755);
    expect([whole.code, lines(whole).map(({ file }) => file)]).toEqual([2, ['shut/good/a.har']]);
    const named = ({ err }: Done): unknown => err.trimEnd().split('\n').map((line) => /^reuse-lens: ([^:]+): E\w+/.exec(line)?.[1]).sort();
    expect(named(whole)).toEqual(['shut/link.har', 'shut/locked', 'shut/round.har']);
    expect([pattern.code, named(pattern)]).toEqual([2, ['shut/locked']]);
    expect([locked.code, named(locked)]).toEqual([2, ['shut/locked']]);
    expect(await shut('summary', 'shut/round.har')).toMatchObject({ code: 2, err: expect.stringContaining('shut/round.har: ELOOP') as string });
  });

  it('that are not there are bad input', async () => {
    expect(await ndjson('nothing.har')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('nothing.har: no such file') as string });
  });

  it('may be more than the reader wants', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'summary', 'runs/a.har', '--rows', 'requests', '--format', 'ndjson'], { cwd: folder });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (text) => (err += String(text)));
    await new Promise((resolve) => child.on('close', resolve));
    expect(err).toBe('');
  });
});

/** Its reader goes after one line: `| head -1`. */
const cliToHead = (...args: readonly string[]): Promise<Pick<Done, 'code' | 'err'>> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (text) => (err += String(text)));
    child.stdout.once('data', () => child.stdout.destroy());
    child.on('close', (code) => resolve({ code: code ?? -1, err }));
  });

describe('a reader that goes early', () => {
  it('changes nothing about the budgets', async () => {
    mkdirSync(path.join(folder, 'many'), { recursive: true });
    // The broken one is the last, and read when nobody reads any more.
    for (let i = 0; i < 40; i++) writeFileSync(path.join(folder, 'many', `${i + 10}.har`), i < 39 ? page('a.test') : busy);
    for (const jobs of ['1', '2']) expect(await cliToHead('check', 'many', '--max-connections', '2', '--format', 'ndjson', '--jobs', jobs)).toEqual({ code: 1, err: '' });
    expect(await cliToHead('check', 'many', 'gone.har', '--max-connections', '9', '--format', 'ndjson')).toMatchObject({ code: 2 });
    expect(await cliToHead('summary', 'many', '--format', 'ndjson')).toEqual({ code: 0, err: '' });
  });

  it('of what is wrong gets the exit code', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'check', 'many', '--max-connections', 'none'], { cwd: folder });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2);
  });
});

describe('summary', () => {
  it.each([
    ['table', /^file {6}basis {5}origins .*\nbusy\.har +reported +1 +7 .*h1-limit\n$/],
    ['json', /^\[\n\{"file":"busy\.har","basis":"reported",.*\}\n\]\n$/],
    ['csv', /^file,origin,.*\r\nbusy\.har,https:\/\/busy\.test,http\/1\.1,7,6,6,0,1,.*\r\n$/],
    ['markdown', /^\| file \| basis .*\n\| --- .*\n\| `busy\.har` \| `reported` .*\n$/],
  ])('as %s', async (format, text) => {
    const { code, out } = await cli(['summary', 'busy.har', '--format', format]);
    expect(code).toBe(0);
    expect(out).toMatch(text);
  });

  it('keeps secrets to itself', async () => {
    const of = async (...more: readonly string[]): Promise<string> => (await cli(['summary', 'runs/a.har', '--rows', 'requests', '--format', 'ndjson', ...more])).out;
    expect(await of()).toContain('token=redacted');
    expect(await of('--keep-private')).toContain('token=s3cret');
  });
});

describe('check', () => {
  it.each([
    [0, ['--min-reuse', '0.5', '--max-connections', '1', '--max-stalled', '500'], 'runs/a.har'],
    [1, ['--min-reuse', '0.6'], 'runs/a.har'],
    [1, ['--max-connections', '0'], 'runs/a.har'],
    [1, ['--max-stalled', '3.9'], 'runs/a.har'],
    [0, ['--no-finding', 'h1-limit'], 'runs/a.har'],
    [1, ['--no-finding', 'sharding-on-h2', '--no-finding', 'h1-limit'], 'busy.har'],
    [2, ['--min-reuse', '0.5'], 'runs/*.har'],
  ])('exits with %i for %j of %s', async (code, budgets, file) => {
    expect((await cli(['check', file, ...budgets])).code).toBe(code);
  });

  it('shows what it measured to the last digit, beside the limit as it was given', async () => {
    // 1 of 7 requests reused one.
    const { out } = await cli(['check', 'busy.har', '--min-reuse', '0.1429']);
    expect(out).toMatch(/min-reuse +0\.1429 +0\.14285714285714285 +broken/);
  });

  it('takes for kept only what is shown to be', async () => {
    const failed = JSON.stringify(harFile([chromiumEntry({ id: null, status: 0, httpVersion: '', timings: REUSED, response: { _error: 'net::ERR_CONNECTION_RESET' } })]));
    const done = await cli(['check', '-', '--min-reuse', '0', '--max-stalled', '0', '--format', 'ndjson'], failed);
    expect(done.code).toBe(1);
    expect(lines(done)).toMatchObject([{ budget: 'min-reuse', measured: null, verdict: 'unknown' }, { budget: 'max-stalled', measured: 0, verdict: 'unknown', note: expect.stringContaining('at least') as string }]);
  });
});

describe('arguments', () => {
  it.each([
    [['attic'], 'No such command'],
    [['--min-reuse', '0.8'], 'Name a command: summary, report, check, compare.'],
    [['summary'], 'needs a file'],
    [['summary', 'a.har', '--max-stalled', '1'], 'has no option --max-stalled'],
    [['summary', 'a.har', '--rows', 'pages'], '--rows takes files, origins'],
    [['check', 'a.har'], 'needs a budget'],
    [['check', 'a.har', '--min-reuse', '80'], '--min-reuse takes a number from 0 to 1, not "80"'],
    [['check', 'a.har', '--no-finding', 'attic'], '--no-finding takes '],
    [['summary', 'a.har', '--attic'], '--attic'],
    [['report', 'a.har', 'b.har'], 'one file'],
    [['report', 'runs/{a,x}.har'], 'There is no such file: one file is meant here, and patterns are not looked at.'],
    [['report', 'gone.har'], 'gone.har: There is no such file.'],
    [['compare', 'a.har'], 'two files'],
    [['compare', '-', '-'], 'The standard input can be read once'],
    [['check', 'a.har', '--max-connections', '1e400'], '--max-connections takes a number from 0 on, not "1e400"'],
    [['check', 'a.har', '--max-stalled', 'Infinity'], '--max-stalled takes a number from 0 on, not "Infinity"'],
  ])('%j: %s', async (args, said) => {
    expect(await cli(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) as string });
  });

  it('help names every option, and so does the manual', async () => {
    const { code, out } = await cli(['--help']);
    expect(code).toBe(0);
    const manual = readFileSync('docs/cli.md', 'utf8');
    for (const option of ['--format', '--rows', '--jobs', '--keep-private', '--min-reuse', '--max-connections', '--max-stalled', '--no-finding']) expect([out.includes(option), manual.includes(option)], option).toEqual([true, true]);
  });
});

describe('compare', () => {
  it('says what changed, in every format', async () => {
    const as = async (format: string): Promise<Done> => cli(['compare', 'runs/a.har', 'better.har', '--format', format]);
    writeFileSync(path.join(folder, 'better.har'), page('a.test').replaceAll('"connect":30', '"connect":400'));
    const done = await as('ndjson');
    expect(done.code).toBe(0);
    expect(lines(done)).toEqual(expect.arrayContaining([expect.objectContaining({ origin: null, figure: 'setup', a: 34, b: 404, change_least: 370, change_most: 370, verdict: 'worse' })]));
    expect((JSON.parse((await as('json')).out) as { shared: number }).shared).toBe(2);
    expect((await as('markdown')).out).toContain('## Connections compared');
    expect((await as('table')).out).toMatch(/^origin +figure/);
  });

  it('names the file that it cannot read', async () => {
    expect(await cli(['compare', 'runs/a.har', 'runs/broken.har'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('runs/broken.har: ') as string });
  });
});

it('report and compare say what is missing of a file', async () => {
  const whole = page('cut.test');
  writeFileSync(path.join(folder, 'short.har'), whole.slice(0, -80));
  const report = await cli(['report', 'short.har']);
  expect(report).toMatchObject({ code: 0, err: expect.stringContaining('short.har: the file is cut off at') as string, out: expect.stringContaining('**Not all of it: the file is cut off at') as string });
  const compared = await cli(['compare', 'short.har', 'runs/a.har', '--format', 'ndjson']);
  expect(compared).toMatchObject({ code: 0, err: expect.stringContaining('short.har: the file is cut off at') as string });
  expect(new Set(lines(compared).map(({ verdict }) => verdict))).toEqual(new Set(['none', null]));
});

it('report is the export of that name', async () => {
  const { code, out } = await cli(['report', 'busy.har']);
  expect(code).toBe(0);
  expect(out).toContain('`h1-limit`');
});

describe('the manual\'s queries', () => {
  const manual = readFileSync('docs/cli.md', 'utf8');

  it('DuckDB', async () => {
    // One URL must not keep it from reading all others.
    writeFileSync(path.join(folder, 'odd.har'), JSON.stringify(harFile([chromiumEntry({ url: 'https://odd.test/\uD800', httpVersion: 'h2' })])));
    const done = await cli(['summary', 'runs', 'busy.har', 'odd.har', '--rows', 'requests', '--format', 'ndjson']);
    const file = path.join(folder, 'requests.ndjson');
    writeFileSync(file, done.out);
    const query = /## DuckDB[\s\S]*?```sql\n([\s\S]*?)```/.exec(manual)![1]!.replace('requests.ndjson', file);
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = (await connection.runAndReadAll(query)).getRowObjectsJson();
    expect(rows.length).toBe(5);
    expect(rows[0]).toMatchObject({ origin: 'https://busy.test', pages: '1', opened: '6', mostly_because: 'parallel' });
    expect(rows[1]).toMatchObject({ origin: 'https://a.test', opened: '1', reuse: 0.5, stalled_ms: 4 });
    connection.closeSync();
  });

  it('BigQuery names the columns that there are', async () => {
    const [, schema] = /\n {2}(file:STRING,\S+)\n/.exec(manual)!;
    expect(schema!.split(',').map((column) => column.split(':')[0])).toEqual(Object.keys(lines(await cli(['summary', 'busy.har', '--format', 'ndjson']))[0]!));
  });
});
