import type { Analysis } from '../../core/model/analysis.ts';
import { hostOf } from '../../timeline/origin-names.ts';
import { familyOf } from '../base/Badge.tsx';
import { IS_WORDS, KEYS, wordOf } from './filter.ts';

/** A long list is no help, and the browser builds all of it. */
const MOST = 24;

/** How the word that is being typed could go on, each as the whole text of the field. */
export function suggestionsFor(text: string, analysis: Analysis): readonly string[] {
  const begin = text.lastIndexOf(' ') + 1;
  const word = text.slice(begin).toLowerCase();
  const sign = word.startsWith('-') ? '-' : '';
  const typed = word.slice(sign.length);
  const head = text.slice(0, begin) + sign;
  return candidates(typed, analysis)
    .filter((one) => one.startsWith(typed) && one !== typed)
    .slice(0, MOST)
    .map((one) => head + one);
}

function candidates(typed: string, analysis: Analysis): readonly string[] {
  const key = typed.slice(0, typed.indexOf(':') + 1);
  if (key === '') return [...KEYS.map((one) => `${one}:`), ...IS_WORDS.map((one) => `is:${one}`)];
  return [...new Set(valuesOf(key.slice(0, -1), analysis))].map((value) => key + value);
}

function valuesOf(key: string, { origins, connections, requests, totals }: Analysis): readonly string[] {
  switch (key) {
    case 'is':
      return IS_WORDS;
    case 'proto':
      return Object.keys(totals.byProtocol).flatMap((protocol) => [familyOf(protocol as keyof typeof totals.byProtocol), protocol]);
    case 'stalled':
    case 'setup':
      return ['>20', '>100', '>500', '<100'];
    case 'origin':
      return origins.map(({ origin }) => hostOf(origin));
    case 'conn':
      return connections.map((connection) => wordOf(connection).replace(/^#/, ''));
    case 'reason':
      return [...connections.flatMap(({ closed }) => closed?.reason ?? []), ...requests.flatMap(({ origination }) => ('reason' in origination ? origination.reason : []))];
    case 'type':
      return requests.flatMap(({ resourceType }) => resourceType?.toLowerCase() ?? []);
    default:
      return [];
  }
}
