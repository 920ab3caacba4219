/** What the servers serve beside pages, as text. */

/** A small picture; `seed` varies its colour. */
export function picture(seed: number): string {
  const hue = (seed * 47) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 48 48">
<rect width="48" height="48" rx="6" fill="hsl(${hue} 45% 88%)"/><rect x="14" y="9" width="20" height="6" rx="3" fill="hsl(${hue} 50% 38%)"/>
<path d="M15 17h18l4 18a4 4 0 0 1-4 5H15a4 4 0 0 1-4-5z" fill="hsl(${hue} 50% 55%)"/></svg>`;
}

export const styleSheet = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
img { width: 48px; height: 48px; }
iframe { border: 1px solid #8886; width: 20rem; height: 6rem; }`;

/** A script that asks for a style sheet, which the markup therefore does not name. */
export const styler = (sheet: string): string => `document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: ${JSON.stringify(sheet)} }));`;

/**
 * Takes its pages over at once. `/sw/made` it answers by itself, `/sw/passed` it fetches for the page,
 * anything else it leaves to the browser.
 */
export const serviceWorker = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (pathname === '/sw/made') event.respondWith(new Response('made by the worker'));
  if (pathname === '/sw/passed') event.respondWith(fetch(event.request));
});`;

/** Fetches each address it is sent, in turn, and says when it is through. */
export const dedicatedWorker = `onmessage = async ({ data }) => {
  for (const url of data) await (await fetch(url)).arrayBuffer();
  postMessage('done');
};`;
