import type { Analysis } from '../../core/model/analysis.ts';
import { isHiddenCount } from '../../core/model/network-use.ts';
import { remember } from '../../timeline/remember.ts';
import { countText, plural } from '../base/figures.ts';

/** Each is certain to have had one of its own, or one that was there before: with them the sums beside this add up. */
export const unnamedOf = remember(({ requests }: Analysis): number =>
  requests.reduce((count, { connection, origination: { opening } }) => count + Number(connection === null && (opening === 'new' || opening === 'opened-earlier')), 0),
);

/** How many there are, and how many besides that nobody names. */
export function connectionsText(analysis: Analysis): string {
  const { connections, unknown } = analysis.totals;
  const unnamed = unnamedOf(analysis);
  if (isHiddenCount(connections + unnamed, unknown)) return 'no known connection';
  return unnamed === 0 ? plural(connections, 'connection') : `${plural(connections, 'connection')} and ${countText(unnamed)} unnamed`;
}
