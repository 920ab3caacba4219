import { credentials } from './rules/credentials.ts';
import { drained } from './rules/drained.ts';
import { firstContact } from './rules/first-contact.ts';
import { idleTimeout } from './rules/idle-timeout.ts';
import { misdirected } from './rules/misdirected.ts';
import { notCoalesced } from './rules/not-coalesced.ts';
import { parallel } from './rules/parallel.ts';
import { partition } from './rules/partition.ts';
import { protocolUpgrade } from './rules/protocol-upgrade.ts';
import { quicFallback } from './rules/quic-fallback.ts';
import { requestCap } from './rules/request-cap.ts';
import { byPool, inAdvance, lostAsReported } from './rules/reported.ts';
import { retry } from './rules/retry.ts';
import { serverClose } from './rules/server-close.ts';
import { speculative } from './rules/speculative.ts';
import { unknown } from './rules/unknown.ts';
import { websocket } from './rules/websocket.ts';
import type { Rule } from './verdict.ts';

/** In the order in which they are asked: what decides by a fact of its own first, then what the browser's own log says, then pools, then how each connection of the pool was lost, then the rest. */
export const RULES: readonly Rule[] = [
  websocket,
  retry,
  misdirected,
  ...inAdvance,
  ...byPool,
  ...lostAsReported,
  credentials,
  partition,
  protocolUpgrade,
  quicFallback,
  requestCap,
  serverClose,
  idleTimeout,
  drained,
  speculative,
  parallel,
  notCoalesced,
  firstContact,
];

/** When none of them explains it. */
export const OTHERWISE: Rule = unknown;
