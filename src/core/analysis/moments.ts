import { lengthOf, type Phase, type Phases } from '../model/phase.ts';

/** When the browser began to serve it, its wait for a slot behind it: the start of its own setup, else when it was sent. Epoch ms. */
export function sentAt(phases: Phases, start: number): number {
  return startOf(phases.dns) ?? startOf(phases.tcp) ?? startOf(phases.tls) ?? startOf(phases.send) ?? startOf(phases.wait) ?? start;
}

const startOf = (phase: Phase): number | null => (phase.state === 'measured' ? phase.start : null);

/** When its own setup was done, epoch ms; `null` where it tells of none. */
export function setUpAt({ dns, tcp, tls }: Phases): number | null {
  const last = [tls, tcp, dns].find((phase) => phase.state === 'measured');
  return last?.state === 'measured' ? last.end : null;
}

/** DNS + TCP + TLS, ms; `null` when the source tells none of them. */
export function setupLength({ dns, tcp, tls }: Phases): number | null {
  const [ofDns, ofTcp, ofTls] = [lengthOf(dns), lengthOf(tcp), lengthOf(tls)];
  return ofDns === null && ofTcp === null && ofTls === null ? null : (ofDns ?? 0) + (ofTcp ?? 0) + (ofTls ?? 0);
}
