import type { Channel } from '../src/protocol/channel.ts';

/**
 * The road between the devtools page and the panel of one tab. Both are pages
 * of this extension in the same DevTools window, so a BroadcastChannel reaches,
 * needs no worker awake, and clones instead of serialising.
 */
export function openCaptureChannel<Out>(tab: number): Channel<Out, unknown> {
  const channel = new BroadcastChannel(`reuse-lens:${tab}`);
  return {
    send: (message) => channel.postMessage(message),
    listen(listener) {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => listener(data);
    },
  };
}
