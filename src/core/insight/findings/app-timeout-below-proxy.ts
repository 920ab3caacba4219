import type { OriginSummary } from '../../model/analysis.ts';
import { usesNetwork } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';
import { count, timeOf } from '../words.ts';
import { connectionsOf, idsOf } from './openings.ts';
import { pausesBefore } from './pauses.ts';
import { report, type Rule } from './rule.ts';
import { listed, pathsOf } from './words.ts';

const about = {
  id: 'app-timeout-below-proxy',
  title: 'Answers 502 after pauses: the app may close before its proxy does',
  severity: 'medium',
  threshold: {
    value: 2,
    unit: 'answers 502 after a pause',
    reason: 'A single 502 has many causes; that only requests after a pause get one points to idle connections.',
    source: 'AWS Elastic Load Balancing, "HTTP 502: bad gateway" (the target closed the connection; keep-alive shorter than the idle timeout)',
  },
} as const;

/** The shortest idle timeout that an application server has by default (gunicorn, keepalive 2 s); with less of a pause it can't be that. */
const SHORTEST_APP_TIMEOUT_MS = 2000;
/** A proxy that writes to a closed connection knows it in one round trip of its own network, even one whose packet was lost once in about a second (RFC 6298 section 2); waiting longer is another failure. */
const AT_ONCE_MS = 1000;

/**
 * The proxy's own connections are in no browser's log. What can be seen is
 * their trace: answers 502 that come at once, each the first after a pause,
 * while what comes before and after is answered well.
 */
export const appTimeoutBelowProxy: Rule = {
  ...about,
  find: ({ analysis }) =>
    analysis.origins.flatMap((summary) => {
      const { failed, spared } = failuresAfterPauses(summary);
      // Something that is broken fails after any pause, and pauses do no harm to the rest.
      if (failed.length < about.threshold.value || spared >= failed.length) return [];
      const requests = failed.map(({ request }) => request);
      return [report(about, {
        origin: summary.origin,
        confidence: 'likely',
        requests: idsOf(requests),
        connections: connectionsOf(requests),
        evidence: [
          `${count(failed.length, 'request')} got 502 at once, each the first after a pause of ${listed(failed.map(({ pauseMs }) => timeOf(pauseMs)))}: ${pathsOf(requests)}.`,
          'What came before and after was answered.',
          'The browser does not see the connections between proxy and application: this is a pattern, not a proof. The proxy\'s error log has the proof ("connection reset by peer", "prematurely closed").',
        ],
        fix: {
          text: 'Let the application keep idle connections for longer than the proxy in front of it: proxy 60 s, application 65 s. In Node: server.keepAliveTimeout; gunicorn: --keep-alive (the sync worker, its default, keeps none whatever that says); uvicorn: --timeout-keep-alive.',
          snippet: 'server.keepAliveTimeout = 65_000; // longer than the proxy\'s 60 s',
          language: 'js',
        },
      })];
    }),
};

interface Failure {
  readonly request: Request;
  readonly pauseMs: number;
}

interface Failures {
  readonly failed: readonly Failure[];
  /** How many got a good answer after a pause that was as long, or longer. */
  readonly spared: number;
}

function failuresAfterPauses({ requests }: OriginSummary): Failures {
  const own = requests.filter(usesNetwork);
  const pauses = pausesBefore(own);
  const failed = own.flatMap((request, index): readonly Failure[] => {
    const pauseMs = pauses.get(request) ?? 0;
    const [before, after] = [own[index - 1], own[index + 1]];
    const isLoneFailure = request.status === 502 && waitOf(request) < AT_ONCE_MS && pauseMs >= SHORTEST_APP_TIMEOUT_MS;
    return isLoneFailure && before !== undefined && after !== undefined && isGood(before) && isGood(after) ? [{ request, pauseMs }] : [];
  });
  const shortest = failed.reduce((least, { pauseMs }) => Math.min(least, pauseMs), Infinity);
  return { failed, spared: own.filter((request) => isGood(request) && (pauses.get(request) ?? 0) >= shortest).length };
}

const isGood = ({ status }: Request): boolean => status !== null && status > 0 && status < 500;
const waitOf = ({ phases: { wait } }: Request): number => (wait.state === 'measured' ? wait.end - wait.start : Infinity);
