import type { Analysis } from '../../model/analysis.ts';
import { usesNetwork } from '../../model/network-use.ts';

/** A call of the gRPC family, told by the type of its answer. */
export interface RpcCall {
  readonly request: string;
  readonly origin: string;
  readonly kind: RpcKind;
}

export type RpcKind = 'grpc' | 'grpc-web' | 'grpc-web-text' | 'connect-stream';

/** grpc/grpc, doc/PROTOCOL-HTTP2.md and doc/PROTOCOL-WEB.md; connectrpc.com, "Protocol reference". */
const TYPES: readonly (readonly [RpcKind, RegExp])[] = [
  ['grpc-web-text', /^application\/grpc-web-text(\+|;|$)/i],
  ['grpc-web', /^application\/grpc-web(\+|;|$)/i],
  ['grpc', /^application\/grpc(\+|;|$)/i],
  ['connect-stream', /^application\/connect\+/i],
];

export const rpcKindOf = (contentType: string): RpcKind | null => TYPES.find(([, type]) => type.test(contentType.trim()))?.[0] ?? null;

export function rpcCallsOf({ requests }: Analysis): readonly RpcCall[] {
  return requests.flatMap((request) => {
    const kind = usesNetwork(request) ? rpcKindOf(request.headers['content-type'] ?? '') : null;
    return kind === null ? [] : [{ request: request.id, origin: request.origin, kind }];
  });
}

/** What is good to know about such calls. Taught, not measured: nothing here was seen in the recording. */
export const RPC_ADVICE: readonly { readonly text: string; readonly source: string }[] = [
  {
    text: 'A browser cannot send gRPC pings; only the proxy behind it can. Its server may answer more than one ping in five minutes without data with GOAWAY "too_many_pings", which ends every call on that connection.',
    source: 'grpc/grpc, doc/keepalive.md (GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS)',
  },
  {
    text: 'HTTP/2 lets a stream, and the whole connection, have 65,535 bytes unread until the reader says otherwise: one streamed answer that nobody reads can hold up all others on its connection.',
    source: 'RFC 9113 section 6.9.2',
  },
  {
    text: 'An idle streaming call looks like an idle connection to a proxy. Let the application send something more often than the shortest idle timeout on the way.',
    source: 'nginx, proxy_read_timeout and grpc_read_timeout (60 s by default)',
  },
];
