import type { Request } from '../../model/request.ts';

/** What made the request, as far as it decides about credentials. */
export type Kind = 'document' | 'font' | 'manifest' | 'element' | 'script-made' | 'beacon';

/** By `Sec-Fetch-Dest`, else by the browser's own word for it; `null` for everything that has rules of its own (reports, workers). */
export function kindOf({ asked, resourceType }: Request): Kind | null {
  // sendBeacon and <a ping> have the destination of a fetch().
  if (resourceType !== null && BEACON.has(resourceType)) return 'beacon';
  const word = asked?.dest ?? resourceType;
  return word === null ? null : (KINDS.get(word.toLowerCase()) ?? null);
}

/** `Sec-Fetch-Dest` of a document that is shown within another. */
export const isFrameDest = (dest: string | null): boolean => dest === 'iframe' || dest === 'frame' || dest === 'fencedframe';

const BEACON: ReadonlySet<string> = new Set(['ping', 'beacon']);

/** Destinations of Fetch; Chromium's `_resourceType`; webRequest's `type`; Resource Timing's `initiatorType` says too little ("link", "css"). */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['document', 'document'],
  ['iframe', 'document'],
  ['frame', 'document'],
  ['main_frame', 'document'],
  ['sub_frame', 'document'],
  ['font', 'font'],
  ['manifest', 'manifest'],
  ['web_manifest', 'manifest'],
  ['image', 'element'],
  ['imageset', 'element'],
  ['style', 'element'],
  ['stylesheet', 'element'],
  ['script', 'element'],
  ['audio', 'element'],
  ['video', 'element'],
  ['track', 'element'],
  ['media', 'element'],
  ['object', 'element'],
  ['embed', 'element'],
  // Asked like an element with `crossorigin` (HTML, "EventSource"): the own origin always with credentials, others in CORS.
  ['eventsource', 'element'],
  ['empty', 'script-made'],
  ['fetch', 'script-made'],
  ['xhr', 'script-made'],
  ['xmlhttprequest', 'script-made'],
]);
