/** What each figure means, in words that docs/figures.md repeats. */
export const DEFINITIONS = {
  'held-up': {
    title: 'Held up',
    text: 'Wall time in which at least one needed request was in setup (DNS, TCP, TLS or QUIC) or stalled for 20 ms or more. Stalled is what the browser reports as such, whatever the cause: a connection, a proxy, the cache or its own scheduling; the tab Request tells which. The headline counts the time before the load event; without one, with several pages, where at least half of the requests came after it, or in a chosen range, all of it. Where it counts all of it, each page up to its load event stands below. Overlaps count once: a moment in which several waited is divided evenly among them. Not needed are WebSockets, beacons, reports and prefetches.',
  },
  connections: { title: 'Connections opened', text: 'Requests that opened a connection. One that is opened earlier was opened by something else: a preconnect, the browser, another tab, or before the recording. A NetLog tells also of connections that no request used, of attempts that failed, and of those that were never ready; they stand beside the figure and are not in it.' },
  reuse: { title: 'Reuse ratio', text: 'Requests that used a connection which an earlier request of the recording had used, of all requests whose connection is known.' },
  setup: { title: 'Setup', text: 'Time in DNS, TCP and TLS or QUIC, summed over requests. Setups run side by side, so the sum may exceed the page; on the clock, overlaps count once and are divided evenly.' },
  'setup-step': { title: 'Steps of setup', text: 'One step of setup, summed over requests, and on the clock. QUIC connects and encrypts in one handshake, which counts as TLS.' },
  avoidable: {
    title: 'Avoidable',
    text: 'As far as is known: setups of requests that would have found a connection, had the server or the page been set up otherwise, by the verdicts of Why new? that are certain or likely. It may be more: guesses, refused sharing (421) and what is unknown are left out. It may be less: where all connections were busy, waiting for one takes time as well. On the clock: time in which no other setup ran.',
  },
  stalled: { title: 'Stalled', text: 'Time that requests waited before they had a connection, summed; it may exceed the page. Waits below 20 ms are mostly the browser’s own scheduling and are not counted.' },
  'head-of-line': {
    title: 'For a slot of HTTP/1',
    text: 'Of Stalled: what requests waited because HTTP/1 serves one at a time on a connection and all six were in use, also by streams of events, long polls and answers whose bodies do not end. That it was this is an inference; beside each wait stands how sure it is. An upper bound of what HTTP/2 would spare: all would then share the bandwidth.',
  },
  cost: { title: 'Setup and stalled', text: 'Both together, as Setup and Stalled define them, summed over requests; origins are sorted by it.' },
  protocols: { title: 'Protocol', text: 'Share of the requests that used the network and whose protocol is known, by protocol.' },
  'cold-warm': {
    title: 'Cold against warm',
    text: 'Times of requests on a new connection beside those on a reused one, from the start of setup, else of sending, to the first byte (TTFB) or the last (total). Percentiles by nearest rank: each is a time that one request took; of fewer than 20 times, p95 and p99 are the longest. What they carried differs, so the difference is not the cost of connecting.',
  },
  rtt: { title: 'Round trip', text: 'Estimated: the shortest TCP connect to the address, which is one round trip (to a proxy, where there is one).' },
  'tls-round-trips': { title: 'TLS round trips', text: 'Estimated: the handshake’s length ÷ the round trip. About 1 is TLS 1.3, or 1.2 resumed or with False Start; about 2 is a full TLS 1.2 without that, or a retried hello. Times alone do not tell which. Of a way through a proxy nothing is said: TCP goes as far as that, TLS further.' },
  'slow-start': {
    title: 'Slow start',
    text: 'Estimated: a new connection may send 14,600 bytes (QUIC: 12,000), its first flight, before the first acknowledgement, then twice as many with each round trip (RFC 6928, RFC 9002). Servers may start with more; other responses may have shared it.',
  },
  coalescing: { title: 'Shared connections', text: 'Browsers may use one HTTP/2 or HTTP/3 connection for several origins at one address, if its certificate is valid for all. No source tells the certificate.' },
  h3: { title: 'HTTP/3', text: 'Requests that went over TCP one second or more after an answer had offered HTTP/3 in Alt-Svc, and before the offer ran out.' },
  streams: { title: 'Open streams', text: 'What stays open, by its own log entry. The delay of a reconnect is from the end before to its dial. It is compared with an exponential backoff: 1 s, doubled each time up to 30 s, less up to half at random (jitter), anew after one that lived for a minute. EventSource waits as the browser, or the server’s retry:, decides. gRPC is told by the type of the answer.' },
  'second-hop': { title: 'Second hop', text: 'Whether the proxy in front of the server opened a connection for the request, where it says so in Server-Timing by a documented convention.' },
  'idle-gaps': {
    title: 'Idle gaps',
    text: 'Times in which a connection had nothing to do, until the next request of the origin: bridged where that request used it, likely lost where it lasted a second or more, the request opened another, and Why new? finds that idleness is the reason, and perhaps lost where that is a guess. Who closed it is in no data, so lost is an inference. A time that had not ended with the recording is not counted.',
  },
  'reuse-rate': {
    title: 'Reuse by timeout',
    text: 'Reused requests, of all whose connection is known, had the server kept idle connections for a given time: those that came without a pause, and those whose gap is shorter. The recording is replayed gap by gap; what other connections would have done instead is not. Gaps that are longer than Chromium keeps a connection, over HTTP/2 in Firefox than that does (170 s), are left out, unless they were bridged.',
  },
  timeout: {
    title: 'Recommended timeout',
    text: 'The 95th percentile (nearest rank) of the gaps of a second or more that the browser can bridge, and a second for the way and the server’s timer, rounded up to a value that people set, and no longer than Chromium keeps connections, unless one of the recording was used again after as long. Fewer than 5 gaps are no ground. The confidence is 1 − 0.95ⁿ, the chance that the longest of n gaps exceeds the 95th percentile of all to come: medium from 30 gaps, high from 59, one step less where connections are estimated, medium at most where a loss is only likely, low where some of the gaps may lie between other requests or a loss is a guess.',
  },
  kept: { title: 'Connections kept', text: 'An upper bound: gaps that likely, or perhaps, lost a connection and are shorter than the recommended timeout, and the setups of the requests that ended them.' },
  advertised: {
    title: 'Advertised timeout',
    text: 'What the server last said in Keep-Alive: timeout, beside what happened: kept longer where a gap was bridged that is more than a second longer, closed sooner where a connection was lost, likely or perhaps, more than a second before it, as said where one was lost and none so early. Nobody is bound by it.',
  },
  'advertised-max': {
    title: 'Advertised limit on requests',
    text: 'How many more requests a connection takes, by the first Keep-Alive: max on it, beside how many came. Apache counts it down; a server that repeats one number counts that first request itself, and allows one fewer. Nobody is bound by it.',
  },
  'request-cap': { title: 'Limit on requests', text: 'Connections that a limit on requests per connection would have cost: for each connection its requests ÷ the limit, rounded up, less one.' },
  saving: { title: 'Saving', text: 'An upper bound: time on the clock in which requests did what the fix would spare them. Overlaps count once and are divided evenly, also those of several findings.' },
  evidence: { title: 'Evidence', text: 'What a finding rests on: its requests with the times that the browser reports, its connections, and the threshold from which on it is reported.' },
  requests: { title: 'Requests', text: 'Requests that used the network: without those answered from a cache or by a service worker, and those that failed before they had a connection.' },
  peak: {
    title: 'Most at once',
    text: 'Most connections known to be open at one time: each from its opening, or its first request where nobody saw that, to the last that is known of it. Some may have been open for longer. Those that no request used are not counted. Active are those in setup, or with a request under way.',
  },
  'why-cost': { title: 'Cost of a new connection', text: 'Time that this request spent in DNS, TCP and TLS or QUIC, as the browser reports it. A connection at hand would have spared it; where all were busy, less the time until the first was free.' },
} as const satisfies Record<string, { readonly title: string; readonly text: string }>;

export type DefinitionId = keyof typeof DEFINITIONS;
