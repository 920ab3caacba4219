import { quote } from 'shlex';
import { indexById } from '../../base/group.ts';
import type { Request } from '../../model/request.ts';
import { coalescingOf, type CouldShare } from '../protocols/coalescing.ts';
import type { Context, Reason } from './context.ts';
import { verdictOn } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { shardingOnH2 } from './sharding-on-h2.ts';
import { setupsOf } from './stretches.ts';

const about = {
  id: 'could-coalesce',
  title: 'Two hosts at one address do not share a connection',
  severity: 'low',
  needs: ['protocol', 'address'],
  threshold: {
    value: 1,
    unit: 'connection to an address that had one',
    reason: 'Each repeats the handshake with the same server.',
    source: 'RFC 9113 section 9.1.1; RFC 9114 section 3.3',
  },
} as const;

/** Verdicts that leave open that the connection could have been shared. All others name another cause. */
const COMPATIBLE: readonly Reason[] = ['not-coalesced', 'first-contact', 'unknown'];

export const couldCoalesce: Rule = {
  ...about,
  find(context) {
    const { analysis } = context;
    const { possible } = coalescingOf(analysis);
    if (possible.length === 0) return [];
    const connections = indexById(analysis.connections);
    const sharded = new Set(shardingOnH2.find(context).flatMap((finding) => finding.connections));
    return possible.flatMap((pair) => {
      const [there, own] = [connections.get(pair.connections[0])!, connections.get(pair.connections[1])!];
      const opener = own.requests[0]!;
      if (!isOpenTo(context, opener) || (sharded.has(there.id) && sharded.has(own.id))) return [];
      return [report(about, {
        origin: pair.origins[1],
        confidence: 'guess',
        requests: [opener.id],
        connections: [there.id, own.id],
        evidence: [
          `${pair.origins[1]} got ${own.label} while ${there.label} to ${pair.origins[0]} was open: the same address (${pair.address}), protocol (${pair.protocol}) and site.`,
          'They may share one if a single certificate is valid for both names, and if both are asked with the same kind of credentials and by frames of the same site. The recording has no certificates, and does not tell the other two for every request.',
        ],
        saving: savingOver(setupsOf([opener]), analysis),
        fix: fixFor(pair),
      })];
    });
  },
};

function isOpenTo(context: Context, opener: Request): boolean {
  const reason = verdictOn(context, opener)?.reason;
  return reason === undefined || COMPATIBLE.includes(reason);
}

const fixFor = ({ origins: [there, own] }: CouldShare): { readonly text: string; readonly snippet: string; readonly language: 'sh' } => ({
  text: 'Use one certificate with both names (check with the command below), or serve both from one host.',
  snippet: `openssl s_client -connect ${quote(hostAndPort(there))} -servername ${quote(hostOf(there))} </dev/null | openssl x509 -noout -checkhost ${quote(hostOf(own))}`,
  language: 'sh',
});

const hostOf = (origin: string): string => new URL(origin).hostname;
const hostAndPort = (origin: string): string => `${hostOf(origin)}:${new URL(origin).port || '443'}`;
