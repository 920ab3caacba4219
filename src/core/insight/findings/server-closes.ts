import { closingHeader, type Connection } from '../../model/connection.ts';
import type { OriginSummary } from '../../model/analysis.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import { requestsBetween } from '../../model/placing.ts';
import { loggedOf } from '../protocols/logged.ts';
import { wasCutOff } from '../why/rules/server-close.ts';
import { count, labelsOf, timeOf } from '../words.ts';
import { asJudged } from './confidence.ts';
import type { Fix } from './finding.ts';
import { idsOf, openedBecause } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { rangeOf, setupsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';
import { listed, pathsOf } from './words.ts';

const about = {
  id: 'server-closes',
  title: 'The server closes its connections early',
  severity: 'high',
  restsOnLanes: true,
  needs: ['protocol', 'headers'],
  threshold: {
    value: 2,
    unit: 'connections opened again',
    reason: 'One close may be a server that restarts: it announces that the same way.',
    source: 'RFC 9112 section 9.6',
  },
} as const;

const NGINX = { snippet: 'keepalive_timeout 75s;  # or longer, not 0\nkeepalive_requests 1000;', language: 'nginx' } as const;

const FOR_HTTP_1 = {
  text: 'Keep connections open: take "Connection: close" out of the application and the proxy, answer in HTTP/1.1 and with a length (Content-Length or chunked), and allow many requests on one connection.',
  ...NGINX,
} as const;

/** HTTP/2 and HTTP/3 have no `Connection` header, and need no length (RFC 9113 sections 8.1 and 8.2.2). */
const FOR_SESSIONS = {
  text: 'Keep sessions open: allow many requests on one before the server ends it (GOAWAY), and let it wait longer while there are none.',
  ...NGINX,
} as const;

/** No server in wide use closes after fewer by default (Apache httpd, MaxKeepAliveRequests 100; nginx before 1.19.10, keepalive_requests 100). */
const USUAL_CAP = 100;

export const serverCloses: Rule = {
  ...about,
  find(context) {
    const onServer = serverFixes(context.analysis);
    return [...openedBecause(context, ['server-close', 'request-cap'])].flatMap(([summary, again]) => {
      if (again.length < about.threshold.value || mostAnswersOn(summary) >= USUAL_CAP) return [];
      const { origin } = summary;
      const ended = closedByServer(summary);
      const { title, evidence, fix } = endingOf(summary, ended, again.length);
      const saving = savingOver(setupsOf(again), context.analysis);
      return [report({ ...about, title }, {
        origin,
        confidence: asJudged(context, again),
        requests: idsOf(again),
        connections: [...ended.map(({ id }) => id), ...again.flatMap(({ connection }) => connection ?? [])],
        evidence: [
          ...evidence,
          `${count(again.length, 'request')} had to open a connection again: ${pathsOf(again)}.`,
          ...(saving === null ? [] : [`Connecting again took ${timeOf(saving.upTo)} of the clock.`]),
        ],
        saving,
        fix: fix ?? onServer(origin, again.every(({ protocol }) => isMultiplexed(protocol)) ? FOR_SESSIONS : FOR_HTTP_1),
      })];
    });
  },
};

/** How the connections ended, as far as it is told. */
interface Ending {
  readonly title: string;
  readonly evidence: readonly string[];
  /** `null`: the server's own. */
  readonly fix: Fix | null;
}

function endingOf({ origin, connections, requests }: OriginSummary, ended: readonly Connection[], again: number): Ending {
  if (ended.length > 0) {
    const said = `${count(ended.length, 'connection')} ended with an answer that said so (${sayingOf(ended)}): ${labelsOf(ended)}. ${ended.length === 1 ? 'It' : 'They'} had carried ${range(ended)}.`;
    if (!ended.every(wasAsked)) return { title: about.title, evidence: [said], fix: null };
    // What the page's own requests ask for, the server only does.
    return {
      title: 'The client has its connections closed early',
      evidence: [said, 'The requests themselves had said Connection: close, and a server that reads it says so too (RFC 9112 section 9.6).'],
      fix: inWords('Keep connections open: take "Connection: close" out of the requests. Browsers do not send it: a proxy, a test tool or a library without keep-alive does.'),
    };
  }
  // No answer said that its connection closes: before it came, or in the middle of it, something ended that.
  const cutOff = requests.filter(wasCutOff);
  if (cutOff.length >= again) {
    return {
      title: 'Connections are cut off under their requests',
      evidence: [`${count(cutOff.length, 'request')} ended with an error of the connection (${listed(cutOff.map(({ error }) => error ?? ''))}): ${pathsOf(cutOff)}.`],
      fix: inWords('Find out what cuts them off: the error log of the server, or of what stands in front of it, tells (a process that ends, a limit of time or size). The new connections only follow from it.'),
    };
  }
  return { title: about.title, evidence: connections.length > 0 ? [`The connections to ${origin} carried ${range(connections)}.`] : [], fix: null };
}

const inWords = (text: string): Fix => ({ text, snippet: null, language: null });

const closedByServer = ({ connections }: OriginSummary): readonly Connection[] => connections.filter(({ closed }) => closed?.reason === 'connection-close' || closed?.reason === 'http/1.0');

/** A request on it said so. */
const wasAsked = ({ requests }: Connection): boolean => requests.some((request) => loggedOf(request)?.asksToClose === true);

const mostAnswersOn = ({ connections }: OriginSummary): number => connections.reduce((most, connection) => Math.max(most, requestsBetween(connection).most), 0);

const sayingOf = (ended: readonly Connection[]): string => [...new Set(ended.map((connection) => (connection.closed?.reason === 'http/1.0' ? 'HTTP/1.0 without keep-alive' : closingHeader(connection))))].join(', ');

function range(ended: readonly Connection[]): string {
  const [least, most] = rangeOf(ended.flatMap((connection) => Object.values(requestsBetween(connection))));
  const each = ended.length === 1 ? '' : ' each';
  return least === most ? `${count(most, 'request')}${each}` : `${least} to ${most} requests${each}`;
}
