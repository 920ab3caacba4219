import { describe, expect, it } from 'vitest';
import { serverRecipes } from './servers.ts';

const linesOf = (ms: number): Readonly<Record<string, string>> => Object.fromEntries(serverRecipes(ms).map(({ id, lines }) => [id, lines]));

describe('lines for servers', () => {
  it('are there for each, with its default and its manual', () => {
    expect(serverRecipes(60_000).map(({ id }) => id)).toEqual(['nginx', 'apache', 'caddy', 'haproxy', 'envoy', 'node', 'gunicorn', 'iis']);
    for (const { byDefault, docs, notes, file } of serverRecipes(60_000)) {
      expect(byDefault).not.toBe('');
      expect(file).not.toBe('');
      expect(notes.length).toBeGreaterThan(0);
      expect(URL.canParse(docs)).toBe(true);
    }
  });

  it('say the time in each one\'s unit', () => {
    expect(linesOf(75_000)).toEqual({
      nginx: 'keepalive_timeout 75s 75s;\nkeepalive_requests 1000;',
      apache: 'KeepAlive On\nKeepAliveTimeout 75\nMaxKeepAliveRequests 1000',
      caddy: '{\n\tservers {\n\t\ttimeouts {\n\t\t\tidle 75s\n\t\t}\n\t}\n}',
      haproxy: 'timeout http-keep-alive 75s',
      envoy: 'common_http_protocol_options:\n  idle_timeout: 75s',
      node: 'server.keepAliveTimeout = 75000; // ms',
      gunicorn: 'worker_class = "gthread"\nkeepalive = 75',
      iis: '<siteDefaults>\n  <limits connectionTimeout="00:01:15" />\n</siteDefaults>',
    });
    expect(linesOf(3_661_000)['iis']).toContain('01:01:01');
  });

  it('round part of a second up, and never say zero, which would turn keep-alive off', () => {
    expect([linesOf(4001)['haproxy'], linesOf(0)['haproxy']]).toEqual(['timeout http-keep-alive 5s', 'timeout http-keep-alive 1s']);
  });
});
