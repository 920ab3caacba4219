import { instant } from '../../core/base/units.ts';
import type { ClosedBecause, Connection, ConnectionReport } from '../../core/model/connection.ts';
import type { Protocol } from '../../core/model/protocol.ts';
import type { Request } from '../../core/model/request.ts';
import { listFrom, type Packer, type Unpacker } from './packing.ts';

/**
 * Without its report, which is sent beside: few files have any.
 * @param placeOf where the request stands in the list of all
 */
export function packConnection(to: Packer, connection: Connection, placeOf: (request: Request) => number): void {
  const { id, label, basis, protocol, origins, remoteAddress, requests, possible, openedAt, lastUsedAt, setup, peakConcurrency, closed } = connection;
  to.word(id);
  to.word(label);
  to.word(basis.kind === 'reported' ? basis.key : basis.by);
  to.number(basis.kind === 'reported' ? null : basis.confidence);
  to.word(protocol);
  to.word(remoteAddress);
  to.number(openedAt);
  to.number(lastUsedAt);
  to.code(setup === null ? 0 : 1);
  to.number(setup?.dnsMs ?? null);
  to.number(setup?.connectMs ?? null);
  to.number(setup?.tlsMs ?? null);
  to.code(peakConcurrency);
  to.word(closed?.reason ?? null);
  to.number(closed?.at ?? null);
  to.code(origins.length);
  for (const origin of origins) to.word(origin);
  for (const list of [requests, possible]) {
    to.code(list.length);
    for (const request of list) to.code(placeOf(request));
  }
}

export function unpackConnection(from: Unpacker, all: readonly Request[], report: ConnectionReport | undefined): Connection {
  const id = from.word()!;
  const label = from.word()!;
  const why = from.word()!;
  const confidence = from.number();
  const protocol = from.word() as Protocol | null;
  const remoteAddress = from.word();
  const openedAt = from.number();
  const lastUsedAt = from.number()!;
  const hasSetup = from.code() === 1;
  const [dnsMs, connectMs, tlsMs] = [from.number(), from.number(), from.number()];
  const peakConcurrency = from.code();
  const reason = from.word() as ClosedBecause | null;
  const closedAt = from.number();
  return {
    id,
    label,
    basis: confidence === null ? { kind: 'reported', key: why } : { kind: 'inferred', by: why, confidence },
    protocol,
    remoteAddress,
    openedAt: openedAt === null ? null : instant(openedAt),
    lastUsedAt: instant(lastUsedAt),
    setup: hasSetup ? { dnsMs, connectMs, tlsMs } : null,
    peakConcurrency,
    closed: reason === null || closedAt === null ? null : { reason, at: instant(closedAt) },
    origins: listFrom(from.code(), () => from.word()!),
    requests: listFrom(from.code(), () => all[from.code()]!),
    possible: listFrom(from.code(), () => all[from.code()]!),
    ...(report && { report }),
  };
}
