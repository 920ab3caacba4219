/** Grants and withdraws what the user may withhold: a panel may not ask for it in Firefox, this page may. */
import { LOG_IS_WHOLE } from './target.ts';
import { browser } from './webext.ts';

const ALL_SITES = { origins: ['<all_urls>'] };
const REQUEST_EVENTS = { permissions: ['webRequest' as const] };

const element = (id: string): HTMLElement => document.getElementById(id)!;

/** @returns shows it anew */
function accessToSites(): () => Promise<void> {
  const [state, grant, revoke] = [element('state'), element('grant'), element('revoke')];
  const show = async (): Promise<void> => {
    const granted = await browser.permissions.contains(ALL_SITES);
    state.textContent = granted ? 'Reuse Lens has access to all sites.' : 'Reuse Lens has no access to all sites.';
    grant.hidden = granted;
    revoke.hidden = !granted;
  };
  grant.addEventListener('click', () => void browser.permissions.request(ALL_SITES).then(show));
  // Chrome keeps what the manifest requires; it is withdrawn on the browser's own page for extensions.
  revoke.addEventListener('click', () =>
    void browser.permissions.remove(ALL_SITES).then(show, () => {
      state.textContent = "This browser withdraws it on its own page for extensions: Details → Site access.";
    }),
  );
  return show;
}

/** Optional in Chromium only (see target.ts). What is granted to an add-on that runs tells it nothing until the browser is started again (measured). */
function requestEvents(): () => Promise<void> {
  const [state, allow, withdraw] = [element('events-state'), element('allow-events'), element('withdraw-events')];
  element('request-events').hidden = false;
  const show = async (): Promise<void> => {
    const granted = await browser.permissions.contains(REQUEST_EVENTS);
    state.textContent = granted ? 'Reuse Lens may read request events. It does once the browser has been started again after you allowed it.' : 'Reuse Lens does not read request events.';
    allow.hidden = granted;
    withdraw.hidden = !granted;
  };
  allow.addEventListener('click', () => void browser.permissions.request(REQUEST_EVENTS).then(show));
  withdraw.addEventListener('click', () => void browser.permissions.remove(REQUEST_EVENTS).then(show));
  return show;
}

const shown = [accessToSites(), ...(LOG_IS_WHOLE ? [requestEvents()] : [])];
const showAll = (): void => shown.forEach((show) => void show());
browser.permissions.onAdded.addListener(showAll);
browser.permissions.onRemoved.addListener(showAll);
showAll();
