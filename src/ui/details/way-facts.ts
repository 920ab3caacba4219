import type { Analysis } from '../../core/model/analysis.ts';
import type { Alternative, HttpsRecord, Lookup } from '../../core/model/wires.ts';
import { originName } from '../../timeline/origin-names.ts';
import type { TimeText } from '../../timeline/words.ts';
import { NETLOG } from './connection-facts.ts';
import { exactText, type Fact } from './facts.ts';

/** A connection may be shared by many origins, a name may have many addresses or be looked up again and again: so many are told, and how many there are besides. */
const MOST = 4;

/** How the browser found these origins: names looked up, HTTPS records, Alt-Svc. */
export function wayFacts(analysis: Analysis, origins: readonly string[], zero: number, time: TimeText): readonly Fact[] {
  const at = (instant: number): string => time(instant - zero);
  const found = origins.flatMap((origin) => analysis.ways?.find((ways) => ways.origin === origin) ?? []);
  const told = found.slice(0, MOST).flatMap(({ origin, lookups, alternatives }) => {
    const facts = [
      ...firstOf('DNS lookup', lookups, (lookup) => lookupText(lookup, at)),
      ...firstOf('HTTPS record', lookups.flatMap(({ records }) => records), (record) => ({ value: recordText(record), source: `${NETLOG}, as the browser understood it` })),
      ...firstOf('Alt-Svc', alternatives, (one) => alternativeText(one, at)),
    ];
    return facts.map((fact, i) => ({ ...fact, name: [fact.name, numberOf(facts, i), origin === origins[0] ? '' : `· ${originName(origin)}`].filter(Boolean).join(' ') }));
  });
  return [...told, ...moreOf('Other origins found', found.length)];
}

const firstOf = <T>(name: string, all: readonly T[], tell: (one: T) => Omit<Fact, 'name'>): readonly Fact[] => [...all.slice(0, MOST).map((one) => ({ name, ...tell(one) })), ...moreOf(`${name}, more`, all.length)];

const moreOf = (name: string, count: number): readonly Fact[] => (count > MOST ? [{ name, value: String(count - MOST), source: NETLOG }] : []);

/** The second of a name says so. */
function numberOf(facts: readonly Fact[], at: number): string {
  const before = facts.slice(0, at).filter(({ name }) => name === facts[at]!.name).length;
  return before === 0 ? '' : String(before + 1);
}

function lookupText({ start, end, secure, addresses, error }: Lookup, at: TimeText): Pick<Fact, 'value' | 'source'> {
  const took = end === null ? 'not ended' : exactText(end - start);
  const more = addresses.length > MOST ? [`${addresses.length - MOST} more`] : [];
  const answer = error ?? [...addresses.slice(0, MOST), ...more].join(', ');
  return { value: [took, answer].filter(Boolean).join(': '), source: `${NETLOG}, at ${at(start)}${secure === true ? '; secure DNS' : ''}` };
}

function recordText({ priority, alpns, target, hasEch }: HttpsRecord): string {
  const parts = [alpns.length === 0 ? 'no ALPN' : alpns.join(', '), ...(priority === null ? [] : [`priority ${priority}`]), ...(target === null ? [] : [`target ${target}`]), ...(hasEch ? ['with ECH'] : [])];
  return parts.join(' · ');
}

function alternativeText({ when, service, at: instant, times, isBroken }: Alternative, at: TimeText): Pick<Fact, 'value' | 'source'> {
  const value = isBroken ? `${service} · broken, not to be tried` : service;
  return { value, source: when === 'found' ? `${NETLOG}: found ${times}× when a connection was sought, first at ${at(instant)}` : `${NETLOG}: kept by the browser, first told at ${at(instant)}` };
}
