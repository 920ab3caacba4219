/** The viewer: the app in a tab of its own, without DevTools, for files. */
import { createRoot } from 'react-dom/client';
import { createRecordingStore } from '../src/app/recording-store.ts';
import { App } from '../src/ui/App.tsx';
import { politeSchedule } from '../src/ui/base/polite-schedule.ts';
import { viewerHost } from './viewer-host.ts';

const store = createRecordingStore(viewerHost, politeSchedule());

createRoot(document.getElementById('root')!).render(<App store={store} theme={viewerHost.theme} settings={viewerHost.settings} />);
