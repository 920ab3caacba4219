import type { Request } from '../model/request.ts';

/** Fields of Chromium's own HAR, which DevTools' importer reads beside HAR 1.2 (front_end/models/har/Importer.ts). */
export interface DevToolsFields {
  /** The browser's own id; an estimate is none. */
  readonly _connectionId?: string;
  readonly _fromCache?: 'memory' | 'disk';
}

export function devToolsFields({ connection, origination }: Request): DevToolsFields {
  const cache = origination.opening === 'none' ? CACHES[origination.reason] : undefined;
  return {
    ...(connection === null || origination.basis === 'inferred' ? {} : { _connectionId: connection }),
    ...(cache === undefined ? {} : { _fromCache: cache }),
  };
}

const CACHES: Readonly<Record<string, 'memory' | 'disk'>> = { 'memory-cache': 'memory', 'disk-cache': 'disk' };

/** Bytes on the wire. */
export const devToolsSize = ({ transferSize }: Request): { readonly _transferSize?: number } => (transferSize === null ? {} : { _transferSize: transferSize });
