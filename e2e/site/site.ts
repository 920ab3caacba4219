import { APART, hosts, originsOf, type Origins, type ServerName } from './addresses.ts';
import { makeCertificates, type Certificates } from './certificates.ts';
import { startDistance } from './distance.ts';
import type { Answer, World } from './exchange.ts';
import { startH1, type H1Habits } from './h1.ts';
import { startH2 } from './h2.ts';
import { startH3, whyNoH3, type H3Listener } from './h3.ts';
import { answers } from './handlers.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';
import { createLog, type TruthLog } from './log.ts';
import { holdDeadPort } from './ports.ts';
import { startQuicRelay } from './quic-relay.ts';
import type { Listener } from './sockets.ts';

/** The running servers, and what they know. */
export interface Site {
  origins: Origins;
  /** the names that must resolve to 127.0.0.1 */
  hosts: readonly string[];
  log: TruthLog;
  certificates: Certificates;
  /** base64 SHA-256 of the certificate's public key */
  spki: string;
  h3: { available: true; port: number } | { available: false; reason: string };
  /** resolves when the log holds every request that is over: the HTTP/3 server tells of them a moment late */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Whose pages it serves; all of ours unless told. */
  readonly stories?: readonly Story[];
  /** How far away `h1`, `cdn` and `tls` seem to be, one way, ms. */
  readonly distanceMs?: number;
}

/** Starts every server on a free port of 127.0.0.1. */
export async function startSite({ stories: served = stories, distanceMs = 0 }: SiteOptions = {}): Promise<Site> {
  const log = createLog();
  const certificates = await makeCertificates(hosts, APART);
  const started: Listener[] = [];
  const keep = async <L extends Listener>(listener: Promise<L>): Promise<L> => {
    const running = await listener;
    started.push(running);
    return running;
  };
  // The answers need the ports, and the ports come with the servers: nobody asks before both are there.
  let answer: Answer = (_, reply) => reply.reset();
  const later: Answer = (ask, reply) => answer(ask, reply);

  const h1 = (name: ServerName, habits: H1Habits = {}) => keep(startH1(name, habits, log, later));
  const h2 = (name: ServerName) => keep(startH2(name, certificates, log, later));
  const away = async (listener: Promise<Listener>): Promise<number> => (distanceMs === 0 ? await listener : await keep(startDistance((await listener).port, distanceMs))).port;
  const reason = whyNoH3();
  const close = async () => {
    process.off('exit', removeNow);
    await Promise.all(started.map((listener) => listener.close()));
    await certificates.remove();
  };
  const removeNow = () => certificates.removeNow();
  process.once('exit', removeNow);

  try {
    const dead = await keep(holdDeadPort());
    const h3: H3Listener | undefined = reason === undefined ? await keep(startH3(certificates, log, later)) : undefined;
    const quic = h3 && (await keep(startQuicRelay(h3.port)));
    const tcp = await h2('cutoff');
    const ports = {
      refused: dead.port,
      h1: await away(h1('h1')),
      cdn: await away(h1('cdn')),
      close: (await h1('close', { alwaysClose: true })).port,
      http10: (await h1('http10', { http10: true })).port,
      idle: (await h1('idle', { keepAliveTimeout: 1000 })).port,
      max3: (await h1('max3', { maxRequests: 3 })).port,
      tls: await away(h1('tls', { certificates })),
      closetls: (await h1('closetls', { certificates, alwaysClose: true })).port,
      far: (await keep(startDistance((await h1('far', { certificates, maxRequests: 2 })).port, 150))).port,
      h2: (await h2('h2')).port,
      goaway: (await h2('goaway')).port,
      cutoff: tcp.port,
      h3: h3?.port ?? dead.port,
    };
    const origins = originsOf(ports);
    const world: World = { origins, stories: served, log, h3: h3 !== undefined, cutoff: { tcp, quic } };
    answer = answers(world);
    return {
      origins,
      hosts,
      log,
      certificates,
      spki: certificates.spki,
      h3: h3 ? { available: true, port: h3.port } : { available: false, reason: reason ?? 'not started' },
      settled: () => h3?.settled() ?? Promise.resolve(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
