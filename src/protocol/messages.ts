import * as v from 'valibot';

/**
 * Every message that crosses between the extension's contexts, one schema per
 * road. The payloads (`entries`, `batch`, `records`) stay unknown here:
 * `core/capture` reads them, whoever brought them.
 */
const list = v.pipe(v.array(v.unknown()), v.readonly());

/** Devtools page -> panel: what it knows of the page, whether the panel is in front, and, where the browser keeps its network log only for who listens, what that says. */
export const CaptureToPanel = v.variant('type', [
  /** `first` numbers the entries since DevTools was opened, so that a repeat is recognised. */
  v.object({ type: v.literal('har-finished'), first: v.number(), entries: list }),
  /** Each was sent as finished when it still ran; these are as they ended. */
  v.object({ type: v.literal('har-corrected'), entries: list }),
  v.object({ type: v.literal('navigated'), url: v.string(), at: v.number() }),
  v.object({ type: v.literal('opened-late'), late: v.boolean() }),
  /** Our panel came to the front of DevTools' tools, or another did. */
  v.object({ type: v.literal('shown'), shown: v.boolean() }),
  /** The devtools page has just started; a panel that was there before says hello again. */
  v.object({ type: v.literal('ready') }),
]);
export type CaptureToPanel = v.InferOutput<typeof CaptureToPanel>;

/** Panel -> devtools page. */
export const PanelToCapture = v.variant('type', [
  /** Send everything from this number on, and go on sending. */
  v.object({ type: v.literal('hello'), from: v.number() }),
  /** The entries below this number will not be asked for again. */
  v.object({ type: v.literal('forget'), before: v.number() }),
]);
export type PanelToCapture = v.InferOutput<typeof PanelToCapture>;

/** Background -> panel: what content scripts and webRequest say of this tab. */
export const BackgroundToPanel = v.variant('type', [
  v.object({ type: v.literal('timing'), batch: v.unknown() }),
  v.object({ type: v.literal('web-requests'), records: list }),
  /** What the user allows us to read: all sites, and the browser's request events. */
  v.object({ type: v.literal('access'), sites: v.boolean(), requestEvents: v.boolean() }),
]);
export type BackgroundToPanel = v.InferOutput<typeof BackgroundToPanel>;

/** Panel -> background. */
export const PanelToBackground = v.variant('type', [
  /**
   * Gather for this tab, or stop. Starting also asks all documents for everything they know. `logSince`: from then on,
   * epoch ms, the browser's own log tells of a page's requests, and documents that begin later need only tell of themselves.
   */
  v.object({ type: v.literal('watch'), on: v.boolean(), logSince: v.optional(v.number()) }),
  /** Keeps the worker awake: Chromium ends it 30 s after its last event, open port or not. */
  v.object({ type: v.literal('ping') }),
  v.object({ type: v.literal('open-options') }),
]);
export type PanelToBackground = v.InferOutput<typeof PanelToBackground>;

/** Content script -> background. `hello` is answered with a `BackgroundToContent`. */
export const ContentToBackground = v.variant('type', [
  v.object({ type: v.literal('hello') }),
  v.object({ type: v.literal('timing'), batch: v.unknown() }),
]);
export type ContentToBackground = v.InferOutput<typeof ContentToBackground>;

/** Background -> content script; the content script is too small for a schema library and checks by hand. */
export interface BackgroundToContent {
  readonly type: 'watch';
  readonly on: boolean;
  /** No panel is left that has what was told: one that opens later begins anew. Else it has only paused. */
  readonly forget: boolean;
  /** See `PanelToBackground`. */
  readonly logSince?: number | undefined;
}
