import type { Request } from './request.ts';

/** What never leaves the browser (data:, blob:) has a scheme for an origin, and no connection whoever reports it. */
export const usesNetwork = ({ origination: { opening }, origin }: Request): boolean => opening !== 'none' && origin.includes('//');

/** `remoteAddress` is that of a proxy, as far as the browser shows it. */
export const hasProxyAddress = ({ observations }: Request): boolean => observations.some((seen) => seen.source === 'har' && seen.isProxyAddress);

/** A sum of nothing but hidden parts is not 0: nobody knows it. */
export const isHiddenSum = (sum: number, requests: readonly Request[], part: 'setup' | 'stalled'): boolean => sum === 0 && requests.some((request) => usesNetwork(request) && request[part] === null);
