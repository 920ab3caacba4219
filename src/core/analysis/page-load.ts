import { lengthOf } from '../model/phase.ts';
import type { HarObservation, TimingObservation } from '../model/observation.ts';
import { isPrivateAddress } from '../model/private-address.ts';
import type { Draft } from './draft.ts';
import { connectOf } from './sent-elsewhere.ts';
import { harOf, timingOf } from '../model/sources.ts';

/*
 * How Firefox (153) gets a connection for a page. It begins to connect when the
 * load is asked for, and once more when the request is made, some 50 ms later,
 * unless a connection is ready by then (nsHttpChannel::SpeculativeConnect); in a
 * private network, after a redirect and where a link was followed it does not.
 * The request takes what is ready first; the other stays, unused. On 60 loads of
 * pages over TLS that were opened by their address (servers 16, 40 and 80 ms
 * away, and next door) 33 of 33 had two whose first connect began within 12 ms of
 * the load and was not ready in time, or whose request began one of its own long
 * after the load; 1 of 27 others. Of 23 that were opened by a link or a redirect none.
 */

/**
 * Whether its connection is spared for others of its kind: Firefox marks the
 * load of a page as urgent, and not that of a frame (docshell/base/
 * nsDocShell.cpp, UrgentStart). A connection takes note of that if it was there
 * before the request (nsHttpConnection::SetUrgentStartPreferred, mExperienced):
 * if it had connected, TLS may still be at it.
 */
export function isUrgent(draft: Draft): boolean {
  const { timing, har } = sourcesOf(draft);
  if (!isPage({ timing, har })) return false;
  if (har !== null && connectOf(har.phases) > AT_ONCE_MS) return false;
  if (timing === null) return (lengthOf(draft.facts.phases.stalled) ?? 0) < FAR_MS;
  const tcp = timing.phases?.tcp ?? draft.facts.phases.tcp;
  const madeBy = har === null ? timing.start + MADE_MS : har.start + MADE_AFTER_MS;
  return !(tcp.state === 'measured' && tcp.end - tcp.start > AT_ONCE_MS && tcp.end > madeBy);
}

/** How likely there are two connections once it is loaded. */
export function spareOf(draft: Draft): number {
  const { timing, har } = sourcesOf(draft);
  const { url, remoteAddress } = draft.facts;
  if (!isPage({ timing, har }) || !url.startsWith('https:') || isPrivateAddress(remoteAddress)) return 0;
  const beganItself = har !== null && connectOf(har.phases) > AT_ONCE_MS;
  if (timing === null) return beganItself ? BY_LOG_ITS_OWN : (lengthOf(draft.facts.phases.wait) ?? 0) < NEAR_MS ? SELDOM : BY_LOG;
  if (timing.redirected || timing.phases === null || (lengthOf(timing.phases.tls) ?? 0) <= AT_ONCE_MS) return 0;
  const began = lengthOf(timing.phases.stalled) ?? 0;
  if (beganItself) return began > LONG_AFTER_LOAD_MS ? SPARE : SELDOM;
  if (har === null) return began <= AT_LOAD_MS ? SPARE : PERHAPS;
  return began <= WITH_LOAD_MS ? SPARE : SELDOM;
}

/** Clocks of 1 ms. */
const AT_ONCE_MS = 1;
/** The request is made so soon after the log has it… */
const MADE_AFTER_MS = 12;
/** …and so soon, more or less, after the load was asked for. */
const MADE_MS = 60;
/** A connect that begins so soon after the load was asked for was begun for it… */
const WITH_LOAD_MS = 12.5;
/** Of a request that began one itself: a link's does within 19 ms, one that was opened by its address after 32 and more. */
const LONG_AFTER_LOAD_MS = 25;
const SPARE = 0.95;
const SELDOM = 0.05;
/** The page's times alone do not tell who began it, but that it was not a link. */
const AT_LOAD_MS = 5;
const PERHAPS = 0.3;
/** The log alone tells no connect of another's making, but how long the answer took; nor how the page was opened. */
const BY_LOG = 0.6;
const BY_LOG_ITS_OWN = 0.3;
const NEAR_MS = 20;
const FAR_MS = 60;

interface Sources {
  readonly timing: TimingObservation | null;
  readonly har: HarObservation | null;
}

const isPage = ({ timing, har }: Sources): boolean =>
  timing === null ? har?.dialect === 'firefox' && har.asked?.dest === 'document' : timing.isNavigation && timing.isTopFrame && (har === null ? timing.browser : har.dialect) === 'firefox';

const sourcesOf = ({ facts }: Draft): Sources => ({ timing: timingOf(facts), har: harOf(facts) });
