import { lengthOf, type Phases } from '../model/phase.ts';
import { isPrivateAddress } from '../model/private-address.ts';
import type { Draft } from './draft.ts';
import { harOf, timingOf } from '../model/sources.ts';

/**
 * How likely it is that a request that tells of a connect was sent on another
 * connection, if one had become free when it was sent. Who waits for a connect
 * gets whatever is there first, and the new connection goes to who comes next
 * (Firefox, nsHttpConnectionMgr::ProcessPendingQForEntry). Firefox (153) gives
 * it the times of that connect all the same, as far as it had come: Resource
 * Timing has its end when the request was sent.
 *
 * Measured, where another had become free within 2 ms, on 138 random loads of
 * servers 16, 40 and 80 ms away and next door: of those whose connect took no
 * time 12 of 12, of the rest 7 of 81; without one that became free 2 of 1,280.
 * Servers 40 ms away in a private network, for which Firefox begins no connect
 * before the request is ready: 48 of 49, 8 of 15, and 1 of 382. Servers next
 * door over plain HTTP, where a connect takes no time, 80 loads: by scripts with
 * some time for the name 7 of 8, without 4 of 20; pictures 0 of 11; who saw the
 * connect take time in the log 0 of 4. Scripts and styles of a page's head are
 * taken to do what scripts' requests do: of six on one load three were sent on
 * another, on two others none.
 *
 * 0 in other browsers: Chromium tells the times of the connection that was used.
 * @param usualMs how long connects to this host take
 */
export function sentElsewhere({ facts }: Draft, usualMs: number): number {
  const { phases, remoteAddress, resourceType } = facts;
  const [timing, har] = [timingOf(facts), harOf(facts)];
  if (timing === null || timing.phases === null) return 0;
  if ((har === null ? timing.browser : har.dialect) !== 'firefox') return 0;
  if (connectOf(phases) > NONE_MS) return isPrivateAddress(remoteAddress) ? CONNECTED_PRIVATELY : CONNECTED;
  const logged = har?.phases ?? null;
  const loggedMs = logged === null ? 0 : connectOf(logged);
  if (Math.max(loggedMs, usualMs) >= LONG_MS) return CUT_SHORT;
  if (loggedMs >= 1) return 0;
  if (isPicture(resourceType)) return PICTURE;
  const hasNameTime = [phases, logged].some((one) => one !== null && (lengthOf(one.dns) ?? 0) >= 1);
  return hasNameTime ? WITH_NAME_TIME : WITHOUT;
}

/** How long it waited for a connection to be made, ms: TCP and TLS. */
export const connectOf = ({ tcp, tls }: Phases): number => (lengthOf(tcp) ?? 0) + (lengthOf(tls) ?? 0);

/** Clocks of 1 ms. */
const NONE_MS = 1;
const LONG_MS = 5;

/** Beside how long the other had been free, these make the shares above. */
const CUT_SHORT = 0.9;
const CONNECTED = 0.1;
const CONNECTED_PRIVATELY = 0.4;
const WITH_NAME_TIME = 0.75;
const WITHOUT = 0.15;
const PICTURE = 0.02;

/** As Resource Timing, webRequest and HAR files call what scripts ask for. */
const SCRIPTED = ['fetch', 'xmlhttprequest', 'xhr'];
const PICTURES = ['img', 'image', 'imageset'];
const isPicture = (resourceType: string | null): boolean => PICTURES.includes(resourceType?.toLowerCase() ?? '');
export const isScripted = (resourceType: string | null): boolean => SCRIPTED.includes(resourceType?.toLowerCase() ?? '');
