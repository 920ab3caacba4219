import { isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { curlSnippet } from './curl.ts';
import { goSnippet } from './go.ts';
import { k6Snippet } from './k6.ts';
import { opensslSnippet } from './openssl.ts';
import type { Snippet } from './snippet.ts';

/** One line per tool. */
const TOOLS: readonly ((request: Request) => Snippet | null)[] = [curlSnippet, opensslSnippet, k6Snippet, goSnippet];

/** Why there is none for what HTTP clients do not fetch. */
export const noSnippetText = ({ protocol }: Request): string =>
  isWebSocket(protocol) ? 'No snippet is written for WebSockets. Other tools can open one: websocat, for example, or k6 with its WebSocket module.' : 'No snippet is written for an address like this: no HTTP client fetches it.';

/** All that apply to this request; none for what no HTTP client can fetch. */
export const snippetsFor = (request: Request): readonly Snippet[] => TOOLS.flatMap((write) => write(request) ?? []);
