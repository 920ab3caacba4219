import type { Analysis } from '../../core/model/analysis.ts';
import { countUnplaced, isHiddenCount } from '../../core/model/network-use.ts';
import { remember } from '../../timeline/remember.ts';
import { countText, plural } from '../base/figures.ts';

/** Each is certain to have had one of its own, or one that was there before: with them the sums beside this add up. */
export const unnamedOf = remember(({ requests }: Analysis): number =>
  requests.reduce((count, { connection, origination: { opening } }) => count + Number(connection === null && (opening === 'new' || opening === 'opened-earlier')), 0),
);

const unplacedOf = remember(({ requests }: Analysis): number => countUnplaced(requests));

/** How many there are, how many besides that nobody names, and whether other requests were on connections that nobody tells. */
export function connectionsText(analysis: Analysis): string {
  const { connections } = analysis.totals;
  const unnamed = unnamedOf(analysis);
  const untold = unplacedOf(analysis) - unnamed;
  if (isHiddenCount(connections + unnamed, untold)) return 'no known connection';
  const named = plural(connections, untold === 0 ? 'connection' : 'known connection');
  return unnamed === 0 ? named : `${named} and ${countText(unnamed)} unnamed`;
}
