import { document } from './page.ts';

/** The inside of an iframe: fetches every `?fetch=` it is given, in turn, and tells its parent when it is through. */
export function frame(url: URL): string {
  const script = `for (const url of ${JSON.stringify(url.searchParams.getAll('fetch'))}) await get(url);
parent.postMessage('frame done', '*');`;
  return document({ title: 'A frame', page: url.searchParams.get('r') ?? 'frame', body: `<p>${url.host}</p>`, script });
}
