/** How one server is told to keep idle connections for a given time, and what it does untold. */
export interface ServerRecipe {
  readonly id: string;
  readonly name: string;
  /** Where the lines go. */
  readonly file: string;
  readonly lines: string;
  /** What holds without such lines, by version where versions differ. */
  readonly byDefault: string;
  readonly notes: readonly string[];
  readonly docs: string;
}

interface Server extends Omit<ServerRecipe, 'lines'> {
  /** @param seconds whole, at least 1. */
  readonly write: (seconds: number) => string;
}

/** The lines for each server, for connections that browsers (or the proxy in front) open to it. Part of a second is rounded up. */
export function serverRecipes(timeoutMs: number): readonly ServerRecipe[] {
  const seconds = Math.max(Math.ceil(timeoutMs / 1000), 1);
  return SERVERS.map(({ write, ...server }) => ({ ...server, lines: write(seconds) }));
}

const clockText = (seconds: number): string => [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => `${part}`.padStart(2, '0')).join(':');

const SERVERS: readonly Server[] = [
  {
    id: 'nginx',
    name: 'nginx',
    file: 'nginx.conf, in http, server or location',
    write: (seconds) => `keepalive_timeout ${seconds}s ${seconds}s;\nkeepalive_requests 1000;`,
    byDefault: '75 s, without a Keep-Alive header; 1000 requests since 1.19.10, 100 before',
    notes: [
      'The second value sends Keep-Alive: timeout, which Firefox takes as its own limit for HTTP/1.1.',
      'Holds for HTTP/2 too since 1.19.7; before, http2_idle_timeout did.',
      'Whatever the timeout, a connection ends after keepalive_time, 1 h since 1.19.10.',
    ],
    docs: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_timeout',
  },
  {
    id: 'apache',
    name: 'Apache httpd 2.4',
    file: 'httpd.conf or a virtual host',
    write: (seconds) => `KeepAlive On\nKeepAliveTimeout ${seconds}\nMaxKeepAliveRequests 1000`,
    byDefault: '5 s, 100 requests',
    notes: ['With the prefork and worker MPMs each idle connection holds a process or thread; with event it does not.', 'It sends Keep-Alive: timeout, max by itself.'],
    docs: 'https://httpd.apache.org/docs/2.4/mod/core.html#keepalivetimeout',
  },
  {
    id: 'caddy',
    name: 'Caddy 2',
    file: 'Caddyfile, global options',
    write: (seconds) => `{\n\tservers {\n\t\ttimeouts {\n\t\t\tidle ${seconds}s\n\t\t}\n\t}\n}`,
    byDefault: '5 min',
    notes: ['keepalive_interval, next to it, is about TCP probes and keeps no HTTP connection open.'],
    docs: 'https://caddyserver.com/docs/caddyfile/options#timeouts',
  },
  {
    id: 'haproxy',
    name: 'HAProxy',
    file: 'haproxy.cfg, in defaults or frontend',
    write: (seconds) => `timeout http-keep-alive ${seconds}s`,
    byDefault: 'none of its own: timeout http-request holds, and without that timeout client',
    notes: ['Keep timeout client at least as long: versions without the fix of issue 2334 (2023) closed idle connections at the shorter of the two.'],
    docs: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20http-keep-alive',
  },
  {
    id: 'envoy',
    name: 'Envoy',
    file: 'the HTTP connection manager of the listener',
    write: (seconds) => `common_http_protocol_options:\n  idle_timeout: ${seconds}s`,
    byDefault: '1 h; HTTP/2 connections are then drained, not cut',
    notes: ['In the HttpProtocolOptions of a cluster the same field is about the connections to the upstream.'],
    docs: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
  },
  {
    id: 'node',
    name: 'Node.js',
    file: 'where the server is made',
    write: (seconds) => `server.keepAliveTimeout = ${seconds * 1000}; // ms`,
    byDefault: '5 s up to Node 25; 65 s is merged for a later version (nodejs/node#62782)',
    notes: ['Since 24.6 and 22.19 it waits keepAliveTimeoutBuffer longer than it says, 1 s.', 'For HTTP/1.1 only: an http2 server has had no idle timeout of its own since Node 13.'],
    docs: 'https://nodejs.org/api/http.html#serverkeepalivetimeout',
  },
  {
    id: 'gunicorn',
    name: 'gunicorn',
    file: 'gunicorn.conf.py',
    write: (seconds) => `worker_class = "gthread"\nkeepalive = ${seconds}`,
    byDefault: '2 s',
    notes: ['The default worker, sync, closes after each response whatever this says.', 'Between browsers and gunicorn there is usually a proxy: what browsers see is set there.'],
    docs: 'https://docs.gunicorn.org/en/stable/settings.html#keepalive',
  },
  {
    id: 'iis',
    name: 'IIS',
    file: 'applicationHost.config, in system.applicationHost/sites',
    write: (seconds) => `<siteDefaults>\n  <limits connectionTimeout="${clockText(seconds)}" />\n</siteDefaults>`,
    byDefault: '2 min (00:02:00)',
    notes: ['A <limits> of a single <site> goes before this one.'],
    docs: 'https://learn.microsoft.com/en-us/iis/configuration/system.applicationhost/sites/sitedefaults/limits',
  },
];
