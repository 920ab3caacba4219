import type { Request } from '../../model/request.ts';
import { curlSnippet } from './curl.ts';
import { goSnippet } from './go.ts';
import { k6Snippet } from './k6.ts';
import { opensslSnippet } from './openssl.ts';
import type { Snippet } from './snippet.ts';

/** One line per tool. */
const TOOLS: readonly ((request: Request) => Snippet | null)[] = [curlSnippet, opensslSnippet, k6Snippet, goSnippet];

/** All that apply to this request; none for what no HTTP client can fetch. */
export const snippetsFor = (request: Request): readonly Snippet[] => TOOLS.flatMap((write) => write(request) ?? []);
