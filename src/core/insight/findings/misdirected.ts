import { groupBy } from '../../base/group.ts';
import type { Request } from '../../model/request.ts';
import { count } from '../words.ts';
import { asJudged } from './confidence.ts';
import type { Context } from './context.ts';
import { connectionsOf, idsOf, verdictOn } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf, wholesOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'misdirected',
  title: 'The server refuses requests on a shared connection (421)',
  severity: 'medium',
  threshold: {
    value: 1,
    unit: 'answer 421, or request repeated because of one',
    reason: 'Each such request is sent twice and waits for another connection.',
    source: 'RFC 9110 section 15.5.20; RFC 9113 section 9.1.1',
  },
} as const;

export const misdirected: Rule = {
  ...about,
  find(context) {
    const onServer = serverFixes(context.analysis);
    return [...groupBy(context.analysis.requests.filter((request) => isConcerned(context, request)), ({ origin }) => origin)].map(([origin, requests]) => {
      const refused = requests.filter(({ status }) => status === 421);
      const repeated = requests.filter(({ status }) => status !== 421);
      return report(about, {
        origin,
        confidence: asJudged(context, repeated),
        requests: idsOf(requests),
        connections: connectionsOf(requests),
        evidence: [
          ...(refused.length > 0 ? [`${count(refused.length, 'request')} got 421 (Misdirected Request): ${pathsOf(refused)}.`] : []),
          ...(repeated.length > 0 ? [`${count(repeated.length, 'request')} had to be sent again on another connection: ${pathsOf(repeated)}.`] : []),
          'A browser repeats such a request by itself; most logs show the last answer only, so there may be more of them.',
        ],
        saving: savingOver([...wholesOf(refused), ...setupsOf(repeated)], context.analysis),
        fix: onServer(origin, {
          text: 'Let every server behind the shared certificate answer for all of its names, or give names that live on other servers a certificate of their own.',
          snippet: 'server_name www.example.com img.example.com;  # all names of the certificate',
          language: 'nginx',
        }),
      });
    });
  },
};

const isConcerned = (context: Context, request: Request): boolean => request.status === 421 || verdictOn(context, request)?.reason === 'misdirected';
