import type { StreamMessage } from '../../model/observation.ts';

/** What went over a stream that stays open; or why nobody can say. */
export type Messages =
  | {
      readonly told: true;
      readonly sent: number;
      readonly received: number;
      /** From opening to the first, between two, or from the last to the end; `null` where neither a message nor the end is told. */
      readonly longestSilenceMs: number | null;
      /** Ms between messages that come as regularly as a clock; `null` where they do not. */
      readonly heartbeatMs: number | null;
    }
  | { readonly told: false; readonly why: string };

export function messagesOf(list: readonly StreamMessage[] | null, from: number, to: number | null): Messages {
  if (list === null) return { told: false, why: 'The source has no list of its messages; Chromium and mitmproxy write one.' };
  const told = list.filter(({ type }) => type !== 'error').toSorted((a, b) => a.at - b.at);
  const moments = [from, ...told.map(({ at }) => at), ...(to === null ? [] : [to])];
  let longestSilenceMs: number | null = null;
  for (let index = 1; index < moments.length; index += 1) longestSilenceMs = Math.max(longestSilenceMs ?? 0, moments[index]! - moments[index - 1]!);
  const sent = told.filter(({ type }) => type === 'send');
  const received = told.filter(({ type }) => type !== 'send');
  return { told: true, sent: sent.length, received: received.length, longestSilenceMs, heartbeatMs: periodOf(sent) ?? periodOf(received) };
}

/** Fewer gaps may be equal by chance. */
const GAPS_FOR_A_PERIOD = 3;
/** Timers of a busy page come late by tens of ms; beyond a tenth it is no clock. */
const UNEVENNESS = 0.1;

function periodOf(messages: readonly StreamMessage[]): number | null {
  const gaps = messages.slice(1).map(({ at }, index) => at - messages[index]!.at);
  if (gaps.length < GAPS_FOR_A_PERIOD) return null;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return mean > 0 && gaps.every((gap) => Math.abs(gap - mean) <= mean * UNEVENNESS) ? mean : null;
}
