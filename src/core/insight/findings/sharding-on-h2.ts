import { groupBy } from '../../base/group.ts';
import { isSecure, siteOf } from '../../base/url.ts';
import type { OriginSummary } from '../../model/analysis.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import { serverAddressOf } from '../protocols/coalescing.ts';
import { asAttribute, count, labelsOf } from '../words.ts';
import type { Context } from './context.ts';
import { idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { isStaticFile } from './static-files.ts';
import { readyAt, setupsOf } from './stretches.ts';
import { listed } from './words.ts';

const about = {
  id: 'sharding-on-h2',
  title: 'Files spread over numbered hosts, although HTTP/2 needs one',
  severity: 'medium',
  needs: ['protocol', 'type'],
  threshold: {
    value: 2,
    unit: 'hosts that differ in a number alone',
    reason: 'Two hosts are already two handshakes and two separate orders of priority.',
    source: 'RFC 9113 section 9.1 (one connection per host); Grigorik, High Performance Browser Networking, "Eliminate domain sharding"',
  },
} as const;

export const shardingOnH2: Rule = {
  ...about,
  find: (context) =>
    shardsIn(context).map((shards) => {
      const own = shards.map(({ connections }) => connections[0]!);
      // One connection is needed in any case: the first.
      const [first, ...again] = shards.flatMap(({ requests }) => requests.find(opened) ?? []).toSorted((a, b) => a.start - b.start);
      const addresses = new Set(own.map(serverAddressOf));
      const isOneAddress = addresses.size === 1 && !addresses.has(null);
      return report(about, {
        origin: shards[0]!.origin,
        confidence: isOneAddress ? 'likely' : 'guess',
        requests: idsOf(again),
        connections: own.map(({ id }) => id),
        evidence: [
          `${count(shards.length, 'host')} differ in a number alone: ${listed(shards.map(({ origin }) => origin))}. Each has a connection of its own (${labelsOf(own)}), all over ${listed(own.flatMap(({ protocol }) => protocol ?? []))}.`,
          `That they are one place under several names is inferred from these.${isOneAddress ? '' : addresses.has(null) ? ' At which addresses they are is not told: they may be services of their own.' : ' They are at different addresses, and may be services of their own.'}`,
          'One such connection carries a hundred requests and more at once; several compete for the same bandwidth, and priorities do not reach from one to the other.',
        ],
        saving: savingOver(setupsOf(again), context.analysis, readyAt(first)),
        fix: { text: 'Serve all of it from one host. Until then let one certificate name all of them and give them one address: browsers can then share a connection.', snippet: `<img src="${asAttribute(shards[0]!.origin)}/picture.webp">`, language: 'html' },
      });
    }),
};

/** Files are what is sharded; `api-v1` and `api-v2` are asked for data. */
const FEWEST_FILES = 2;

const servesFiles = ({ requests }: OriginSummary): boolean => requests.filter(isStaticFile).length >= FEWEST_FILES;

/** shard1.example.com, shard2.example.com, on connections of their own. Shared ones cost nothing more. */
function shardsIn({ analysis }: Context): readonly (readonly OriginSummary[])[] {
  const candidates = analysis.origins.filter(isCandidate);
  return [...groupBy(candidates, ({ origin }) => `${siteOf(origin)} ${origin.replace(hostOf(origin), (host) => host.replaceAll(/\d+/g, '#'))}`).values()].filter((shards) => shards.length >= about.threshold.value && samePage(shards));
}

const isCandidate = (summary: OriginSummary): boolean => {
  const { origin, connections } = summary;
  return isSecure(origin) && /\d/.test(hostOf(origin)) && connections.length > 0 && connections.every(({ protocol, origins }) => isMultiplexed(protocol) && origins.length === 1) && servesFiles(summary);
};

/** Not one on each of several pages. */
const samePage = (shards: readonly OriginSummary[]): boolean => new Set(shards.map(({ requests }) => requests[0]?.page)).size === 1;

/** An IP address is no name of a shard. */
function hostOf(origin: string): string {
  const host = origin.slice(origin.indexOf('//') + 2).replace(/:\d+$/, '');
  return /^[\d.]+$|^\[/.test(host) ? '' : host;
}
