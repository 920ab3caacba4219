import { percentText } from '../base/percent.ts';
import { groupBy } from '../base/group.ts';
import { failedRulesOf, findingsOf } from '../insight/findings/findings-of.ts';
import type { Finding } from '../insight/findings/finding.ts';
import { insightOf } from '../insight/insight.ts';
import type { Confidence, Reason } from '../insight/why/why.ts';
import { count, nameOf, timeOf } from '../insight/words.ts';
import { addressOf, type Analysis, type OriginSummary } from '../model/analysis.ts';
import { isSurelyPlaced, SURE_FROM } from '../model/placing.ts';
import type { Request } from '../model/request.ts';
import { PROTOCOLS } from '../model/protocol.ts';
import { namelessOpenings } from '../model/nameless.ts';
import { runOfRequest } from '../model/run.ts';
import { SHORTEST_STALL_MS, stallLength } from '../model/stall.ts';
import { code, codeBlock, markdownTable, prose } from '../base/markdown.ts';
import type { Privacy } from './privacy.ts';
import { netlogSection } from './report-netlog.ts';
import { PRODUCT } from './product.ts';

/** GitHub takes 65,536 characters in an issue: the dearest of each kind are what a reader wants anyway. */
const MOST = { origins: 20, findings: 20, evidence: 6 } as const;

/**
 * Markdown for an issue or a pull request.
 * @param lacks what is missing of the file that it is of, a clause; `null`: nothing
 */
