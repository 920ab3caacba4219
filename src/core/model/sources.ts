import type { HarObservation, TimingObservation, WebRequestObservation } from './observation.ts';
import type { Request } from './request.ts';

/** What one source said of a request; `null` where it said nothing. */
export const harOf = ({ observations }: Pick<Request, 'observations'>): HarObservation | null => observations.find((seen) => seen.source === 'har') ?? null;
export const timingOf = ({ observations }: Pick<Request, 'observations'>): TimingObservation | null => observations.find((seen) => seen.source === 'resource-timing') ?? null;
export const webRequestOf = ({ observations }: Pick<Request, 'observations'>): WebRequestObservation | null => observations.find((seen) => seen.source === 'web-request') ?? null;
