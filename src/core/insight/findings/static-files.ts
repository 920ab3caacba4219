import { usesNetwork } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';

/** What a page asks for in numbers. Fetches and pixels of trackers come one by one. */
const TYPES: ReadonlySet<string> = new Set(['script', 'stylesheet', 'image', 'imageset', 'font', 'media', 'img', 'css', 'link']);

/** A file of a page that came over the network. */
export const isStaticFile = (request: Request): boolean => request.status !== 0 && usesNetwork(request) && TYPES.has(request.resourceType ?? '');
