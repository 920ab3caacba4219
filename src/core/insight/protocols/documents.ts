import { siteOf, withoutFragment } from '../../base/url.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { isFrameDest } from '../pool/kind.ts';

/** The words of Chromium, webRequest and Resource Timing for a document. Frames have them too, but come later. */
const DOCUMENT_TYPES: ReadonlySet<string> = new Set(['document', 'main_frame', 'navigation']);

export const isDocument = ({ resourceType }: Pick<Request, 'resourceType'>): boolean => resourceType !== null && DOCUMENT_TYPES.has(resourceType);

/** What the page itself came in, by page id: an error page and a 304 make one, too. A page whose document is not in the recording is not in the map. */
export function documentsOf({ pages, requests }: Pick<Analysis, 'pages' | 'requests'>): ReadonlyMap<string, Request> {
  const addresses = new Map(pages.map(({ id, url }) => [id, withoutFragment(url)]));
  const byAddress = new Map<string, Request>();
  const byType = new Map<string, Request>();
  for (const request of requests) {
    const { page, url } = request;
    if (page === null || !addresses.has(page) || !isShown(request)) continue;
    if (url === addresses.get(page) && !byAddress.has(page)) byAddress.set(page, request);
    // A HAR's title may be any text.
    if (isDocument(request) && !byType.has(page)) byType.set(page, request);
  }
  return new Map([...byType, ...byAddress]);
}

/** It was answered, not sent on, and for no frame. */
function isShown({ status, asked }: Request): boolean {
  if (status === null || status < 200 || (status >= 300 && status < 400 && status !== 304)) return false;
  return !isFrameDest(asked?.dest ?? null);
}

/** Whose it is: the site, by http or https alike. */
export const domainOf = (url: string): string => siteOf(url).replace(/^\w+:\/\//, '');

/** Of the page that asked; `null` where its document is not known. */
export const domainAsking = ({ page }: Request, documents: ReadonlyMap<string, Request>): string | null => {
  const document = page === null ? undefined : documents.get(page);
  return document === undefined ? null : domainOf(document.url);
};
