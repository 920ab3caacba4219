import { insightOf } from '../insight/insight.ts';
import type { Analysis } from '../model/analysis.ts';
import { candidatesOf } from '../model/candidates.ts';
import { lengthOf, PHASES, type Phase, type Phases } from '../model/phase.ts';
import type { Request } from '../model/request.ts';
import { tookMs } from '../model/took.ts';
import { roundMs } from './har-timings.ts';
import type { Privacy } from './privacy.ts';
import { table, type Table } from './table.ts';

/**
 * One row per request, in order of start. A length is in ms; it is empty when
 * the step did not happen and when nobody tells how long it took: `hidden`
 * lists the latter, so that sums are right and nothing unknown becomes a 0.
 * What used no connection did not wait for one: the sums are those of the totals.
 */
export function requestTable(analysis: Analysis, privacy: Privacy): Table<Request> {
  const { why, stalls } = insightOf(analysis);
  return table<Request>({
    started: ({ start }) => new Date(start).toISOString(),
    page: ({ page }) => (page === null ? null : privacy.pageId(page)),
    method: ({ method }) => method,
    url: ({ url }) => privacy.url(url),
    origin: ({ origin }) => origin,
    status: ({ status }) => (status !== null && status > 0 ? status : null),
    protocol: ({ protocol }) => protocol,
    type: ({ resourceType }) => resourceType,
    opening: ({ origination }) => origination.opening,
    basis: ({ origination }) => origination.basis,
    opening_reason: ({ origination }) => ('reason' in origination ? origination.reason : null),
    connection: ({ connection }) => connection,
    connection_confidence: ({ placing }) => placing?.confidence ?? null,
    connection_others: (request) => candidatesOf(request).slice(1).join(' ') || null,
    remote_address: ({ remoteAddress }) => remoteAddress,
    stalled_ms: (request) => waited(request, 'stalled'),
    dns_ms: (request) => waited(request, 'dns'),
    tcp_ms: (request) => waited(request, 'tcp'),
    tls_ms: (request) => waited(request, 'tls'),
    send_ms: ({ phases }) => ms(phases.send),
    wait_ms: ({ phases }) => ms(phases.wait),
    receive_ms: ({ phases }) => ms(phases.receive),
    total_ms: (request) => rounded(tookMs(request)),
    hidden: (request) => PHASES.filter((name) => isHidden(request, name)).join(' ') || null,
    transfer_bytes: ({ transferSize }) => transferSize,
    why_new: ({ id }) => why.get(id)?.reason ?? null,
    why_confidence: ({ id }) => why.get(id)?.confidence ?? null,
    stalled_by: ({ id }) => stalls.get(id)?.why ?? null,
    stalled_confidence: ({ id }) => stalls.get(id)?.confidence ?? null,
    error: ({ error }) => (error === null ? null : privacy.text(error)),
  });
}

const WAITS: ReadonlySet<string> = new Set(['stalled', 'dns', 'tcp', 'tls']);

const waited = ({ origination, phases }: Request, name: 'stalled' | 'dns' | 'tcp' | 'tls'): number | null => (origination.opening === 'none' ? null : ms(phases[name]));

const isHidden = ({ origination, phases }: Request, name: keyof Phases): boolean => phases[name].state === 'hidden' && !(origination.opening === 'none' && WAITS.has(name));

const ms = (phase: Phase): number | null => rounded(phase.state === 'skipped' ? null : lengthOf(phase));

const rounded = (length: number | null): number | null => (length === null ? null : roundMs(length));
