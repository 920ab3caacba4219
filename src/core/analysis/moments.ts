import type { Phases } from '../model/phase.ts';

/** When the browser began to serve it, its wait for a slot behind it: the start of its own setup, else when it was sent. Epoch ms. */
export function sentAt(phases: Phases, start: number): number {
  for (const phase of [phases.dns, phases.tcp, phases.tls, phases.send, phases.wait]) {
    if (phase.state === 'measured') return phase.start;
  }
  return start;
}
