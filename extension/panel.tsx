/** The panel: the app over the extension's host, and a small API for scripts. */
import { createRoot } from 'react-dom/client';
import { createRecordingStore } from '../src/app/recording-store.ts';
import { writeCapture } from '../src/core/export/capture.ts';
import { writeHar } from '../src/core/export/har.ts';
import { KEEPING } from '../src/core/export/privacy.ts';
import { writeSummary } from '../src/core/export/summary.ts';
import { App } from '../src/ui/App.tsx';
import { politeSchedule } from '../src/ui/base/polite-schedule.ts';
import { createExtensionHost } from './extension-host.ts';

const host = createExtensionHost();
const store = createRecordingStore(host, politeSchedule());

/** For scripts that drive the panel; all return the objects that the exports write. */
globalThis.reuseLens = {
  summary: () => writeSummary(store.snapshot().analysis),
  har: () => writeHar(store.snapshot().analysis),
  capture: () => writeCapture(store.snapshot().analysis, KEEPING),
};

declare global {
  var reuseLens: { readonly summary: () => ReturnType<typeof writeSummary>; readonly har: () => ReturnType<typeof writeHar>; readonly capture: () => ReturnType<typeof writeCapture> };
}

createRoot(document.getElementById('root')!).render(<App store={store} theme={host.theme} settings={host.settings} />);
