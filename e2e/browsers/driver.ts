/**
 * What a test may ask of a browser, whichever it is. Expressions are JavaScript expressions in a string; a promise is
 * awaited, and the answer must survive JSON.
 */
export type BrowserName = 'chromium' | 'firefox';

export interface LaunchOptions {
  /** The built add-on, unpacked: dist/chrome or dist/firefox. */
  readonly extensionDir: string;
  readonly headless: boolean;
  /** Test names that resolve to 127.0.0.1. Any other name resolves to nothing, unless `userPage`. */
  readonly hosts: readonly string[];
  /** `caPem`: path of the CA's certificate. `spki`: base64 SHA-256 of the leaf's public key. Trusted in this profile only. */
  readonly trust?: { readonly caPem: string; readonly spki: string };
  /** `host:port` spoken over HTTP/3 from the first request on. */
  readonly forceQuic?: readonly string[];
  /** `host:port` that may move to HTTP/3 by Alt-Svc although its CA is private. */
  readonly quicAltSvc?: readonly string[];
  /** Seconds after which Firefox gives up a QUIC connection that is silent; it waits for 30 unless told. */
  readonly quicIdleS?: number;
  readonly preserveLog?: boolean;
  readonly colorScheme?: ColorScheme;
  readonly windowSize?: Size;
  /** Chromium only: where it writes the log of its network stack; whole once the browser is closed. */
  readonly netLog?: string;
  /** A page of the user's own is loaded: names outside `hosts` resolve as usual. */
  readonly userPage?: boolean;
}

export type ColorScheme = 'light' | 'dark';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Scriptable {
  evaluate<T>(expression: string): Promise<T>;
  /** Polls until the expression is truthy. A throwing expression counts as "not yet". */
  waitFor(expression: string, timeoutMs?: number): Promise<void>;
}

export interface Browser {
  readonly name: BrowserName;
  readonly version: string;
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at its end. */
  readonly extensionOrigin: string;
  /** Files that the browser saves arrive here, under the name that the page suggested. */
  readonly downloads: string;
  /** The first call takes the tab that the browser started with. */
  openTab(url?: string): Promise<Tab>;
  /** Triggers the add-on's button in the toolbar as a click does; the tab that it opens. */
  clickAction(): Promise<Tab>;
  readonly background: Background;
  close(): Promise<void>;
  /** Settles when the browser is gone, whoever closed it. */
  readonly closed: Promise<void>;
}

/** The MV3 service worker or event page. */
export interface Background {
  running(): Promise<boolean>;
  /** Puts it to sleep as the browser would, and waits until it is. */
  stop(): Promise<void>;
  /** Only while it runs. */
  evaluate<T>(expression: string): Promise<T>;
}

export interface Tab extends Scriptable {
  /** Waits for the load event. A page that cannot be reached throws. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** A real click, with a user gesture: on an options page, say. */
  click(selector: string): Promise<void>;
  /** Hands real files to a file input, as its dialog would. */
  chooseFiles(selector: string, paths: readonly string[]): Promise<void>;
  bringToFront(): Promise<void>;
  /** Opens on the browser's own first tool: the panel exists but was never shown. */
  openDevTools(): Promise<DevTools>;
}

export interface DevTools {
  /** Selects the panel by its label and waits for its document. */
  openPanel(): Promise<Panel>;
  close(): Promise<void>;
}

/** All input is real: the page sees trusted events. */
export interface Panel extends Scriptable {
  click(selector: string): Promise<void>;
  /** A key by its `KeyboardEvent.key`, with modifiers: `ArrowDown`, `Shift+Tab`, `a`. */
  press(key: string): Promise<void>;
  /** The panel alone. */
  screenshot(): Promise<Buffer>;
}

export const PANEL_LABEL = 'Connections';
export const DEFAULT_WINDOW: Size = { width: 1400, height: 900 };
/** DevTools sits under the page, and a panel needs the room more than the page does. */
export const DEVTOOLS_SHARE = 0.6;
