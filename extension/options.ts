/** Grants and withdraws what the user may withhold: a panel may not ask for it in Firefox, this page may. */
import { messageOf } from '../src/core/base/error.ts';
import { LOG_IS_WHOLE } from './target.ts';
import { browser } from './webext.ts';

interface Offer {
  /** Of its section. */
  readonly id: string;
  readonly permission: Parameters<typeof browser.permissions.request>[0];
  readonly granted: string;
  readonly withheld: string;
}

const SITES: Offer = { id: 'sites', permission: { origins: ['<all_urls>'] }, granted: 'Reuse Lens has access to all sites.', withheld: 'Reuse Lens has no access to all sites.' };

/** Optional in Chromium only (see target.ts). What is granted to an add-on that runs tells it nothing until the browser is started again (measured). */
const REQUEST_EVENTS: Offer = {
  id: 'events',
  permission: { permissions: ['webRequest'] },
  granted: 'Reuse Lens may read request events. It does once the browser has been started again after you allowed it.',
  withheld: 'Reuse Lens does not read request events.',
};

/** @returns shows it anew */
function offer({ id, permission, granted, withheld }: Offer): () => Promise<void> {
  const [section, state, allow, withdraw] = ['', '-state', '-allow', '-withdraw'].map((part) => document.getElementById(`${id}${part}`)!) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  section.hidden = false;
  const show = async (): Promise<void> => {
    const isGranted = await browser.permissions.contains(permission);
    state.textContent = isGranted ? granted : withheld;
    allow.hidden = isGranted;
    withdraw.hidden = !isGranted;
  };
  allow.addEventListener('click', () =>
    void browser.permissions.request(permission).then(show, (error: unknown) => {
      state.textContent = `The browser did not ask: ${messageOf(error)}`;
    }),
  );
  // Chrome keeps what the manifest requires, access to sites; it is withdrawn on the browser's own page for extensions.
  withdraw.addEventListener('click', () =>
    void browser.permissions.remove(permission).then(show, () => {
      state.textContent = 'This browser withdraws it on its own page for extensions: Details → Site access.';
    }),
  );
  return show;
}

const shown = [SITES, ...(LOG_IS_WHOLE ? [REQUEST_EVENTS] : [])].map(offer);
const showAll = (): void => shown.forEach((show) => void show());
browser.permissions.onAdded.addListener(showAll);
browser.permissions.onRemoved.addListener(showAll);
showAll();
