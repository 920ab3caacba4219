import { reconnectsOf, type Reconnects } from '../protocols/reconnects.ts';
import { webSocketsOf } from '../protocols/sockets.ts';
import { count, pathOf, timeOf } from '../words.ts';
import { report, type Rule } from './rule.ts';
import { rangeOf } from './stretches.ts';
import { listed } from './words.ts';

const about = {
  id: 'ws-reconnect-storm',
  title: 'A WebSocket is dialled again without waiting longer each time',
  severity: 'high',
  threshold: {
    value: 3,
    unit: 'redials in a row, each within 5 s and none later than the others',
    reason: 'A growing delay has doubled twice by then; when a server comes back, clients that do not wait keep it down.',
    source: 'RFC 6455 section 7.2.3 (random first delay of up to 5 s, longer ones after it)',
  },
} as const;

/** RFC 6455 section 7.2.3: "a random value between 0 and 5 seconds is a reasonable initial delay". */
const FIRST_DELAY_MS = 5000;
/** A backoff doubles; a fixed timer differs by the browser's business alone. */
const GROWTH = 1.5;
/** Below this, delays are the time that scripts take, and their ratio says nothing. */
const AT_ONCE_MS = 100;
/** One that lived as long as this was well: the count begins anew, and so may the delay. Proxies cut idle sockets at 60 s (nginx, proxy_read_timeout). */
const STABLE_MS = 60_000;

export const wsReconnectStorm: Rule = {
  ...about,
  find: ({ analysis }) =>
    reconnectsOf(webSocketsOf(analysis)).flatMap((chain) => {
      const storm = longestStorm(chain);
      if (storm.length < about.threshold.value) return [];
      const sockets = storm.flatMap((index) => [chain.sockets[index]!, chain.sockets[index + 1]!]);
      const distinct = [...new Set(sockets)];
      const delays = storm.map((index) => chain.delaysMs[index]!);
      return [report(about, {
        origin: chain.origin,
        confidence: 'certain',
        requests: distinct.map(({ request }) => request),
        connections: [],
        evidence: [
          `${pathOf(chain)} was dialled ${count(distinct.length, 'time')}, each time ${listed(delays.map(timeOf), 5)} after the socket before it had ended.`,
          `The delays do not grow: the longest is ${timeOf(rangeOf(delays)[1])}. ${count(distinct.filter(({ end }) => end === 'failed').length, 'dial')} of them never opened.`,
        ],
        fix: {
          text: 'Wait longer after each failure, up to half a minute, and a random part of that, so that not all clients come back at once. Start anew when a socket has lived for a minute.',
          snippet: "let failures = 0;\nfunction dial() {\n  const socket = new WebSocket(url);\n  let stable;\n  socket.onopen = () => { stable = setTimeout(() => { failures = 0; }, 60_000); };\n  socket.onclose = () => {\n    clearTimeout(stable);\n    const most = Math.min(30_000, 1000 * 2 ** failures++);\n    setTimeout(dial, most / 2 + Math.random() * (most / 2));\n  };\n}",
          language: 'js',
        },
      })];
    }),
};

/** The longest run of delays that follow each other and do not grow, by index. */
function longestStorm({ sockets, delaysMs }: Reconnects): readonly number[] {
  let best: Run = NO_RUN;
  let run: Run = NO_RUN;
  for (const [index, delay] of delaysMs.entries()) {
    const ended = sockets[index]!;
    const isQuick = delay < FIRST_DELAY_MS && (ended.lifetimeMs ?? 0) < STABLE_MS;
    run = isQuick ? joined(run, index, Math.max(delay, AT_ONCE_MS)) : NO_RUN;
    if (run.length > best.length) best = run;
  }
  return Array.from({ length: best.length }, (_, index) => best.first + index);
}

interface Run {
  readonly first: number;
  readonly length: number;
  readonly least: number;
  readonly most: number;
}

const NO_RUN: Run = { first: 0, length: 0, least: Infinity, most: 0 };

/** The run with one more delay; or a new one, where that grows too much for it. */
function joined(run: Run, index: number, delay: number): Run {
  const [least, most] = [Math.min(run.least, delay), Math.max(run.most, delay)];
  return run.length > 0 && most < least * GROWTH ? { ...run, length: run.length + 1, least, most } : { first: index, length: 1, least: delay, most: delay };
}
