/** How to make a proxy say in `Server-Timing` whether it reused its own connection, in lines to copy. */
export interface ProxyLines {
  readonly proxy: 'nginx' | 'HAProxy' | 'Envoy';
  readonly language: 'nginx' | 'haproxy' | 'yaml';
  readonly lines: string;
  /** What the number is, and what it is not. */
  readonly note: string;
}

export const SEND_SERVER_TIMING: readonly ProxyLines[] = [
  {
    proxy: 'nginx',
    language: 'nginx',
    lines: `# in http { }
map $upstream_connect_time $upstream_timing {
    default             "";
    "~^(\\d+)\\.(\\d{3})"  "upstream_connect;dur=$1$2";
}
# in server { } or location { }
add_header Server-Timing $upstream_timing always;`,
    // ngx_http_upstream_module: "kept in seconds with millisecond resolution. In case of SSL, includes time spent on handshake."
    note: '$upstream_connect_time is in seconds with three decimals; the map takes the point out, which makes milliseconds. 0000 means reused, or connected in under 1 ms. An answer from the cache has no such value, and the empty header is left out.',
  },
  {
    proxy: 'HAProxy',
    language: 'haproxy',
    lines: `# in the frontend or backend
http-response add-header Server-Timing "upstream_connect;dur=%Tc"`,
    // HAProxy configuration manual section 8.4, "Timing events": Tc, in ms; −1 when no connection came about.
    note: '%Tc is the time to establish the TCP connection to the server, in ms. 0 means reused, or connected in under 1 ms; −1 means that no connection came about.',
  },
  {
    proxy: 'Envoy',
    language: 'yaml',
    lines: `# in the route configuration
response_headers_to_add:
- append_action: APPEND_IF_EXISTS_OR_ADD
  header:
    key: server-timing
    value: "upstream_pool_ready;dur=%UPSTREAM_CONNECTION_POOL_READY_DURATION%"`,
    // Envoy, "Access logging": "Upstream connection establishment time points (US_CX_*, US_HS_END) repeat for all requests in a given connection."
    note: 'The time until the connection pool had a connection ready, in ms: 0 means that one was at hand. %COMMON_DURATION(US_CX_BEG:US_CX_END:ms)% does not tell: Envoy repeats it for every request on the same connection.',
  },
];
