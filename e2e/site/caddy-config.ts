import type { Certificates } from './certificates.ts';
import { ADDRESS } from './sockets.ts';

/** Caddy's configuration: TLS with our leaf, all three protocols, access log on stdout, everything to the backend. */
export function caddyConfig(place: {
  port: number;
  backendPort: number;
  certificates: Certificates;
}): unknown {
  const { port, backendPort, certificates } = place;
  return {
    admin: { disabled: true, config: { persist: false } },
    logging: {
      logs: {
        default: { writer: { output: 'stderr' }, exclude: ['http.log.access'] },
        access: { writer: { output: 'stdout' }, encoder: { format: 'json' }, include: ['http.log.access'] },
      },
    },
    apps: {
      tls: { certificates: { load_files: [{ certificate: certificates.leafFile, key: certificates.keyFile }] } },
      http: {
        servers: {
          site: {
            listen: [`${ADDRESS}:${port}`],
            protocols: ['h1', 'h2', 'h3'],
            automatic_https: { disable: true },
            tls_connection_policies: [{}],
            logs: {},
            routes: [
              {
                // flush_interval -1: server-sent events must not wait in Caddy's buffer
                handle: [
                  { handler: 'reverse_proxy', flush_interval: -1, upstreams: [{ dial: `127.0.0.1:${backendPort}` }] },
                ],
              },
            ],
          },
        },
      },
    },
  };
}
