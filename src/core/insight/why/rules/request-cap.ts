import { isMultiplexed, isSerial } from '../../../model/protocol.ts';
import { HARDLY_A_PAUSE_MS } from '../../pause.ts';
import { count, labelsOf } from '../../words.ts';
import { isCountGuessed, networkChange, unlessDoubted, sureOfPool, type Case } from '../case.ts';
import { expiryOf } from '../expiry.ts';
import { readKeepAlive } from '../../../model/keep-alive-header.ts';
import { usualCapOf } from '../../keep-alive/request-cap.ts';
import type { Other } from '../other.ts';
import type { Confidence, Rule } from '../verdict.ts';

/** Its server lets a connection carry so many requests and no more. */
export const requestCap: Rule = {
  reason: 'request-cap',
  check(one) {
    const other = lastLost(one);
    if (other === undefined) return null;
    const changed = other.state === 'closed' ? null : networkChange(one, other);
    if (changed !== null) return changed;
    const cap = capOf(other, one);
    if (cap === null) return `${other.connection.label} had carried ${count(other.served, 'request')}, which is no limit that is known`;
    return {
      confidence: isCountGuessed(one, other) ? 'guess' : unlessDoubted(cap.confidence === 'certain' ? sureOfPool(one, other) : cap.confidence, one, other),
      evidence: [`${other.connection.label} carried ${count(other.served, 'request')}, then no more.`, cap.because],
      fix: FIX,
      spends: other.connection.id,
    };
  },
};

const FIX = 'Raise the limit of requests per connection: nginx `keepalive_requests`, Apache `MaxKeepAliveRequests`, Node `server.maxRequestsPerSocket`.';

/** The one that would have been taken: closed by a header, or lost without a pause that explains it. */
function lastLost({ closed, free, browser, isNew }: Case): Other | undefined {
  if (!isNew) return undefined;
  const silent = free.filter((other) => !other.usedAgain && (other.state === 'busy' || (other.idleMs < HARDLY_A_PAUSE_MS && expiryOf(other, browser) === null)));
  return [...closed, ...silent].toSorted((a, b) => a.idleMs - b.idleMs)[0];
}

interface Cap {
  readonly confidence: Confidence;
  readonly because: string;
}

function capOf(other: Other, { history }: Case): Cap | null {
  const { served, connection } = other;
  // One request each is a server that closes after every answer.
  if (served < 2) return null;
  const byHeader = connection.closed?.reason === 'connection-close';
  const told = isSerial(connection.protocol) ? toldCap(other) : null;
  if (told !== null) return { confidence: byHeader ? 'certain' : 'likely', because: told };
  const usual = usualCapOf(connection.protocol, served);
  const byDefault = usual === undefined ? null : ({ confidence: byHeader || (isMultiplexed(connection.protocol) && usual.isRare !== true) ? 'likely' : 'guess', because: `${served} is a default: ${usual.source}.` } as const);
  const alike = history.endedAlike(connection.protocol).filter((one) => one !== connection);
  if (alike.length === 0 || alike[0]!.requests.length !== served) return byDefault;
  return { confidence: served >= FEWEST_UNLIKELY || (byHeader && alike.length + 1 >= FEWEST_UNLIKELY) ? 'likely' : 'guess', because: `${labelsOf(alike)} ended after ${count(served, 'request')} as well, and none to this origin carried more.` };
}

/** Two connections that end after two requests each may be chance, also by a header, which a server may send for another reason; three that do by a header are not. */
const FEWEST_UNLIKELY = 3;

/** `Keep-Alive: max` either counts down what is left (Apache), or names the whole each time (Node). */
function toldCap({ uses, served }: Other): string | null {
  const told = uses.requests.slice(Math.max(served - LOOK_BACK, 0), served).flatMap(({ headers }) => readKeepAlive(headers['keep-alive'])?.max ?? []);
  const [first, last] = [told[0], told.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (last < first) return last <= 1 ? `Its server counted down in \`Keep-Alive: max\` and had come to ${last}.` : null;
  return served === last && told.length > 1 ? `Its server allows ${last} to a connection (\`Keep-Alive: max=${last}\`).` : null;
}

/** Enough to see whether it counts down. */
const LOOK_BACK = 5;

