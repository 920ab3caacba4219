import { groupBy } from '../core/base/group.ts';
import type { Analysis } from '../core/model/analysis.ts';
import type { UnusedConnection } from '../core/model/connection.ts';
import { lengthOf } from '../core/model/phase.ts';
import { originsUsed } from './group.ts';
import { remember } from './remember.ts';

const byOrigin = remember(({ unused }: Analysis) => groupBy(unused ?? [], ({ origin }) => origin));

/** Connections and attempts to the origin that no request used, in order of opening. */
export const unusedOf = (analysis: Analysis, origin: string): readonly UnusedConnection[] => byOrigin(analysis).get(origin) ?? [];

/** Those to origins that have no row of their own. */
export const unusedElsewhere = remember((analysis: Analysis): readonly UnusedConnection[] => {
  const listed = new Set(originsUsed(analysis).map(({ origin }) => origin));
  return (analysis.unused ?? []).filter(({ origin }) => !listed.has(origin));
});

/** What its making took, ms; `null` where the log does not see the end of it. */
export function setupMsOf({ setup: { dns, tcp, tls } }: UnusedConnection): number | null {
  const lengths = [dns, tcp, tls].map(lengthOf);
  return lengths.includes(null) ? null : lengths.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
}