export function writeReport(analysis: Analysis, privacy: Privacy, lacks: string | null = null): string {
  const page = addressOf(analysis);
  const parts = [
    `## Connections${page === '' ? '' : ` of ${code(privacy.url(page))}`}`,
    ...(lacks === null ? [] : [`**Not all of it: ${prose(lacks)}.**`]),
    `${prose(howSure(analysis, privacy))} ${analysis.span === null ? '' : `Recorded ${new Date(analysis.span.start).toISOString()}.`}`.trim(),
    ...(analysis.requests.length === 0 ? netlogSection(analysis, privacy) : [figures(analysis), protocols(analysis), origins(analysis), ...whys(analysis), ...netlogSection(analysis, privacy), findings(analysis, privacy)]),
    `<sub>${PRODUCT.name} ${PRODUCT.version}</sub>`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function howSure({ basis, proxy, requests, totals: { unknown } }: Analysis, { text }: Privacy): string {
  if (requests.length === 0) return 'The recording has no requests.';
  const rest = unknown === 0 ? '' : ` Of ${count(unknown, 'request')} nobody tells how ${unknown === 1 ? 'it' : 'they'} came by ${unknown === 1 ? 'its' : 'their'} connection: ${unknown === 1 ? 'it counts' : 'they count'} neither as new nor as reused.`;
  const nameless = namelessOpenings(requests).length;
  const unnamed = nameless === 0 ? '' : ` ${count(nameless, 'request')} opened ${nameless === 1 ? 'a connection that nobody names: it is' : 'connections that nobody names: they are'} counted beside.`;
  const runs = new Set(requests.map(runOfRequest)).size;
  const summed = runs === 1 ? '' : ` The file is of ${runs} runs of the browser: all figures are sums over them.`;
  const inDoubt = requests.filter((request) => !isSurelyPlaced(request));
  const openers = inDoubt.filter(({ origination }) => origination.opening === 'new').length;
  const unsure = inDoubt.length - openers;
  const elsewhere = openers === 0 ? '' : ` ${count(openers, 'request')} that ${openers === 1 ? 'tells' : 'tell'} of a connect may have been sent on another connection, which became free in that moment.`;
  const doubt = unsure === 0 ? '' : ` Of ${count(unsure, 'request')} it is less than ${percentText(SURE_FROM)} sure on which of several connections ${unsure === 1 ? 'it was' : 'they were'}: figures of single connections are ranges.`;
  const whose = proxy === undefined ? '' : `The connections are those of a proxy (${text(proxy)}) to the servers, and not the browser's own. `;
  return whose + HOW_SURE[basis] + unnamed + doubt + elsewhere + rest + summed;
}

const HOW_SURE: Readonly<Record<Analysis['basis'], string>> = {
  reported: 'The connections are named by the browser, or by the tool that wrote the file: where one is named, new and reused are facts.',
  inferred: 'Connections are estimates, from times and addresses: the browser, or the file, names none. So is their number where requests do not tell of a connect, or connections were opened unseen.',
  mixed: 'Some connections are named by the browser, or by the tool that wrote the file; others are estimates (those with a ~).',
  none: 'No request is known to have used a connection.',
};

function figures({ totals, connections, requests }: Analysis): string {
  const nameless = namelessOpenings(requests).length;
  const estimated = connections.filter(({ basis }) => basis.kind === 'inferred').length;
  return markdownTable(['', 'requests'], [
    ['all', String(totals.requests)],
    ['**reused** a connection', `${totals.reused} (${percentText(totals.reuseRatio)} of those whose connection is known)`],
    ['opened a **new** one', String(totals.new)],
    ['first on one that was **opened earlier**', String(totals.openedEarlier)],
    ['used none', String(totals.none)],
    ['unknown', String(totals.unknown)],
  ]) + `\n\n${count(connections.length + nameless, 'connection')}${estimated === 0 ? '' : ` (${estimated} of them estimated)`}${nameless === 0 ? '' : ` (${nameless} of them named by nobody)`}; setup ${ms(totals.setupMs)}, stalled ${stalledText(totals.stalledMs, requests)}: sums over requests, which wait at the same time, as far as anybody tells.`;
}

/** The panel leaves short waits out. */
function stalledText(all: number, requests: readonly Request[]): string {
  const long = requests.filter(({ origination }) => origination.opening !== 'none').reduce((sum, request) => sum + stallLength(request), 0);
  return all - long < 0.5 ? ms(all) : `${ms(all)} (${long === 0 ? 'none' : ms(long)} of it in waits of ${SHORTEST_STALL_MS} ms and more, which alone the panel counts)`;
}

function protocols({ totals: { byProtocol } }: Analysis): string {
  const used = PROTOCOLS.filter((protocol) => (byProtocol[protocol] ?? 0) > 0);
  const all = used.reduce((sum, protocol) => sum + byProtocol[protocol]!, 0);
  return used.length === 0 ? 'No request is known to have used a protocol.' : `Protocols: ${used.map((protocol) => `${nameOf(protocol)}${protocol === 'wss' ? ' (TLS)' : ''} ${byProtocol[protocol]} (${percentText(byProtocol[protocol]! / all)})`).join(', ')}.`;
}

const costOf = ({ totals }: OriginSummary): number => totals.setupMs + totals.stalledMs;

function origins({ origins: all }: Analysis): string {
  const dearest = all.toSorted((a, b) => costOf(b) - costOf(a)).slice(0, MOST.origins);
  const rows = dearest.map(({ origin, protocols: spoken, totals }) => [code(origin), spoken.join(', '), String(totals.requests), String(totals.connections), percentText(totals.reuseRatio), ms(totals.setupMs), ms(totals.stalledMs)]);
  return `### Origins, the dearest first\n\n${markdownTable(['origin', 'protocols', 'requests', 'connections', 'reused', 'setup', 'stalled'], rows)}${more(all.length, dearest.length, 'origin')}`;
}

function whys(analysis: Analysis): readonly string[] {
  const verdicts = groupBy([...insightOf(analysis).why.values()], ({ reason }) => reason);
  if (verdicts.size === 0) return [];
  const rows = [...verdicts].toSorted(([, a], [, b]) => b.length - a.length).map(([reason, some]) => [reason satisfies Reason, String(some.length), ...SURE.map((confidence) => String(some.filter((one) => one.confidence === confidence).length))]);
  return [`### Why connections were opened\n\n${markdownTable(['reason', 'requests', ...SURE], rows)}`];
}

const SURE: readonly Confidence[] = ['certain', 'likely', 'guess'];

function findings(analysis: Analysis, { text }: Privacy): string {
  const all = findingsOf(analysis);
  const failed = failedRulesOf(analysis).map(({ rule }) => `The rule ${code(rule)} failed: what it would have found is missing.`);
  const first = all.slice(0, MOST.findings);
  const found = all.length > 0 ? `${first.map((one) => finding(one, text)).join('\n\n')}${more(all.length, first.length, 'finding')}` : failed.length > 0 ? null : 'None.';
  return ['### Findings', found, ...failed].filter((part) => part !== null).join('\n\n');
}

function finding({ title, rule, origin, severity, confidence, savingMs, evidence, fix }: Finding, text: Privacy['text']): string {
  const saving = savingMs === null ? 'what it costs nobody can say' : `at most ${timeOf(savingMs.upTo)} to save`;
  const told = evidence.slice(0, MOST.evidence).map((sentence) => `- ${prose(text(sentence))}`);
  return [
    `#### ${prose(title)}${origin === null ? '' : ` – ${code(origin)}`}`,
    `${code(rule)}, ${severity}, ${confidence}; ${saving}.`,
    `${told.join('\n')}${more(evidence.length, told.length, 'sentence')}`,
    `**Fix:** ${prose(fix.text)}`,
    ...(fix.snippet === null ? [] : [codeBlock(fix.snippet, fix.language ?? '')]),
  ].join('\n\n');
}

const more = (all: number, shown: number, what: string): string => (all > shown ? `\n\n… and ${count(all - shown, `more ${what}`)}.` : '');

/** 0 may be "none" and "nobody tells". */
const ms = (sum: number): string => (sum === 0 ? '–' : timeOf(sum));
