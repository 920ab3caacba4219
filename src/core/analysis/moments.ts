import { lengthOf, type Phases } from '../model/phase.ts';

/** When the browser began to serve it, its wait for a slot behind it: the start of its own setup, else when it was sent. Epoch ms. */
export function sentAt(phases: Phases, start: number): number {
  for (const phase of [phases.dns, phases.tcp, phases.tls, phases.send, phases.wait]) {
    if (phase.state === 'measured') return phase.start;
  }
  return start;
}

/** When its own setup was done, epoch ms; `null` where it tells of none. */
export function setUpAt({ dns, tcp, tls }: Phases): number | null {
  const last = [tls, tcp, dns].find((phase) => phase.state === 'measured');
  return last?.state === 'measured' ? last.end : null;
}

/** DNS + TCP + TLS, ms; `null` when the source tells none of them. */
export function setupLength({ dns, tcp, tls }: Phases): number | null {
  const parts = [lengthOf(dns), lengthOf(tcp), lengthOf(tls)];
  return parts.every((part) => part === null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}
