import { reconnectsOf, STABLE_MS, type Reconnects } from '../protocols/reconnects.ts';
import { webSocketsOf } from '../protocols/sockets.ts';
import { count, pathOf, timeOf } from '../words.ts';
import { report, type Rule } from './rule.ts';
import { rangeOf } from './stretches.ts';
import { fromTo } from './words.ts';

const about = {
  id: 'ws-reconnect-storm',
  title: 'A WebSocket is dialled again without waiting longer each time',
  severity: 'high',
  needs: ['page'],
  threshold: {
    value: 3,
    unit: 'redials in a row, each within 5 s and after about the same delay',
    reason: 'A growing delay has doubled twice by then; when a server comes back, clients that do not wait keep it down.',
    source: 'RFC 6455 section 7.2.3 (random first delay of up to 5 s, longer ones after it)',
  },
} as const;

/** RFC 6455 section 7.2.3: "a value chosen randomly between 0 and 5 seconds is a reasonable initial delay". */
const FIRST_DELAY_MS = 5000;
/** A backoff doubles; the delays of a fixed timer stay closer together. */
const GROWTH = 1.5;
/** What a busy browser adds to any timer: below this a delay is as good as none, and a ratio of such differences says nothing. */
const BUSY_MS = 100;

export const wsReconnectStorm: Rule = {
  ...about,
  find: ({ analysis }) =>
    reconnectsOf(webSocketsOf(analysis)).filter(isOfOnePage).flatMap((chain) => {
      const storm = longestStorm(chain);
      if (storm.length < about.threshold.value) return [];
      const sockets = storm.flatMap((index) => [chain.dials[index]!, chain.dials[index + 1]!]);
      const distinct = [...new Set(sockets)];
      const delays = storm.map((index) => chain.redials[index]!.delayMs);
      const failed = distinct.filter(({ end }) => end === 'failed').length;
      return [report({ ...about, severity: failed > 0 ? about.severity : 'low' }, {
        origin: chain.origin,
        confidence: 'certain',
        requests: distinct.map(({ request }) => request),
        connections: [],
        evidence: [
          `${pathOf(chain)} was dialled ${count(distinct.length, 'time')} in a row, each but the first ${fromTo(...timesOf(delays))} after the socket before it had ended: the delays do not grow.`,
          `${failed} of ${count(distinct.length, 'dial')} never opened.`,
          ...(failed > 0 ? [] : ['All were open before they ended; who closed them, and why, is not in the recording. The page may have meant to.']),
        ],
        fix: {
          text: 'Wait longer after each failure, up to half a minute, and a random part of that, so that not all clients come back at once. Start anew when a socket has lived for a minute.',
          snippet: "let failures = 0;\nfunction dial() {\n  const socket = new WebSocket(url);\n  let stable;\n  socket.onopen = () => { stable = setTimeout(() => { failures = 0; }, 60_000); };\n  socket.onclose = () => {\n    clearTimeout(stable);\n    const most = Math.min(30_000, 1000 * 2 ** failures++);\n    setTimeout(dial, most / 2 + Math.random() * (most / 2));\n  };\n}\ndial();",
          language: 'js',
        },
      })];
    }),
};

/** Dials of pages that the recording does not name may be of several. */
const isOfOnePage = ({ dials }: Reconnects): boolean => dials[0]!.page !== null;

/** The shortest and the longest. */
function timesOf(delaysMs: readonly number[]): readonly [string, string] {
  const [least, most] = rangeOf(delaysMs);
  return [timeOf(least), timeOf(most)];
}

/** The longest run of delays that follow each other and do not grow, by index. One that they grew to, or grew from, is part of a backoff. */
function longestStorm({ dials, redials }: Reconnects): readonly number[] {
  const delaysMs = redials.map(({ delayMs }) => delayMs);
  const runs = runsOf(delaysMs, (index) => delaysMs[index]! < FIRST_DELAY_MS && (dials[index]!.lifetimeMs ?? 0) < STABLE_MS);
  const storms = runs.filter((run, place) => !hasGrown(runs[place - 1], run) && !hasGrown(run, runs[place + 1]));
  const longest = storms.reduce<Run | null>((best, run) => (best !== null && best.indexes.length >= run.indexes.length ? best : run), null);
  return longest?.indexes ?? [];
}

interface Run {
  readonly indexes: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** Neighbours that are about as long as each other. */
function runsOf(delaysMs: readonly number[], isQuick: (index: number) => boolean): readonly Run[] {
  const runs: Run[] = [];
  for (const [index, delayMs] of delaysMs.entries()) {
    if (!isQuick(index)) continue;
    const last = runs.at(-1);
    const [least, most] = [Math.min(last?.least ?? delayMs, delayMs), Math.max(last?.most ?? delayMs, delayMs)];
    if (last?.indexes.at(-1) === index - 1 && areAlike(least, most)) runs[runs.length - 1] = { indexes: [...last.indexes, index], least, most };
    else runs.push({ indexes: [index], least: delayMs, most: delayMs });
  }
  return runs;
}

const areAlike = (least: number, most: number): boolean => Math.max(most, BUSY_MS) < Math.max(least, BUSY_MS) * GROWTH || most - least < BUSY_MS;

/** The second follows the first at once, and is longer. */
const hasGrown = (first: Run | undefined, second: Run | undefined): boolean => first !== undefined && second !== undefined && second.indexes[0] === first.indexes.at(-1)! + 1 && second.most > first.most;
