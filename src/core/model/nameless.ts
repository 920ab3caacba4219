import type { Request } from './request.ts';

/** Requests that tell of a connect where nobody names the connection: each has opened one more. */
export const namelessOpenings = (requests: readonly Request[]): readonly Request[] => requests.filter(({ origination, connection }) => origination.opening === 'new' && connection === null);
