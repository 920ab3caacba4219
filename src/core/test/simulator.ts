/**
 * A browser's HTTP/1.1 pool for one origin, made small: six slots, an idle
 * connection is taken before a new one is opened, who finds all busy waits for
 * the first that is freed. It knows what no capture tells: the true history.
 */
export interface Served {
  readonly asked: number;
  /** When it got its connection. */
  readonly sent: number;
  readonly end: number;
  readonly opened: boolean;
  /** The true connection. */
  readonly connection: number;
}

export interface Load {
  readonly asked: number;
  readonly serviceMs: number;
  readonly connectMs: number;
}

const SLOTS = 6;

export function simulate(loads: readonly Load[]): readonly Served[] {
  const freeAt: number[] = [];
  return loads.toSorted((a, b) => a.asked - b.asked).map(({ asked, serviceMs, connectMs }) => {
    let connection = freeAt.findIndex((free) => free <= asked);
    const opened = connection < 0 && freeAt.length < SLOTS;
    if (opened) connection = freeAt.length;
    else if (connection < 0) connection = freeAt.indexOf(Math.min(...freeAt));
    const sent = opened ? asked : Math.max(asked, freeAt[connection] ?? asked);
    const end = sent + (opened ? connectMs : 0) + serviceMs;
    freeAt[connection] = end;
    return { asked, sent, end, opened, connection };
  });
}
