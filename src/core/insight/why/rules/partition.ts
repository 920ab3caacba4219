import { hasRival, likeliestThere, perhapsGone, sureOfStrangers, type Case } from '../case.ts';
import type { Place } from '../../pool/place.ts';
import { areNamed } from '../../pool/pools.ts';
import { MISSING } from '../missing.ts';
import { isThere, type Other } from '../other.ts';
import type { Found, Rule } from '../verdict.ts';

/** Fetch, "network partition key": pages of different sites share no connection; in Chromium, neither do a page and a frame of another site in it. */
export const partition: Rule = {
  reason: 'partition',
  check(one) {
    if (!hasRival(one) && one.otherProtocol.length === 0) return ofAnotherPartition(one, likeliestThere(one.strangers.filter(({ byPlace }) => byPlace === 'apart'), one));
    return (one.isNew || one.pool().place.isForeignDocument ? byElimination(one) : null) ?? whyNotPartition(one);
  },
};

function byElimination(one: Case): Found | null {
  const rivals = [...one.free, ...one.taken];
  const presumed = rivals.some(({ byPlace }) => byPlace === 'same') ? undefined : rivals.find(({ byPlace }) => byPlace === 'presumed-apart');
  if (presumed) return ofAnotherPartition(one, presumed);
  const alive = one.free.find(({ usedAgain, byPlace, byCredentials }) => usedAgain && byPlace === 'unknown' && byCredentials === 'same');
  if (alive === undefined) return null;
  return {
    confidence: 'guess',
    evidence: [`${alive.connection.label} was there and was used again later, but not for this request; both were asked alike.`, one.pool().place.topSite === null ? MISSING.page : MISSING.frame],
    fix: null,
    spends: alive.connection.id,
  };
}

function whyNotPartition({ strangers, free, taken, pool }: Case): string | null {
  const nearest = free[0] ?? taken[0];
  if (strangers.length > 0 || nearest?.byPlace !== 'same') return null;
  return areNamed(pool(), nearest.pool) ? 'both are of one partition (NetLog)' : 'the same page asked for both';
}

function ofAnotherPartition(one: Case, other: Other | undefined): Found | null {
  if (other === undefined) return null;
  return {
    // Whether an older Chromium, or an unknown browser, does so is not told.
    confidence: other.byPlace === 'apart' && isThere(other) ? sureOfStrangers(one, other) : 'guess',
    evidence: [places(one, other), 'Browsers keep connections apart by the site of the page, so that no site can watch another through them (Fetch, network partition key).', ...(other.byCredentials === 'apart' ? ['One was asked with credentials and the other without, which keeps them apart as well.'] : []), ...perhapsGone(other)],
    fix: null,
    ...(other.byPlace === 'apart' ? {} : { spends: other.connection.id }),
  };
}

function places(one: Case, { connection, pool }: Other): string {
  const { place: own, partition: key } = one.pool();
  const { place: its } = pool;
  if (areNamed(one.pool(), pool)) return `This request belongs to the partition \`${key}\`, ${connection.label} to \`${pool.partition}\` (NetLog).`;
  if (own.topSite !== its.topSite) return `This request belongs to a page of ${own.topSite}, ${connection.label} to one of ${its.topSite}.`;
  return `This request was made ${maker(own)}, ${connection.label} ${maker(its)}.`;
}

function maker({ topSite, inCrossSiteFrame, isForeignDocument }: Place): string {
  if (isForeignDocument) return 'for a document of another site, in a frame or for a page of its own (nothing tells which)';
  return inCrossSiteFrame === true ? 'by or for a frame of another site' : `by the page of ${topSite} itself`;
}
