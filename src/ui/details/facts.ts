import type { Connection } from '../../core/model/connection.ts';
import type { Observation } from '../../core/model/observation.ts';
import { PHASES, type HiddenBecause, type Phases } from '../../core/model/phase.ts';
import type { Origination, Request, UnknownBecause } from '../../core/model/request.ts';
import { NO_CONNECTION, timeText } from '../../timeline/words.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Who says so. */
  readonly source: string;
}

const UNKNOWN: Readonly<Record<UnknownBecause, string>> = {
  failed: 'it failed, and the browser names no connection',
  'no-id': 'the browser names no connection for this kind of request',
  'timing-silent': 'timings do not tell new from reused',
  'cross-origin': 'hidden: no Timing-Allow-Origin',
  'no-timings': 'no timings',
  unfinished: 'still running',
};

/** The word and its glyph: readable without colour and without the glyph's legend. */
export function openingText(told: Origination): string {
  switch (told.opening) {
    case 'new':
      return '+ new';
    case 'opened-earlier':
      return '‹ opened earlier';
    case 'reused':
      return '↻ reused';
    case 'none':
      return `none · ${NO_CONNECTION[told.reason]}`;
    case 'unknown':
      return '? unknown';
  }
}

export function openingSource(told: Origination): string {
  if (told.opening === 'unknown') return UNKNOWN[told.reason];
  if (told.opening === 'none') return told.basis;
  return told.basis === 'reported' ? `reported: ${told.by}` : `estimated: ${told.by}`;
}

const HIDDEN: Readonly<Record<HiddenBecause, string>> = {
  'cross-origin': 'hidden: no Timing-Allow-Origin',
  'not-reported': 'not reported',
  unfinished: 'still running',
};

const SOURCES: Readonly<Record<Observation['source'], string>> = {
  har: 'HAR',
  'resource-timing': 'Resource Timing',
  'web-request': 'webRequest',
};

export const sourcesOf = (request: Request): string => request.observations.map(({ source }) => SOURCES[source]).join(', ');

export const PHASE_NAMES: Readonly<Record<keyof Phases, string>> = {
  stalled: 'Stalled',
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  send: 'Sending',
  wait: 'Waiting',
  receive: 'Receiving',
};

export function phaseFacts(request: Request): readonly Fact[] {
  const source = sourcesOf(request);
  return PHASES.map((key): Fact => {
    const phase = request.phases[key];
    const name = key === 'tls' && request.protocol === 'h3' ? 'QUIC' : PHASE_NAMES[key];
    if (phase.state === 'skipped') return { name, value: '–', source: '' };
    if (phase.state === 'hidden') return { name, value: '?', source: HIDDEN[phase.why] };
    return { name, value: timeText(phase.end - phase.start), source };
  });
}

/** Everything of one request, each fact with where it comes from. */
export function requestFacts(request: Request, connection: Connection | null): readonly Fact[] {
  const { origination, queued } = request;
  return [
    { name: 'Opening', value: openingText(origination), source: openingSource(origination) },
    ...(origination.opening === 'none' ? [] : [connectionFact(connection)]),
    { name: 'Status', value: statusText(request), source: '' },
    // Phases that did not happen say nothing here.
    ...phaseFacts(request).filter(({ value }) => value !== '–'),
    ...(queued === null || queued === 0 ? [] : [{ name: 'of it queued', value: timeText(queued), source: 'by the browser' }]),
    ...request.problems.map(({ code, message }) => ({ name: code, value: message, source: '' })),
  ];
}

function connectionFact(connection: Connection | null): Fact {
  if (connection === null) return { name: 'Connection', value: '?', source: '' };
  return { name: 'Connection', value: `${connection.label} · ${connection.protocol}`, source: basisText(connection) };
}

export function basisText({ basis }: Connection): string {
  return basis.kind === 'reported' ? 'id reported by the browser' : `estimated by ${basis.by}, ${Math.round(basis.confidence * 100)}% sure`;
}

export function statusText({ method, status, error, resourceType, end }: Request): string {
  const outcome = error ?? (status > 0 ? String(status) : end === null ? 'running' : 'no answer');
  return [`${method} ${outcome}`, resourceType].filter(Boolean).join(' · ');
}
