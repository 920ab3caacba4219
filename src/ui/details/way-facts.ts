import type { Analysis } from '../../core/model/analysis.ts';
import type { Alternative, HttpsRecord, Lookup } from '../../core/model/wires.ts';
import { originName } from '../../timeline/origin-names.ts';
import type { TimeText } from '../../timeline/words.ts';
import { NETLOG } from './connection-facts.ts';
import { exactText, type Fact } from './facts.ts';

/** A name with many addresses, or looked up again and again, has the first few. */
const MOST = 4;

/** How the browser found these origins: names looked up, HTTPS records, Alt-Svc. */
export const wayFacts = (analysis: Analysis, origins: readonly string[], zero: number, time: TimeText): readonly Fact[] =>
  origins.flatMap((origin, i) => {
    const ways = analysis.ways?.find((one) => one.origin === origin);
    if (ways === undefined) return [];
    const at = (instant: number): string => time(instant - zero);
    const facts = [
      ...ways.lookups.slice(0, MOST).map((lookup) => ({ name: 'DNS lookup', ...lookupText(lookup, at) })),
      ...ways.lookups.flatMap(({ records }) => records).slice(0, MOST).map((record) => ({ name: 'HTTPS record', value: recordText(record), source: `${NETLOG}, as the browser understood it` })),
      ...ways.alternatives.slice(0, MOST).map((one) => ({ name: 'Alt-Svc', ...alternativeText(one, at) })),
    ];
    return facts.map((fact, k) => ({ ...fact, name: [fact.name, numberOf(facts, k), i === 0 ? '' : `· ${originName(origin)}`].filter(Boolean).join(' ') }));
  });

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
