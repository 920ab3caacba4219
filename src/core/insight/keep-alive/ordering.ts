/** One way between two machines, and how long each end keeps it when idle. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  /** The end that sends requests. */
  readonly senderKeepsMs: number;
  /** The end that answers them. */
  readonly receiverKeepsMs: number;
}

/**
 * The rule that load balancers ask for (AWS, "Edit attributes for your
 * Application Load Balancer", connection idle timeout: the application's must
 * be larger, or it answers 502).
 */
export const ORDERING_RULE =
  'Each hop must outlive the one in front of it: whoever answers on a connection keeps it longer than whoever sends on it. ' +
  'Else it closes just as the next request arrives, and that request fails; an idempotent one may be sent again (RFC 9110 section 9.2.2), of the others the client sees a 502. ' +
  'Between browser and front the order cannot be set: how long a browser keeps its end is its own affair, and an idle connection that turns out to be closed costs it a new one, seldom an error.';

/** Enough for timers of whole seconds and the way between; Heroku asks for the same (90 s at its router, 95 s in the application). */
const MARGIN_MS = 5000;

/** A chain in the right order, from what browsers should find at its front. */
export function orderedHops(frontMs: number): readonly Hop[] {
  return CHAIN.slice(1).map((to, index) => ({
    from: CHAIN[index]!,
    to,
    senderKeepsMs: frontMs + index * MARGIN_MS,
    receiverKeepsMs: frontMs + (index + 1) * MARGIN_MS,
  }));
}

const CHAIN = ['load balancer', 'reverse proxy', 'application server'] as const;
