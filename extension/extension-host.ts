import type { Host, HostEvent } from '../src/app/host.ts';
import { fieldsOf } from '../src/core/base/unknown.ts';
import { accept } from '../src/protocol/guard.ts';
import { BackgroundToPanel, CaptureToPanel, type PanelToBackground, type PanelToCapture } from '../src/protocol/messages.ts';
import { openCaptureChannel } from './capture-channel.ts';
import { devtoolsTheme } from './devtools-theme.ts';
import { createNetworkLog } from './network-log.ts';
import { openPort } from './port-channel.ts';
import { saveFile } from './save-file.ts';
import { localSettings } from './settings.ts';
import { BROWSER, LOG_IS_WHOLE, logHasWebSockets } from './target.ts';
import { browser } from './webext.ts';

/** Chromium ends an idle worker after 30 s; a message every 20 s kept it alive (measured). */
const PING_MS = 20_000;

/** It has not ended, or, a WebSocket after its handshake, goes on although its request has. */
function runsOn(record: unknown): boolean {
  const fields = fieldsOf(record);
  return fields !== undefined && (fields['end'] === undefined || fields['type'] === 'websocket');
}

/** The world of a real DevTools panel: HAR from DevTools' own log, or from the devtools page that has kept it, everything else from the background. */
export function createExtensionHost(): Host {
  const tab = browser.devtools.inspectedWindow.tabId;
  let deliver: (events: readonly HostEvent[]) => void = () => undefined;
  let recording = true;
  let shown = true;
  /** The log is followed from here on. */
  const logSince = Date.now();
  /** Number of the next HAR entry that we have not seen. */
  let next = 0;

  const log = LOG_IS_WHOLE
    ? createNetworkLog({
        finished(first, entries) {
          deliver([{ type: 'har-finished', entries }]);
          log?.forget(first + entries.length);
        },
        corrected: (entries) => deliver([{ type: 'har-corrected', entries }]),
        open: (entries) => deliver([{ type: 'har-open', entries }]),
      })
    : null;

  /** What runs is looked for as long as somebody may see it; what finishes is told in any case. */
  const attend = (): void => {
    if (recording && shown) log?.look();
    else log?.rest();
  };

  const capture = openCaptureChannel<PanelToCapture>(tab);
  const hello = (): void => capture.send({ type: 'hello', from: next });
  capture.listen((received) => {
    const message = accept(CaptureToPanel, received);
    if (message?.type === 'ready') hello();
    else if (message?.type === 'shown') {
      shown = message.shown;
      attend();
    } else if (message?.type === 'opened-late') deliver([{ type: 'condition', condition: { kind: 'opened-late', late: message.late } }]);
    else if (message?.type === 'har-finished') {
      const fresh = message.entries.slice(Math.max(next - message.first, 0));
      next = Math.max(next, message.first + message.entries.length);
      if (fresh.length > 0) deliver([{ type: 'har-finished', entries: fresh }]);
      // The panel has them now; the devtools page need not keep them.
      capture.send({ type: 'forget', before: next });
    } else if (message) {
      deliver([message]);
      log?.lookAgain();
    }
  });

  const background = openPort<PanelToBackground>(`panel:${tab}`, {
    connected: () => watch(),
    orphaned: () => {
      clearInterval(ping);
      deliver([{ type: 'condition', condition: { kind: 'orphaned' } }]);
    },
  });
  background.listen((received) => {
    const message = accept(BackgroundToPanel, received);
    if (message?.type === 'timing') deliver([{ type: 'timing', batch: message.batch, browser: BROWSER }]);
    else if (message?.type === 'web-requests') {
      deliver([{ type: 'web-requests', records: message.records }]);
      if (message.records.some(runsOn)) attend();
    } else if (message) {
      const { sites, requestEvents } = message;
      deliver([
        { type: 'condition', condition: { kind: 'host-access', granted: sites } },
        { type: 'condition', condition: { kind: 'websockets', told: logHasWebSockets() || (sites && requestEvents) } },
      ]);
    }
  });
  const watch = (): void => background.send({ type: 'watch', on: recording, ...(LOG_IS_WHOLE ? { logSince } : {}) });
  const ping = setInterval(() => recording && background.send({ type: 'ping' }), PING_MS);

  return {
    isLive: true,
    listen(listener) {
      deliver = listener;
      log?.follow();
      hello();
      return () => {
        deliver = () => undefined;
      };
    },
    setRecording(on) {
      recording = on;
      watch();
      attend();
    },
    reloadPage: () => browser.devtools.inspectedWindow.reload(),
    openOptions: () => background.send({ type: 'open-options' }),
    save: saveFile,
    theme: devtoolsTheme,
    settings: localSettings,
  };
}
