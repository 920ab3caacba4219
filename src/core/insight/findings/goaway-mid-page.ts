import { groupBy } from '../../base/group.ts';
import { count, labelsOf, timeOf } from '../words.ts';
import { asJudged } from './confidence.ts';
import { drainsOf } from './drains.ts';
import { connectionsOf, idsOf, openedBecause } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'goaway-mid-page',
  title: 'The server ends a connection in the middle of the page',
  severity: 'medium',
  restsOnLanes: true,
  needs: ['protocol', 'asked', 'page'],
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
    const drains = drainsOf(context.analysis, openedBecause(context, ['drained']));
    return [...groupBy(drains, ({ origin }) => origin)].filter(([, found]) => found.length >= about.threshold.value).map(([origin, found]) => {
      const again = found.map(({ opener }) => opener);
      const before = [...new Set(found.map(({ connection }) => connection))];
      const saving = savingOver(setupsOf(again), context.analysis);
      return report(about, {
        origin,
        confidence: asJudged(context, again),
        requests: idsOf(again),
        connections: [...before.map(({ id }) => id), ...connectionsOf(again)],
        evidence: [
          `${count(again.length, 'request')} to ${origin} opened a connection although the page had one to it: ${pathsOf(again)}.`,
          `${labelsOf(before)} went on answering what ${before.length === 1 ? 'it had and was' : 'they had and were'} given nothing new.`,
          ...(asJudged(context, again) === 'certain' ? [] : ['The likeliest cause is GOAWAY; browsers do not report it. The server\'s log does.']),
          ...(saving === null ? [] : [`Connecting again took ${timeOf(saving.upTo)} of the clock.`]),
        ],
        saving,
        fix: onServer(origin, {
          text: 'Let connections live longer than a visit: raise the number of requests and the age after which the server ends one, and drain slowly on a deploy.',
          snippet: 'keepalive_requests 10000;  # 1000 by default\nkeepalive_time 12h;  # 1h by default',
          language: 'nginx',
        }),
      });
    });
  },
};
