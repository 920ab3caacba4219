import type { Request } from './request.ts';

/** What never leaves the browser (data:, blob:) has a scheme for an origin, and no connection whoever reports it. */
export const usesNetwork = ({ origination: { opening }, origin }: Request): boolean => opening !== 'none' && origin.includes('//');

/** `remoteAddress` is that of a proxy, as far as the browser shows it. */
export const hasProxyAddress = ({ observations }: Request): boolean => observations.some((seen) => seen.source === 'har' && seen.isProxyAddress);

export type Part = 'setup' | 'stalled';

/** Nobody tells how long it was in setup, or stalled. */
export const hides = (request: Request, part: Part): boolean => request[part] === null && usesNetwork(request);

/** Of how many nobody tells. */
export const countHidden = (requests: readonly Request[], part: Part): number => requests.reduce((count, request) => count + Number(hides(request, part)), 0);

/** A sum of nothing but hidden parts is not 0: nobody knows it. */
export const isHiddenSum = (sum: number, requests: readonly Request[], part: Part): boolean => sum === 0 && requests.some((request) => hides(request, part));

/** The same of a count: with requests of which nobody tells whether they are of it, none is not 0. */
export const isHiddenCount = (count: number, unknown: number): boolean => count === 0 && unknown > 0;

/** Of how many nobody tells which connection they used. */
export const countUnplaced = (requests: readonly Request[]): number => requests.reduce((count, request) => count + Number(request.connection === null && usesNetwork(request)), 0);
