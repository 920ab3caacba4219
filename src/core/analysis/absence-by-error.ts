import type { NoConnection } from '../model/observation.ts';

/**
 * Which failures happen before any connection carries the request. Names from
 * Chromium's net/base/net_error_list.h and Firefox's xpcom/base/ErrorList.py.
 * All others (reset, aborted, empty response, blocked by ORB) may have used
 * one, and the browsers do not say which.
 */
export function absenceByError(error: string): NoConnection | null {
  if (BLOCKED.test(error)) return 'blocked';
  if (error.includes('ERR_CACHE_MISS')) return 'cache';
  return FAILED_BEFORE.test(error) ? 'failed' : null;
}

const BLOCKED = /ERR_BLOCKED_BY_(CLIENT|ADMINISTRATOR|CSP|LOCAL_NETWORK|PRIVATE_NETWORK)|ERR_UNSAFE_PORT|NS_ERROR_(BLOCKED_BY_POLICY|PORT_ACCESS_NOT_ALLOWED)/;

const FAILED_BEFORE =
  /ERR_(NAME_|CONNECTION_REFUSED|CONNECTION_TIMED_OUT|CONNECTION_FAILED|ADDRESS_|INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED|SSL_|CERT_|ECH_|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|DISALLOWED_URL_SCHEME|UNKNOWN_URL_SCHEME)|NS_ERROR_(CONNECTION_REFUSED|UNKNOWN_HOST|UNKNOWN_PROXY_HOST|PROXY_CONNECTION_REFUSED|NET_TIMEOUT_EXTERNAL|OFFLINE)|SEC_ERROR_|SSL_ERROR_/;
