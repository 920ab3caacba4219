import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { SettingsStore, Theme } from '../../src/app/host.ts';
import { App } from '../../src/ui/App.tsx';
import { FIXTURES } from './fixtures.ts';
import { fixtureStore } from './store.ts';

const query = new URLSearchParams(location.search);

const theme: Theme = {
  current: () => (query.get('theme') === 'dark' ? 'dark' : 'light'),
  subscribe: () => () => undefined,
};

const memory = new Map<string, unknown>();
const settings: SettingsStore = {
  read: (key) => memory.get(key),
  write: (key, value) => void memory.set(key, value),
};

const make = FIXTURES[query.get('fixture') ?? 'shop'] ?? FIXTURES['shop'];
const root = document.getElementById('root');
if (make !== undefined && root !== null) {
  const store = fixtureStore(make());
  createRoot(root).render(
    <StrictMode>
      <App store={store} theme={theme} settings={settings} />
    </StrictMode>,
  );
}
