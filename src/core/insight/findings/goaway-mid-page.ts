import type { Connection } from '../../model/connection.ts';
import { startedWithin } from '../protocols/moments.ts';
import { count, labelsOf, timeOf } from '../words.ts';
import { asJudged } from './confidence.ts';
import { connectionsOf, idsOf, openedBecause } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'goaway-mid-page',
  title: 'The server sends its connection away in the middle of the page',
  severity: 'medium',
  threshold: {
    value: 1,
    unit: 'connection opened while the one before it was still answering',
    reason: 'Requests that come next wait for a handshake that nothing in the page asked for.',
    source: 'RFC 9113 section 6.8 (GOAWAY); RFC 9114 section 5.2',
  },
} as const;

/** No browser reports GOAWAY: what is seen is a connection that finishes what it has and gets nothing new. */
export const goawayMidPage: Rule = {
  ...about,
  find(context) {
    const onServer = serverFixes(context.analysis);
    return [...openedBecause(context, ['drained'])].filter(([, again]) => again.length >= about.threshold.value).map(([{ origin, connections }, again]) => {
      const fresh = new Set(connectionsOf(again));
      const before = connections.filter((connection) => !fresh.has(connection.id) && startedWithin(again, lastBegunOn(connection), connection.lastUsedAt).length > 0);
      const saving = savingOver(setupsOf(again), context.analysis);
      return report(about, {
        origin,
        confidence: asJudged(context, again),
        requests: idsOf(again),
        connections: [...before.map(({ id }) => id), ...fresh],
        evidence: [
          `${count(again.length, 'request')} to ${origin} opened a connection although the page had one to it: ${pathsOf(again)}.`,
          ...(before.length > 0 ? [`${labelsOf(before)} went on answering what it had and was given nothing new.`] : []),
          ...(asJudged(context, again) === 'certain' ? [] : ['The likeliest cause is GOAWAY; browsers do not report it. The server\'s log does.']),
          ...(saving === null ? [] : [`Connecting again took ${timeOf(saving.upTo)} of the clock.`]),
        ],
        saving,
        fix: onServer(origin, {
          text: 'Let connections live longer than a visit: raise the number of requests and the age after which the server ends one, and drain slowly on a deploy.',
          snippet: 'keepalive_requests 10000;\nkeepalive_time 1h;',
          language: 'nginx',
        }),
      });
    });
  },
};

/** After this it was given nothing new. */
const lastBegunOn = ({ requests }: Connection): number => requests.reduce((last, { start }) => Math.max(last, start), -Infinity);
