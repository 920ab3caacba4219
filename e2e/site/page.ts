/** Small helpers that every page's script may use. Written for the browser, hence text. */
const helpers = `
/** the same address with a query that no other request of the run has */
let count = 0;
const fresh = (url) => { const it = new URL(url, location.href); it.searchParams.set('r', page + '.' + ++count); return it.href; };
/** fetches and reads it all; the status, or 0 where there is no answer */
const get = async (url, init) => { try { const answer = await fetch(url, init); await answer.arrayBuffer(); return answer.status; } catch { return 0; } };
/** puts a picture on the page; resolves when it is there or has failed */
const image = (url) => new Promise((resolve) => { const it = new Image(); it.onload = it.onerror = () => resolve(it); it.src = url; (document.querySelector('#pictures') ?? document.body).append(it); });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const together = (n, task) => Promise.all(Array.from({ length: n }, (_, index) => task(index)));
const inTurn = async (n, task) => { for (let index = 0; index < n; index++) await task(index); };
/** resolves at the target's next event of one of these names */
const next = (target, ...names) => new Promise((resolve) => names.forEach((name) => target.addEventListener(name, resolve, { once: true })));
const element = (name, attributes) => Object.assign(document.createElement(name), attributes);
const loaded = new Promise((resolve) => document.readyState === 'complete' ? resolve() : addEventListener('load', resolve));
/** says on the root element how the story stands: running, done, or failed */
const play = async (scene) => {
  const { dataset } = document.documentElement;
  dataset.story = 'running';
  try { await scene(); dataset.story = 'done'; } catch (error) { dataset.story = 'failed'; dataset.why = String(error); }
};
`;

const escape = (text: string): string => text.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));

/** What a document is made of. `script` runs as an async function once the document has loaded. */
export interface DocumentParts {
  title: string;
  /** unique to this load; the start of every `r` that the page gives out */
  page: string;
  /** what scripts call `at`: origins by name */
  at?: Readonly<Record<string, string>>;
  head?: string;
  body?: string;
  script?: string;
}

/** An HTML document that plays its script and shows the outcome as `data-story` on the root element. */
export function document({ title, page, at = {}, head = '', body, script = '' }: DocumentParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body ?? `<h1>${escape(title)}</h1>\n<div id="pictures"></div>`}
<script>
const page = ${JSON.stringify(page)};
const at = ${JSON.stringify(at)};
${helpers}
play(async () => {
await loaded;
${script}
});
</script>
</body>
</html>
`;
}
