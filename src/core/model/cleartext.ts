import { hasProxyAddress } from './network-use.ts';
import { isMultiplexed } from './protocol.ts';
import type { Request } from './request.ts';

/**
 * Surely without TLS, whatever a source leaves out. Not so where `http:` may
 * have been sent encrypted (RFC 8164, over HTTP/2 alone), and where the way to
 * a proxy may be.
 */
export const isCleartext = (request: Request): boolean => /^(http|ws):/i.test(request.url) && !isMultiplexed(request.protocol) && !hasProxyAddress(request) && request.phases.tls.state !== 'measured';
