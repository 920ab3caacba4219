import { stallOf } from '../../model/stall.ts';
import { groupBy } from '../../base/group.ts';
import { isSecure } from '../../base/url.ts';
import type { Request } from '../../model/request.ts';
import { SLOTS } from '../../model/slots.ts';
import { eventStreamsOf } from '../protocols/sockets.ts';
import { isForSlot } from '../stalls/stall.ts';
import { count, timeOf } from '../words.ts';
import { asStalled } from './confidence.ts';
import type { Context } from './context.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { stallsOf } from './stretches.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'sse-eats-slots',
  title: 'An event stream keeps one of six HTTP/1.1 connections',
  severity: 'medium',
  needs: ['protocol', 'wait', 'headers'],
  threshold: {
    value: 1,
    unit: 'stream that stays open, or that others waited for',
    reason: 'The six connections are shared by all tabs: with one stream per tab the seventh tab hangs.',
    source: 'MDN, "EventSource" (warning); HTML, "server-sent events", authoring notes',
  },
} as const;

export const sseEatsSlots: Rule = {
  ...about,
  find(context) {
    const { analysis } = context;
    const streams = eventStreamsOf(analysis).filter(({ holdsSlot }) => holdsSlot);
    if (streams.length === 0) return [];
    const held = heldBy(context, new Set(streams.map(({ request }) => request)));
    return [...groupBy(streams, ({ origin }) => origin)].flatMap(([origin, own]) => {
      // One that has ended, and that nobody waited for, did no harm.
      const harmful = own.filter(({ request, to }) => to === null || held.has(request));
      if (harmful.length < about.threshold.value) return [];
      const open = harmful.filter(({ to }) => to === null);
      const waiting = [...new Set(harmful.flatMap(({ request }) => held.get(request) ?? []))];
      const saving = savingOver(stallsOf(waiting), analysis);
      return [report(about, {
        origin,
        confidence: asStalled(context, waiting),
        requests: [...harmful.map(({ request }) => request), ...waiting.map(({ id }) => id)],
        connections: harmful.flatMap(({ connection }) => connection ?? []),
        evidence: [
          `${count(harmful.length, 'event stream')} to ${origin} kept one HTTP/1.1 connection${harmful.length === 1 ? '' : ' each'} of the ${SLOTS} that a browser opens: ${pathsOf(harmful)}.`,
          ...(open.length > 0 ? [`Open when the recording ended: ${count(open.length, 'stream')}, the oldest after ${timeOf(analysis.span!.end - Math.min(...open.map(({ from }) => from)))}.`] : []),
          ...(waiting.length > 0 ? [`${count(waiting.length, 'request')} waited while a stream held a connection: ${pathsOf(waiting)}.`] : []),
        ],
        saving,
        fix: {
          text: `${isSecure(origin) ? 'Serve' : 'Serve the origin over HTTPS, and'} event streams over HTTP/2, where they take a stream and no connection. Else open one stream for all tabs (SharedWorker, or BroadcastChannel with a leader chosen by Web Locks).`,
          snippet: "// shared.js, run as a SharedWorker\nconst source = new EventSource('/events');\nconst tabs = new BroadcastChannel('events');\nsource.onmessage = ({ data }) => tabs.postMessage(data);",
          language: 'js',
        },
      })];
    });
  },
};

/** By stream: the requests that waited for a connection while it held one. */
function heldBy({ analysis, stalls }: Context, streams: ReadonlySet<string>): ReadonlyMap<string, readonly Request[]> {
  const held = new Map<string, Request[]>();
  if (stalls.size === 0) return held;
  for (const request of analysis.requests) {
    const stall = stalls.get(request.id);
    if (stall === undefined || stall.confidence === 'guess' || !isForSlot(stall) || stallOf(request) === null) continue;
    for (const { request: holder } of stall.holders) {
      if (!streams.has(holder)) continue;
      const others = held.get(holder);
      if (others) others.push(request);
      else held.set(holder, [request]);
    }
  }
  return held;
}
