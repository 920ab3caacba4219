import { groupBy } from '../../base/group.ts';
import { hostNameOf, isPlainName } from '../../base/url.ts';
import type { Request } from '../../model/request.ts';
import { count } from '../words.ts';
import { asJudged } from './confidence.ts';
import type { Context } from './context.ts';
import type { Fix } from './finding.ts';
import { connectionsOf, idsOf, verdictOn } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf, wholesOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'misdirected',
  title: 'The server answers 421 (Misdirected Request)',
  severity: 'medium',
  threshold: {
    value: 1,
    unit: 'answer 421, or connection opened because of one',
    reason: 'Each such request failed, or was sent twice; and what waited for another connection waited for its setup.',
    source: 'RFC 9110 section 15.5.20; RFC 9113 section 9.1.1',
  },
} as const;

export const misdirected: Rule = {
  ...about,
  find(context) {
    const onServer = serverFixes(context.analysis);
    const shared = new Set(context.analysis.connections.filter(({ origins }) => origins.length > 1).map(({ id }) => id));
    return [...groupBy(context.analysis.requests.filter((request) => isConcerned(context, request)), ({ origin }) => origin)].map(([origin, requests]) => {
      const refused = requests.filter(({ status }) => status === 421);
      const repeated = requests.filter(({ status }) => status !== 421);
      const isOwn = ({ connection, protocol }: Request): boolean => connection !== null && !shared.has(connection) && protocol !== 'h3';
      // Firefox leaves a connection that answered so, whosever it was: what came next shows no sharing.
      const wasShared = requests.some((request) => (isJudged(context, request) && !(request.status !== 421 && refused.some(isOwn))) || shared.has(request.connection ?? ''));
      return report(about, {
        origin,
        confidence: asJudged(context, repeated),
        requests: idsOf(requests),
        connections: connectionsOf(requests),
        evidence: [
          ...(refused.length > 0 ? [`${count(refused.length, 'request')} got 421 (Misdirected Request): ${pathsOf(refused)}.`] : []),
          ...(repeated.length > 0 ? [`${count(repeated.length, 'request')} opened another connection because of it: ${pathsOf(repeated)}.`] : []),
          ...(wasShared ? [] : ['Nothing in the recording shows that its connection was shared with another host.']),
          'A browser may repeat such a request by itself, and most logs show the last answer only: there may be more of them.',
        ],
        saving: wasShared ? savingOver([...wholesOf(refused), ...setupsOf(repeated)], context.analysis) : null,
        fix: onServer(origin, wasShared ? FOR_SHARED : forOwn(origin)),
      });
    });
  },
};

const isJudged = (context: Context, request: Request): boolean => verdictOn(context, request)?.reason === 'misdirected';
const isConcerned = (context: Context, request: Request): boolean => request.status === 421 || isJudged(context, request);

const FOR_SHARED: Fix = {
  text: 'Let every server behind the shared certificate answer for all of its names, or give names that live on other servers a certificate of their own.',
  snippet: 'server_name www.example.com img.example.com;  # all names of the certificate',
  language: 'nginx',
};

const forOwn = (origin: string): Fix => ({
  text: 'Let the server answer for this host: what stands in front of it must pass on the name that the browser asks for, in TLS (SNI) and in Host alike.',
  ...(isPlainName(hostNameOf(origin)) ? { snippet: `server_name ${hostNameOf(origin)};`, language: 'nginx' } : { snippet: null, language: null }),
});
