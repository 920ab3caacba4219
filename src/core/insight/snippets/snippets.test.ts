import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRequest } from '../../../../e2e/playground/fixture.ts';
import type { Request } from '../../model/request.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { curlSnippet } from './curl.ts';
import { noSnippetText, snippetsFor } from './snippets.ts';

type Told = Partial<Pick<Request, 'url' | 'method' | 'protocol' | 'headers'>>;
const request = (told: Told = {}): Request => ({ ...aRequest({ url: 'https://shop.example/', at: 0, conn: 1 }), ...told });
const textOf = (id: string, told: Told): string => snippetsFor(request(told)).find((snippet) => snippet.id === id)?.text ?? '';

/** What a shell makes of these words. */
const asShellReads = (words: string): readonly string[] => execFileSync('sh', ['-c', `printf '%s\\0' ${words}`]).toString().split('\0').slice(0, -1);

/** The URLs that curl would be given. */
const curledUrls = (text: string): readonly string[] => asShellReads(text.replace(/^curl /, '')).filter((word, index, words) => words[index - 2] === '--output' && word !== '');

it('says of HTTP/3 what each tool cannot do', () => {
  const notes = (id: string, protocol: Request['protocol']): string => snippetsFor(request({ protocol })).find((snippet) => snippet.id === id)!.notes.join(' ');
  const said = { curl: 'HTTP/3 needs a curl built with it', go: 'does not speak HTTP/3', k6: 'not HTTP/3' };
  for (const [id, words] of Object.entries(said)) expect([notes(id, 'h3').includes(words), notes(id, 'h2').includes(words)], id).toEqual([true, false]);
});

describe('curl', () => {
  it('is asked for the same twice, in the version that the browser spoke, and for what tells reuse', () => {
    expect(textOf('curl', { url: 'https://shop.example/a?b=1&c=2' })).toBe(
      [
        'curl --silent --show-error --globoff --http2',
        "--write-out 'new=%{num_connects} connection=%{conn_id} http=%{http_version} connect=%{time_connect} tls=%{time_appconnect} first_byte=%{time_starttransfer}\\n'",
        "--output /dev/null 'https://shop.example/a?b=1&c=2'",
        "--output /dev/null 'https://shop.example/a?b=1&c=2'",
      ].join(' \\\n  '),
    );
  });

  it.each<[string, Told]>([
    ['--http1.1', { protocol: 'http/1.1' }],
    ['--http1.1', { protocol: 'http/1.0' }],
    ['--http2', { protocol: 'h2' }],
    ['--http2-prior-knowledge', { protocol: 'h2', url: 'http://shop.example/' }],
    ['--http3-only', { protocol: 'h3' }],
  ])('is told %s for %j', (flag, told) => {
    expect(textOf('curl', told).split(/\s+/)).toContain(flag);
  });

  it('chooses a version itself where nobody knows it', () => {
    expect(textOf('curl', { protocol: null })).not.toMatch(/--http/);
  });

  it('warns where the browser was told to close', () => {
    expect(curlSnippet(request({ headers: { connection: 'close' } }))?.expect).toContain('Connection: close');
    expect(curlSnippet(request())?.expect).not.toContain('Connection: close');
  });
});

