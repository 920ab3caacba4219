import { timeOf } from '../words.ts';
import { MAIN, type Reason } from './reason.ts';

/** Chromium's `_blocked_queueing`: from when the page asked to when the network was asked. Its scheduler holds back what is less urgent; a browser with too much to do holds back everything. */
export const scheduler: Reason = ({ request: { queued }, ms }) =>
  queued === null || queued < ms * MAIN
    ? null
    : { why: 'scheduler', confidence: 'certain', holders: [], evidence: [`The browser itself held it back for ${timeOf(queued)} of the ${timeOf(ms)}, before it asked for a connection.`] };

/** Chromium's `_blocked_proxy`: a PAC script, or the system's settings. */
export const proxy: Reason = ({ request: { proxied }, ms }) =>
  proxied === null || proxied < ms * MAIN
    ? null
    : { why: 'proxy', confidence: 'certain', holders: [], evidence: [`Finding out which proxy to use took ${timeOf(proxied)} of the ${timeOf(ms)}.`] };
