import type { Analysis } from '../../core/model/analysis.ts';
import { countUnplaced } from '../../core/model/network-use.ts';
import { peakOf } from '../../timeline/interval-index.ts';
import { overviewOf } from '../../timeline/overview.ts';
import { countOr } from '../base/figures.ts';

/** "peak 12 known open · 9 active": where requests have no known connection, none is not 0, and those that are active are the known ones, too. */
export function peakText(analysis: Analysis): string {
  const { open, active } = overviewOf(analysis);
  const unplaced = countUnplaced(analysis.requests);
  return `peak ${countOr(peakOf(open), unplaced)} known open · ${countOr(peakOf(active), unplaced)} ${unplaced === 0 ? '' : 'known '}active`;
}
