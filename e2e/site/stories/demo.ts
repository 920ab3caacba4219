import type { PageContext, PageParts, Story } from '../story.ts';
import { demoStyle } from './demo-style.ts';

const goods = [
  ['Brass kettle', '48'], ['Linen apron', '32'], ['Oak board', '27'], ['Copper pan', '95'], ['Tea towels', '14'],
  ['Stone mortar', '39'], ['Salt pig', '22'], ['Bread knife', '54'], ['Glass jar', '9'], ['Ladle', '18'],
  ['Honey dipper', '7'], ['Egg basket', '26'], ['Butter dish', '31'], ['Spice tin', '12'],
] as const;

/** A small shop, put together the way shops often are. */
function shop({ origins, h3, load }: PageContext): PageParts {
  const cards = goods.map(
    ([name, price], index) => `<article>
<img alt="" src="${origins.tls}/img?delay=60&amp;seed=${index}&amp;r=${load}.good${index}">
<h3>${name}</h3><p>€ ${price}</p></article>`,
  );
  return {
    // The fonts below are asked for without credentials, and this socket has them: it is of no use.
    head: `<link rel="preconnect" href="${origins.fonts}">\n<style>${demoStyle}</style>`,
    body: `<header><strong>Reuse Lens demo</strong><nav><a href="#">Kitchen</a><a href="#">Table</a><a href="#">Garden</a></nav>
<span id="cart">Cart · 0</span></header>
<section class="hero"><div><h1>Things that last</h1><p>A little shop whose page uses its connections in every way there is.
Open DevTools, choose <em>Connections</em>, and reload.</p></div><div id="banner"></div></section>
<main>${cards.join('\n')}</main>
<footer>Stock: <output id="stock">…</output> · Live: <output id="live">…</output></footer>`,
    script: `const h3 = ${JSON.stringify(h3)};
const show = (id, text) => { document.getElementById(id).textContent = text; };
const banner = async (i) => { const it = await image(fresh(at.h2img + '/img?seed=' + (20 + i))); document.querySelector('#banner').append(it); };
const fonts = inTurn(2, () => get(fresh(at.fonts + '/data?bytes=24000'), { credentials: 'omit' }));
const stock = inTurn(4, async (i) => { await get(fresh(at.api + '/data?delay=30')); show('stock', i + 1 + ' of 4'); });
await Promise.all([
  fonts, stock, together(3, banner),
  get(fresh(at.h2 + '/redir?to=' + encodeURIComponent(fresh(at.h2 + '/data?was=moved')))),
  h3 ? inTurn(3, () => get(fresh(at.h3 + '/data'))) : undefined,
  get(fresh(at.refusedtls + '/data?by=tracker')),
]);
const kept = fresh(at.h2 + '/cached?maxage=600');
await inTurn(2, () => get(kept));
globalThis.events = new EventSource(fresh(at.h2 + '/sse?n=3&every=100&hold='));
globalThis.chat = new WebSocket(fresh(at.tls.replace('http', 'ws') + '/ws?hold='));
await Promise.all([next(events, 'message'), next(chat, 'message')]);
show('live', 'connected');`,
  };
}

export const demo: Story = {
  id: 'demo',
  title: 'Reuse Lens demo',
  needs: 'websockets',
  at: 'h2',
  findings: { chromium: ['h1-origin-on-h2-page', 'server-closes'], firefox: ['h1-origin-on-h2-page'], may: ['server-closes'] },
  pages: { '': shop },
  browser: { forceQuic: ['h3'] },
  expect: {
    coalesced: [['h2', 'h2img']],
    noConnection: [
      { path: '/cached?', count: 1, why: 'disk-cache' },
      { path: '/data?by=tracker', count: 1, why: 'refused' },
    ],
    noId: [{ path: '/ws?hold', why: 'websocket' }],
    unknown: [{ path: '/redir?' }, { path: '/data?was=moved' }, { path: '/sse?' }],
    why: [
      { path: '/img?delay=60', is: 'parallel', or: ['first-contact', 'speculative'] },
      { path: '/data?bytes=24000', is: 'first-contact' },
      { path: '/data?delay=30', is: 'server-close', or: ['first-contact', 'speculative'] },
      // Firefox may begin over TCP when its QUIC is slow to start.
      { path: '/data?r=', at: 'h3', is: 'first-contact', or: ['protocol-upgrade'] },
      { path: '/ws?', is: 'websocket' },
    ],
    stillOpen: [{ path: '/sse?' }, { path: '/ws?hold' }],
  },
};
