/**
 * The rule that load balancers ask for (AWS, "Edit attributes for your
 * Application Load Balancer", connection idle timeout: the application's must
 * be larger, or it answers 502).
 */
export const ORDERING_RULE =
  'Each hop must outlive the one in front of it: whoever answers on a connection keeps it longer than whoever sends on it. ' +
  'Else it closes just as the next request arrives, and that request fails; an idempotent one may be sent again (RFC 9110 section 9.2.2), of the others the client sees a 502. ' +
  'Between browser and front the order cannot be set: how long a browser keeps its end is its own affair, and an idle connection that turns out to be closed costs it a new one, seldom an error.';