describe('each', () => {
  it.each(['curl', 'k6', 'go'])('%s leaves secrets out, and says so', (id) => {
    const url = 'https://ann:pass@shop.example/a?token=s3cret&q=1';
    const snippet = snippetsFor(request({ url })).find((one) => one.id === id)!;
    expect(snippet.text).toContain('https://shop.example/a?token=redacted&q=1');
    expect(snippet.text).not.toMatch(/s3cret|ann|pass@/);
    expect(snippet.notes.join(' ')).toContain('redacted');
    expect(curlSnippet(request())?.notes.join(' ')).not.toContain('redacted');
  });

  it.each(['POST', 'DELETE', 'PROPFIND', ''])('never sends %j', (method) => {
    for (const { text } of snippetsFor(request({ method }))) expect(text).not.toMatch(/POST|DELETE|PROPFIND|--request/);
  });

  it('asks by HEAD where the browser did', () => {
    expect([textOf('curl', { method: 'HEAD' }), textOf('k6', { method: 'HEAD' }), textOf('go', { method: 'HEAD' })]).toEqual([expect.stringContaining('--head'), expect.stringContaining('http.head('), expect.stringContaining('"HEAD"')]);
  });

  it.each<[string, readonly string[], Told]>([
    ['https', ['curl', 'openssl', 'k6', 'go'], {}],
    ['http', ['curl', 'k6', 'go'], { url: 'http://shop.example/', protocol: 'http/1.1' }],
    ['a WebSocket', [], { url: 'wss://shop.example/', protocol: 'wss' }],
    ['data:', [], { url: 'data:text/plain,a', protocol: null }],
    ['what is no URL', [], { url: 'https://[', protocol: null }],
    ['a port that there is not', [], { url: 'https://shop.example:99999/', protocol: null }],
  ])('is there for %s or not: %j', (_name, ids, told) => {
    expect(snippetsFor(request(told)).map(({ id }) => id)).toEqual(ids);
  });
});

it('that there is none for a WebSocket is not said to be impossible', () => {
  expect(noSnippetText(request({ url: 'wss://shop.example/', protocol: 'wss' }))).toContain('websocat');
  expect(noSnippetText(request({ url: 'data:text/plain,a', protocol: null }))).toContain('no HTTP client fetches it');
});

describe('openssl', () => {
  it.each([
    ['https://shop.example/a', 'shop.example:443 -servername shop.example '],
    ['https://shop.example:8443/', 'shop.example:8443 -servername shop.example '],
    ['https://192.0.2.7/', '192.0.2.7:443 -noservername '],
    ['https://[2001:db8::1]/', "'[2001:db8::1]:443' -noservername "],
  ])('%s', (url, words) => {
    expect(textOf('openssl', { url })).toContain(`openssl s_client -connect ${words}`);
  });
});

/** Anything that a page may ask for, the shell's own signs among it. */
const anyUrl: fc.Arbitrary<string> = fc.array(fc.oneof(fc.constantFrom("'", '?', '?x=', '"', '`', '$(id)', ';', '&', '|', '!', '\\', '\n', ' ', '*', '{a,b}', '[1-9]', '#', '%', '~', 'é', '\u2028', '\ud800'), fc.string({ maxLength: 4 })), { maxLength: 8 }).map((parts) => `https://shop.example/${parts.join('')}`);

describe('whatever the URL holds', () => {
  it('a shell gives curl that URL twice and nothing else', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        const { text } = curlSnippet(request({ url }))!;
        const urls = curledUrls(text);
        expect(urls.length).toBe(2);
        expect(new Set(urls).size).toBe(1);
        expect(urls[0]).toMatch(/^https:\/\/shop\.example\/[!-~]*$/);
        expect(new URL(urls[0]!).href).toBe(urls[0]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('JavaScript and Go read the same URL from their strings', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        const js = /const url = (".*");/.exec(textOf('k6', { url }))?.[1];
        const go = /NewRequest\("GET", (".*"), nil\)/.exec(textOf('go', { url }))?.[1];
        expect(go).toBe(js);
        // Nothing in it that Go spells otherwise: printable ASCII, and of escapes only the backslash's own.
        expect(go).toMatch(/^"([!#-[\]-~]|\\\\)*"$/);
        expect(curledUrls(textOf('curl', { url }))[0]).toBe(JSON.parse(js ?? '""'));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('of any request of any recording there are some or none', () => {
    inAnyRecording(({ requests }) => {
      for (const one of requests) for (const { text, expect: said } of snippetsFor(one)) expect([text, said].every((part) => part.length > 20)).toBe(true);
    });
  });
});
