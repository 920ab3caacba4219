import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { SettingsStore, Theme } from '../../src/app/host.ts';
import type { Recording } from '../../src/app/recording.ts';
import { App } from '../../src/ui/App.tsx';
import { FIXTURES } from './fixtures.ts';
import { recordingOfHar } from './har.ts';
import { liveStore } from './live.ts';
import { fixtureStore } from './store.ts';

const query = new URLSearchParams(location.search);

const theme: Theme = {
  current: () => (query.get('theme') === 'dark' ? 'dark' : 'light'),
  subscribe: () => () => undefined,
};

/** As in the extension: they last over a reload. */
const settings: SettingsStore = {
  read: (key) => JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined,
  write: (key, value) => localStorage.setItem(key, JSON.stringify(value)),
};

/** `?har=<url>` wins over `?fixture=<name>`; `?viewer` is the page for files alone. */
async function chosen(): Promise<Recording> {
  const har = query.get('har');
  if (har !== null) return recordingOfHar(await (await fetch(har)).text());
  const make = FIXTURES[query.get('fixture') ?? 'shop'];
  if (make === undefined) throw new Error(`No such fixture; there are ${Object.keys(FIXTURES).join(', ')}.`);
  return make();
}

const element = document.getElementById('root');
if (element === null) throw new Error('No #root in the page.');
const root = createRoot(element);

function show(recording: Recording): void {
  const perSecond = Number(query.get('live') ?? 0);
  const store = perSecond > 0 ? liveStore(recording, perSecond) : fixtureStore(recording, query.get('viewer') === null);
  root.render(
    <StrictMode>
      <App key={Math.random()} store={store} theme={theme} settings={settings} />
    </StrictMode>,
  );
}

show(await chosen());
