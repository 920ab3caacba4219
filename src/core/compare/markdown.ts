import { code, prose, tableLine } from '../base/markdown.ts';
import { count, timeOf } from '../insight/words.ts';
import { openedInstead, type Capture, type Comparison, type OpeningDifference } from './compare.ts';
import type { Difference } from './difference.ts';
import { changeText, findingWord, valueText, verdictWord } from './words.ts';

/** A comparison for an issue or a pull request: tables of GitHub-flavoured Markdown. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { a, b, shared, incomparable, totals, origins, findings } = comparison;
  return [
    '## Connections compared',
    '',
    `A: ${captureText(a)} · B: ${captureText(b)} · in both: ${shared}`,
    '',
    ...(incomparable === null ? [] : [`${capital(incomparable)}.`, '']),
    ...table(['Figure', 'A', 'B', 'Difference', ''], totals.map((difference) => [difference.name, ...cells(difference, incomparable)])),
    '',
    '### Origins',
    '',
    ...table(['Origin', 'Figure', 'A', 'B', 'Difference', ''], origins.flatMap(({ origin, originInB, only, requests, differences }) =>
      only === null ? differences.filter(isTold).map((difference) => [code(origin) + (originInB === null ? '' : `, in B ${code(originInB)}`), difference.name, ...cells(difference, incomparable)]) : [[code(origin), 'Requests', String(requests.a), String(requests.b), '', `only in ${only.toUpperCase()}`]],
    )),
    '',
    '### Findings',
    '',
    ...(findings.length === 0 ? ['None in either.'] : table(['Finding', 'Origin', '', 'Saves up to in A', 'in B', ''], findings.map((finding) => [finding.title, code(finding.origin ?? 'several'), findingWord(finding.state), saving(finding.a), saving(finding.b), finding.note === null ? verdictWord(finding.verdict) : prose(finding.note)]))),
    '',
    ...openings('Opened a connection in A, reused one in B', openedInstead(comparison, 'new', 'reused')),
    ...openings('Reused a connection in A, opened one in B', openedInstead(comparison, 'reused', 'new')),
  ].join('\n');
}

const captureText = ({ page, requests, runs, lacks }: Capture): string => `${code(page ?? 'no page')}, ${count(requests, 'request')}${runs === 1 ? '' : ` of ${runs} runs of the browser`}${lacks === null ? '' : ` (${lacks})`}`;

/** What is said above of both captures need not be said again of each figure. */
const cells = ({ unit, a, b, change, verdict, note }: Difference, said: string | null): readonly string[] => [valueText(a, unit), valueText(b, unit), changeText(change, unit), note === null || note === said ? verdictWord(verdict) : note];

/** What says nothing of an origin is left out. */
const isTold = ({ id, verdict, change }: Difference): boolean => id === 'requests' || verdict === 'better' || verdict === 'worse' || (change !== null && change.least === change.most && change.least !== 0);

const saving = (told: { readonly savingMs: number | null } | null): string => (told === null ? '–' : told.savingMs === null ? '?' : timeOf(told.savingMs));

/** The first of a long list are enough to see what it is about. */
const MOST = 20;

function openings(title: string, list: readonly OpeningDifference[]): readonly string[] {
  if (list.length === 0) return [];
  const shown = list.slice(0, MOST).map(({ origin, path, a, b }) => `- ${code(origin + path)}${a.basis === 'inferred' || b.basis === 'inferred' ? ' (estimated)' : ''}`);
  return [`### ${title}`, '', ...shown, ...(list.length > MOST ? [`- and ${list.length - MOST} more`] : []), ''];
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [head, head.map(() => '---'), ...rows].map(tableLine);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
