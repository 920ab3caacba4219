/** Grants and withdraws access to sites: a panel may not ask for it in Firefox, this page may. */
import { browser } from './webext.ts';

const ALL_SITES = { origins: ['<all_urls>'] };
const [state, grant, revoke] = ['state', 'grant', 'revoke'].map((id) => document.getElementById(id)!) as [HTMLElement, HTMLElement, HTMLElement];

async function show(): Promise<void> {
  const granted = await browser.permissions.contains(ALL_SITES);
  state.textContent = granted ? 'Reuse Lens has access to all sites.' : 'Reuse Lens has no access to all sites.';
  grant.hidden = granted;
  revoke.hidden = !granted;
}

grant.addEventListener('click', () => void browser.permissions.request(ALL_SITES).then(show));
// Chrome keeps what the manifest requires; it is withdrawn on the browser's own page for extensions.
revoke.addEventListener('click', () =>
  void browser.permissions.remove(ALL_SITES).then(show, () => {
    state.textContent = "This browser withdraws it on its own page for extensions: Details → Site access.";
  }),
);
browser.permissions.onAdded.addListener(() => void show());
browser.permissions.onRemoved.addListener(() => void show());
void show();
