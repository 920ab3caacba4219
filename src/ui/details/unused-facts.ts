import { outcomeOf, type UnusedConnection, type UnusedOutcome } from '../../core/model/connection.ts';
import type { Phase } from '../../core/model/phase.ts';
import type { TimeText } from '../../timeline/words.ts';
import { NETLOG, reportFacts } from './connection-facts.ts';
import { exactText, type Fact } from './facts.ts';

/** All that is known of a connection, or an attempt at one, that no request used. */
export function unusedFacts(connection: UnusedConnection, zero: number, time: TimeText): readonly Fact[] {
  const { protocol, remoteAddress, setup, readyAt, error, report } = connection;
  const at = (instant: number): string => time(instant - zero);
  const { closed } = report;
  return [
    { name: 'Used', value: WORDS[outcomeOf(connection)], source: NETLOG },
    ...(error === null ? [] : [{ name: 'Error', value: error, source: NETLOG }]),
    ...(protocol === null ? [] : [{ name: 'Protocol', value: protocol, source: NETLOG }]),
    { name: 'Address', value: remoteAddress ?? '?', source: remoteAddress === null ? 'not reported' : NETLOG },
    { name: 'Opened', value: at(report.openedAt), source: NETLOG },
    stepFact('DNS', setup.dns),
    stepFact('TCP connect', setup.tcp),
    stepFact(protocol === 'h3' ? 'QUIC handshake' : 'TLS handshake', setup.tls),
    ...(readyAt === null ? [] : [{ name: 'Ready', value: at(readyAt), source: 'end of its setup' }]),
    closed === null ? { name: 'Closed', value: '?', source: 'not before the end of the NetLog' } : { name: 'Closed', value: `${at(closed.at)} · ${closed.words}`, source: NETLOG },
    ...(readyAt === null || closed === null ? [] : [{ name: 'Idle', value: time(Math.max(closed.at - readyAt, 0)), source: 'from ready to closed' }]),
    ...reportFacts(report, at),
  ];
}

/** For a small place: what became of it, and why. */
export const briefUnusedFacts = (connection: UnusedConnection, zero: number, time: TimeText): readonly Fact[] =>
  unusedFacts(connection, zero, time).filter(({ name, value }) => BRIEF.has(name) && value !== '–');
const BRIEF: ReadonlySet<string> = new Set(['Used', 'Error', 'Opened', 'Opened for', 'DNS', 'TCP connect', 'TLS handshake', 'QUIC handshake', 'Idle', 'Closed']);

const WORDS: Readonly<Record<UnusedOutcome, string>> = { unused: 'never', failed: 'never: it failed', 'never-ready': 'never: it was not ready when it was closed, or the NetLog ended' };

function stepFact(name: string, step: Phase): Fact {
  if (step.state === 'hidden') return { name, value: '?', source: 'had not ended with the NetLog' };
  return step.state === 'skipped' ? { name, value: '–', source: 'did not happen' } : { name, value: exactText(step.end - step.start), source: NETLOG };
}
