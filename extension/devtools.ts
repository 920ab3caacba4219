/**
 * Runs as long as DevTools is open, whichever panel is shown. Where the
 * browser keeps its network log only for who listens, it keeps what that says,
 * so that nothing is lost while our panel was never looked at, and hands it to
 * the panel on request.
 */
import { fieldsOf, numberOf } from '../src/core/base/unknown.ts';
import { accept } from '../src/protocol/guard.ts';
import { PanelToCapture, type CaptureToPanel } from '../src/protocol/messages.ts';
import { openCaptureChannel } from './capture-channel.ts';
import { createNetworkLog } from './network-log.ts';
import { LOG_IS_WHOLE } from './target.ts';
import { browser, evaluateInPage } from './webext.ts';

const tab = browser.devtools.inspectedWindow.tabId;
const channel = openCaptureChannel<CaptureToPanel>(tab);
let listening = false;
let late = false;
let hasNavigated = false;

/** Chromium's log has what was before, and our listening costs the page: there the panel follows it itself, once it is shown. */
const log = LOG_IS_WHOLE ? null : createNetworkLog({
  finished: (first, entries) => listening && channel.send({ type: 'har-finished', first, entries }),
  corrected: (entries) => listening && channel.send({ type: 'har-corrected', entries }),
  isHeard: () => listening,
});
log?.follow();
browser.devtools.network.onNavigated.addListener((url) => {
  late = false;
  hasNavigated = true;
  channel.send({ type: 'navigated', url, at: Date.now() });
  channel.send({ type: 'opened-late', late });
});

channel.listen((received) => {
  const message = accept(PanelToCapture, received);
  if (message?.type === 'forget') log?.forget(message.before);
  else if (message?.type === 'hello') {
    listening = true;
    channel.send({ type: 'opened-late', late });
    log?.repeat(message.from);
  }
});

// Paths are relative to this page in Firefox and to the root in Chrome; a leading slash means the root in both.
void browser.devtools.panels.create('Connections', '/icon-32.png', '/extension/panel.html').then((panel) => {
  panel.onShown.addListener(() => channel.send({ type: 'shown', shown: true }));
  panel.onHidden.addListener(() => channel.send({ type: 'shown', shown: false }));
});
channel.send({ type: 'ready' });
// An answer can take long, or fail, while the page is on its way to another.
openedLate().then(
  (answer) => {
    late = answer && !hasNavigated;
    channel.send({ type: 'opened-late', late });
  },
  () => undefined,
);

/** Whether the page was there before DevTools: then its log lacks what came earlier. */
async function openedLate(): Promise<boolean> {
  const page = fieldsOf(await evaluateInPage('({ protocol: location.protocol, begun: performance.timeOrigin })'));
  const begun = numberOf(page?.['begun']);
  return /^https?:$/.test(String(page?.['protocol'])) && begun !== undefined && begun < performance.timeOrigin;
}
