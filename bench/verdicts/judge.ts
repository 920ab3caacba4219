import { createReadStream } from 'node:fs';
import { analyse } from '../../src/core/analysis/analyse.ts';
import { pagesFromTiming } from '../../src/core/analysis/pages.ts';
import { createAnyReader, type AnyFile } from '../../src/core/capture/any-file.ts';
import { besideNetlog } from '../../src/core/capture/beside.ts';
import { findingsOf } from '../../src/core/insight/findings/findings-of.ts';
import { insightOf } from '../../src/core/insight/insight.ts';
import type { Analysis } from '../../src/core/model/analysis.ts';
import type { Confidence } from '../../src/core/insight/why/verdict.ts';
import { heardIn, withoutIds } from '../inference/hidden.ts';
import type { Recorded } from '../inference/record.ts';

/** A verdict as the panel has it, and as it has it beside the browser's own log. */
export interface Judged {
  /** Of a connection that was opened, of a wait, of what to change. */
  readonly about: 'why' | 'stall' | 'finding';
  readonly said: string;
  readonly confidence: Confidence;
  /** `null`: the log shows that there was nothing to explain. `undefined`: it does not decide either. */
  readonly truth: string | null | undefined;
}

export interface JudgedLoad {
  readonly named: readonly Judged[];
  /** The same load, as if nobody had named its connections. */
  readonly hidden: readonly Judged[];
}

/** What a load's verdicts are without its NetLog, beside what they are with it: names of pools, who opened each connection, and how it ended. */
export async function judge({ capture }: Recorded, netLog: string): Promise<JudgedLoad> {
  const heard = heardIn(capture);
  const pages = pagesFromTiming(heard.timing);
  const log = await readLog(netLog);
  const both = besideNetlog({ ...log, kind: 'har', observations: heard.har, pages: [], wires: null }, log);
  if (!both.ok) throw new Error(both.error);
  const truth = analyse({ ...heard, har: both.value.observations }, pages, both.value.wires);
  const against = (told: Analysis): readonly Judged[] => (['why', 'stall', 'finding'] as const).flatMap((about) => compared(about, VERDICTS[about](told), VERDICTS[about](truth)));
  return { named: against(analyse(heard, pages)), hidden: against(analyse(withoutIds(heard), pages)) };
}

async function readLog(file: string): Promise<AnyFile> {
  const reader = createAnyReader({ raw: 'give-up' });
  for await (const piece of createReadStream(file, 'utf8')) reader.add(piece as string);
  const read = reader.end();
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

interface Verdict {
  readonly said: string;
  readonly confidence: Confidence;
}

/** By request; a finding by its rule and origin. */
type Verdicts = ReadonlyMap<string, Verdict>;

const VERDICTS: Readonly<Record<Judged['about'], (analysis: Analysis) => Verdicts>> = {
  why: (analysis) => new Map([...insightOf(analysis).why].map(([id, { reason, confidence }]) => [id, { said: reason, confidence }])),
  stall: (analysis) => new Map([...insightOf(analysis).stalls].map(([id, { why, confidence }]) => [id, { said: why, confidence }])),
  finding: (analysis) => new Map(findingsOf(analysis).map(({ rule, origin, confidence }) => [`${rule} ${origin}`, { said: rule, confidence }])),
};

const compared = (about: Judged['about'], told: Verdicts, truth: Verdicts): readonly Judged[] => [...told].map(([id, verdict]) => ({ about, ...verdict, truth: decided(truth.get(id)) }));

function decided(verdict: Verdict | undefined): Judged['truth'] {
  if (verdict === undefined) return null;
  return verdict.confidence === 'guess' ? undefined : verdict.said;
}
