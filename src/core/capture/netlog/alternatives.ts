import { instant } from '../../base/units.ts';
import { listOf, numberOf, objectsOf, textOf, type Fields } from '../../base/unknown.ts';
import { hostNameOf, originOf } from '../../base/url.ts';
import type { Alternative } from '../../model/wires.ts';
import { textIn, type Handlers, type NetlogEvent } from './event.ts';

export interface Alternatives {
  /** Of an origin: those found first, each in order of time. */
  of(origin: string): readonly Alternative[];
  readonly handlers: Handlers;
}

type Kept = Omit<Alternative, 'isBroken'> & { /** `host:port`, by which it may be written down as broken. */ readonly key: string };

/** What Alt-Svc taught the browser, when it sought a connection and when it wrote it down. */
export function createAlternatives(): Alternatives {
  /** The origin that a search for a connection is for. */
  const origins = new Map<number, string>();
  const found = new Map<string, Map<string, Alternative>>();
  const kept = new Map<string, readonly Kept[]>();
  let broken: ReadonlySet<string> = new Set();

  const handlers: Handlers = {
    'HTTP_STREAM_JOB_CONTROLLER HTTP_STREAM_JOB_CONTROLLER': (event) => {
      const origin = originOf(textIn(event, 'url') ?? '');
      if (event.phase === 'begin' && origin !== null) origins.set(event.id, origin);
    },
    HTTP_STREAM_JOB_CONTROLLER_ALT_SVC_FOUND: (event) => {
      const origin = origins.get(event.id);
      const service = textIn(event, 'alt_svc');
      if (origin === undefined || service === null) return;
      const own = found.get(origin) ?? new Map<string, Alternative>();
      found.set(origin, own);
      const before = own.get(service);
      own.set(service, { when: 'found', service, at: before?.at ?? event.at, times: (before?.times ?? 0) + 1, isBroken: (event.params['is_broken'] ?? event.params['broken']) === true });
    },
    HTTP_SERVER_PROPERTIES_INITIALIZATION: readKept,
    HTTP_SERVER_PROPERTIES_UPDATE_CACHE: readKept,
    HTTP_SERVER_PROPERTIES_UPDATE_PREFS: readKept,
  };

  /** All that is known is written each time; what was read before stays where it is not told anew. */
  function readKept(event: NetlogEvent): void {
    if (listOf(event.params['servers']) === undefined) return;
    for (const server of objectsOf(event.params['servers'])) {
      const origin = originOf(textOf(server['server']) ?? '');
      if (origin === null) continue;
      const before = kept.get(origin) ?? [];
      const now = objectsOf(server['alternative_service']).flatMap((one) => keptOf(one, origin, event));
      kept.set(origin, now.map((one) => ({ ...one, at: before.find(({ service }) => service === one.service)?.at ?? one.at })));
    }
    broken = new Set(objectsOf(event.params['broken_alternative_services']).flatMap((one) => (one['broken_until'] === undefined ? [] : keyOf(one, ''))));
  }

  return {
    of: (origin) => [...(found.get(origin)?.values() ?? []), ...(kept.get(origin) ?? []).map(({ key, ...one }) => ({ ...one, isBroken: broken.has(key) }))],
    handlers,
  };
}

function keptOf(told: Fields, origin: string, { at }: NetlogEvent): readonly Kept[] {
  const port = numberOf(told['port']);
  const alpns = (listOf(told['advertised_alpns']) ?? []).flatMap((one) => textOf(one) ?? []);
  const protocol = alpns.length > 0 ? alpns.join(', ') : textOf(told['protocol_str']);
  if (port === undefined || protocol === undefined) return [];
  const until = expiryOf(told['expiration']);
  return [{ when: 'kept', service: `${protocol} at ${textOf(told['host']) ?? ''}:${port}${until === null ? '' : `, until ${until}`}`, at, times: 0, key: keyOf(told, hostNameOf(origin)) }];
}

const keyOf = (told: Fields, otherwise: string): string => `${textOf(told['protocol_str'])} ${textOf(told['host']) ?? otherwise}:${numberOf(told['port'])}`;

/** Microseconds since 1601, in digits (base::Time). */
const EPOCH_MS = 11_644_473_600_000;

function expiryOf(told: unknown): string | null {
  const ms = Number(textOf(told) ?? Number.NaN) / 1000 - EPOCH_MS;
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(instant(ms)).toISOString().slice(0, 10) : null;
}
