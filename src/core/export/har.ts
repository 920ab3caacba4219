import { isoOf } from '../base/date.ts';
import { insightOf } from '../insight/insight.ts';
import type { Analysis, Page } from '../model/analysis.ts';
import { exportEntry, type EntryOptions, type ExportedEntry } from './har-entry.ts';
import { roundMs } from './har-timings.ts';
import { insightWriter } from './insight.ts';
import { sentenceWriter } from './netlog.ts';
import { sanitising, type Privacy } from './privacy.ts';
import { PRODUCT } from './product.ts';
import { summariseColdWarm, type SummaryColdWarm } from './summary-cold-warm.ts';
import { summariseFailedRules, summariseFindings, type SummaryFinding } from './summary-findings.ts';
import { summariseKeepAlive, type SummaryKeepAlive } from './summary-keep-alive.ts';
import { summariseSetup, type SummarySetup } from './summary-setup.ts';

export interface ExportedPage {
  readonly startedDateTime: string;
  readonly id: string;
  readonly title: string;
  readonly pageTimings: { readonly onContentLoad?: number; readonly onLoad?: number };
}

export interface ExportedLog {
  readonly version: '1.2';
  readonly creator: { readonly name: string; readonly version: string };
  /** Whose connections these are; absent where they are the browser's own. */
  readonly _proxy?: string;
  readonly pages: readonly ExportedPage[];
  readonly entries: readonly ExportedEntry[];
  readonly _findings: readonly SummaryFinding[];
  /** Ids of the rules whose findings are missing; absent where all rules ran. */
  readonly _failedRules?: readonly string[];
  readonly _setup: SummarySetup;
  readonly _coldWarm: readonly SummaryColdWarm[];
  readonly _keepAlive: readonly SummaryKeepAlive[];
}

/** HAR 1.2, unless told otherwise with sanitised headers and without bodies. */
export const writeHar = (analysis: Analysis, privacy: Privacy = sanitising()): { readonly log: ExportedLog } => ({ log: exportLog(analysis, { parts: 'all', privacy }) });

export function exportLog(analysis: Analysis, options: EntryOptions): ExportedLog {
  const insightOn = insightWriter(analysis.requests, insightOf(analysis), sentenceWriter(analysis, options.privacy));
  return {
    version: '1.2',
    creator: PRODUCT,
    ...proxied(analysis, options.privacy),
    pages: analysis.pages.map((page) => exportPage(page, options.privacy)),
    entries: analysis.requests.map((request) => ({ ...exportEntry(request, options), ...insightOn(request) })),
    _findings: summariseFindings(analysis, options.privacy),
    ...summariseFailedRules(analysis),
    _setup: summariseSetup(analysis, options.privacy),
    _coldWarm: summariseColdWarm(analysis),
    _keepAlive: summariseKeepAlive(analysis),
  };
}

/** That connections are a proxy's, which our own entries no longer show. */
export const proxied = ({ proxy }: Analysis, { text }: Privacy): { readonly _proxy?: string } => (proxy === undefined ? {} : { _proxy: text(proxy) });

export const exportPage = (page: Page, privacy: Privacy): ExportedPage => ({
  startedDateTime: isoOf(page.start),
  id: privacy.pageId(page.id),
  title: privacy.title(page) ?? privacy.pageId(page.id),
  pageTimings: {
    ...(page.contentLoaded === null ? {} : { onContentLoad: roundMs(page.contentLoaded - page.start) }),
    ...(page.load === null ? {} : { onLoad: roundMs(page.load - page.start) }),
  },
});
