import type { HarDialect, Observation } from '../../core/model/observation.ts';
import type { HiddenBecause, Phase, Phases } from '../../core/model/phase.ts';
import type { Request } from '../../core/model/request.ts';

/** Logs that are no HAR, and say the same of a request. */
const LOGS: Readonly<Partial<Record<HarDialect, string>>> = { netlog: 'NetLog', cdp: 'DevTools log', trace: 'trace' };

export function sourceName(seen: Observation): string {
  if (seen.source === 'har') return LOGS[seen.dialect] ?? 'HAR';
  return seen.source === 'resource-timing' ? 'Resource Timing' : 'webRequest';
}

export const sourcesOf = ({ observations }: Request): string => observations.map(sourceName).join(', ');

const HIDDEN: Readonly<Record<HiddenBecause, string>> = {
  'cross-origin': 'hidden: no Timing-Allow-Origin',
  'not-reported': 'not reported',
  unfinished: 'still running',
};

export const hiddenText = (why: HiddenBecause): string => HIDDEN[why];

/** The source whose clock this phase was read from: the one that said exactly this. */
export function sourceOfPhase({ observations, phases }: Request, key: keyof Phases): string {
  const said = observations.find((one) => one.source !== 'web-request' && one.phases !== null && isSame(one.phases[key], phases[key]));
  return said === undefined ? '' : sourceName(said);
}

function isSame(a: Phase, b: Phase): boolean {
  if (a.state !== 'measured' || b.state !== 'measured') return a.state === b.state;
  return a.start === b.start && a.end === b.end;
}

/** The first source that said what is shown. */
export function sourceOf(request: Request, field: 'status' | 'remoteAddress' | 'transferSize' | 'protocol'): string {
  const value = request[field];
  const said = request.observations.find((one) => field in one && one[field as keyof typeof one] === value);
  return said === undefined || value === null || (field === 'status' && value === 0) ? '' : sourceName(said);
}
