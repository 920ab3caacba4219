import { usesNetwork } from '../../model/network-use.ts';
import { upstreamOf } from '../protocols/upstream.ts';
import { count } from '../words.ts';
import { report, type Rule } from './rule.ts';
import { serverFixes } from './whose.ts';
import { listed } from './words.ts';

const about = {
  id: 'upstream-opened-anew',
  title: 'The proxy opens a connection to its server for each request',
  severity: 'medium',
  needs: ['headers'],
  threshold: {
    value: 5,
    unit: 'answers for which the proxy connected, and at least half of all that tell',
    reason: 'The first answers of each worker need a connection in any case; half of five and more is no beginning.',
    source: 'nginx, ngx_http_upstream_module, "keepalive" (off unless configured before 1.29.7; a cache per worker)',
  },
} as const;

const SHARE = 0.5;

export const upstreamOpenedAnew: Rule = {
  ...about,
  find({ analysis }) {
    const onServer = serverFixes(analysis);
    return analysis.origins.flatMap(({ origin, requests }) => {
      const told = requests.flatMap((request) => {
        const upstream = usesNetwork(request) ? upstreamOf(request) : null;
        return upstream === null || upstream.connection === 'not-told' || upstream.connection === 'waited' ? [] : [upstream];
      });
      const anew = told.filter(({ connection }) => connection === 'opened');
      if (anew.length < about.threshold.value || anew.length < told.length * SHARE) return [];
      return [report(about, {
        origin,
        confidence: 'likely',
        requests: anew.map(({ request }) => request),
        evidence: [
          `${anew.length} of ${count(told.length, 'answer')} that tell (Server-Timing of ${listed(anew.map(({ by }) => by))}) say that the proxy connected to its server for them.`,
          'How long that took is in the answers\' own headers; the browser cannot check it.',
        ],
        fix: onServer(origin, {
          text: 'Let the proxy keep its connections to the server: HTTP/1.1 without "Connection: close", and a pool of idle ones. CloudFront: raise the origin\'s keep-alive timeout (5 s by default), and let the origin keep idle connections for longer.',
          snippet: 'upstream app {\n    server app.internal:8080;\n    keepalive 32;\n}\n# in location { }\nproxy_http_version 1.1;\nproxy_set_header Connection "";',
          language: 'nginx',
        }),
      })];
    });
  },
};
