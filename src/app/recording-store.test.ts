import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXPORTERS } from '../core/export/exporters.ts';
import { chromiumEntry, firefoxEntry, socketEntry, ZERO, type Told } from '../core/test/har.ts';
import { hiddenTiming, navigationTiming, newTiming, timingBatch, webRecord } from '../core/test/timing.ts';
import { createRecordingStore, type Schedule } from './recording-store.ts';
import type { RecordingStore } from './recording.ts';
import { access, fakeHost, finished, running, timing, web, type FakeHost } from './test/fake-host.ts';

const AT_ONCE: Schedule = (work) => work();
const SHOP = 'http://shop.test:8080/';

function started(settings?: Readonly<Record<string, unknown>>): { readonly host: FakeHost; readonly store: RecordingStore; readonly paths: () => readonly string[] } {
  const host = fakeHost(settings);
  const store = createRecordingStore(host, AT_ONCE);
  return { host, store, paths: () => store.snapshot().analysis.requests.map(({ url }) => new URL(url).pathname) };
}
const page = (path: string, at: number, told: Told = {}): unknown => chromiumEntry({ url: `${SHOP}${path}`, at, ...told, entry: { _resourceType: 'document' } });
const file = (path: string, at: number): unknown => chromiumEntry({ url: `${SHOP}${path}`, at });
const documentAt = (at: number, document: string) => timing(timingBatch([navigationTiming()], { document, at }));
const navigated = (path: string, at: number) => ({ type: 'navigated', url: `${SHOP}${path}`, at: ZERO + at }) as const;
const kinds = (store: RecordingStore): readonly string[] => store.snapshot().notices.map(({ kind }) => kind);

describe('a new document, by its own clock', () => {
  it('empties the recording of what came before it', () => {
    const { host, paths } = started();
    host.say(access(true), documentAt(0, 'd1'), finished(page('', 0), file('a.js', 50)));
    host.say(documentAt(1000, 'd2'), finished(page('', 1000), file('b.js', 1050)));
    expect(paths()).toEqual(['/', '/b.js']);
  });

  it('even when its requests were heard before it', () => {
    const { host, paths } = started();
    host.say(access(true), documentAt(0, 'd1'), finished(page('', 0)));
    host.say(finished(page('', 1000)));
    host.say(documentAt(1000, 'd2'));
    expect(paths()).toEqual(['/']);
  });

  it('with the log preserved is added', () => {
    const { host, paths } = started({ 'preserve-log': true });
    host.say(access(true), documentAt(0, 'd1'), finished(page('', 0), file('a.js', 50)));
    host.say(documentAt(1000, 'd2'), finished(page('', 1000)));
    expect(paths()).toEqual(['/', '/a.js', '/']);
  });

  it('with the log preserved keeps what the page before never read to its end, although the browser\'s log begins anew', () => {
    const { host, store, paths } = started({ 'preserve-log': true });
    const unread = (path: string, told: Told = {}): unknown => chromiumEntry({ url: `${SHOP}${path}`, at: 50, status: 204, ...told });
    const [ping, unanswered, socket] = [unread('ping'), unread('slow', { status: 0 }), socketEntry({ url: 'ws://shop.test:8080/ws', at: 50 })];
    host.say(access(true), documentAt(0, 'd1'), finished(page('', 0)), running(ping, unanswered, socket));
    host.say(documentAt(1000, 'd2'), running());
    expect(paths()).toEqual(['/', '/ping', '/']);
    // It may still be told to have ended, and once only.
    host.say(finished(ping), running());
    expect(paths()).toEqual(['/', '/ping', '/']);
    store.clear();
    expect(paths()).toEqual([]);
  });

  it('without that forgets it', () => {
    const { host, paths } = started();
    host.say(access(true), documentAt(0, 'd1'), finished(page('', 0)), running(chromiumEntry({ url: `${SHOP}ping`, at: 50, status: 204 })));
    host.say(running(), documentAt(1000, 'd2'), finished(page('', 1000)));
    expect(paths()).toEqual(['/']);
  });

  it('that is there already is not emptied of what was preserved when the log no longer is', () => {
    const { host, store, paths } = started({ 'preserve-log': true });
    host.say(access(true), documentAt(0, 'd1'), finished(page('', 0)), documentAt(1000, 'd2'), finished(page('', 1000)));
    store.setPreserveLog(false);
    host.say(finished(file('b.js', 1050)));
    expect(paths()).toEqual(['/', '/', '/b.js']);
  });

  it('that Firefox\'s log dates late keeps what its own clock began earlier', () => {
    const { host, store } = started();
    const slow = navigationTiming({ responseStart: 260, responseEnd: 270 });
    host.say(access(true), navigated('', 280), finished(firefoxEntry({ url: SHOP, at: 250 })));
    host.say(timing(timingBatch([slow])));
    expect(store.snapshot().analysis.requests.map(({ origination }) => origination.opening)).toEqual(['new']);
  });

  it('is not forgotten for having begun long before its request, whichever is heard first', () => {
    const [request, told] = [[finished(page('', 1000), file('a.js', 1050)), navigated('', 1020)], [documentAt(975, 'd2')]];
    for (const events of [[...request, ...told], [...told, ...request]]) {
      const { host, store, paths } = started();
      host.say(access(true), documentAt(0, 'd1'), finished(page('', 0), file('old.js', 50)));
      for (const event of events) host.say(event);
      const { pages, requests } = store.snapshot().analysis;
      expect(pages.map(({ start }) => start)).toEqual([ZERO + 975]);
      expect(paths()).toEqual(['/', '/a.js']);
      expect(requests.every(({ page: of }) => of === pages[0]!.id)).toBe(true);
    }
  });

  it('told of again by an older one, late, empties nothing', () => {
    const { host, paths } = started();
    host.say(access(true), documentAt(1000, 'd2'), finished(page('', 1000), file('b.js', 1050)));
    host.say(documentAt(0, 'd1'));
    expect(paths()).toEqual(expect.arrayContaining(['/', '/b.js']));
  });
});

describe('a new document, without access to the site', () => {
  it('is found in the network log, whichever comes first', () => {
    for (const late of [true, false]) {
      const { host, paths } = started();
      host.say(access(false), finished(page('', 0), file('a.js', 50)));
      const events = [navigated('next', 1020), finished(page('next', 1000))];
      for (const event of late ? events : events.toReversed()) host.say(event);
      expect(paths()).toEqual(['/next']);
    }
  });

  it('begins with the first of its redirects', () => {
    const { host, paths } = started();
    host.say(access(false), finished(page('', 0)));
    host.say(finished(page('old', 1000, { status: 302, redirectTo: `${SHOP}new` }), page('new', 1040)), navigated('new', 1060));
    expect(paths()).toEqual(['/old', '/new']);
  });

  it('is told from the one before when the page is reloaded', () => {
    const { host, paths } = started();
    host.say(access(false), finished(page('', 0), file('a.js', 50)), navigated('', 20));
    host.say(navigated('', 320));
    host.say(finished(page('', 300), file('b.js', 350)));
    expect(paths()).toEqual(['/', '/b.js']);
  });

  it('is told from one that was there before anything was heard', () => {
    const { host, paths } = started();
    host.say(access(false), finished(page('', 0), file('a.js', 50)));
    host.say(navigated('', 9020));
    host.say(finished(page('', 9000)));
    expect(paths()).toEqual(['/']);
  });

  it('empties however late the browser says so', () => {
    for (const first of [[navigated('', 20)], []]) {
      const { host, paths } = started();
      host.say(access(false), finished(page('', 0), file('a.js', 50)), ...first);
      host.say(finished(page('', 900), file('b.js', 950)), navigated('', 2900));
      expect(paths()).toEqual(['/', '/b.js']);
    }
  });

  it('said twice empties once', () => {
    const { host, paths } = started();
    host.say(access(false), finished(page('', 1000), file('a.js', 1010)), navigated('', 1020));
    host.say(navigated('', 1020), finished(file('b.js', 1030)));
    expect(paths()).toEqual(['/', '/a.js', '/b.js']);
  });

  it('with the log preserved is added', () => {
    const { host, paths } = started({ 'preserve-log': true });
    host.say(access(false), finished(page('', 0)), navigated('next', 1020), finished(page('next', 1000)));
    expect(paths()).toEqual(['/', '/next']);
  });
});

describe('the buttons', () => {
  beforeEach(() => void vi.useFakeTimers({ now: ZERO + 500, toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('record off: nothing is added until it is on again', () => {
    const { host, store, paths } = started();
    store.setRecording(false);
    host.say(finished(file('a.js', 0)));
    expect([store.snapshot().recording, paths()]).toEqual([false, []]);
    store.setRecording(true);
    host.say(finished(file('b.js', 50)));
    expect([paths(), host.asked]).toEqual([['/b.js'], ['recording off', 'recording on']]);
  });

  it('clear: all that began before goes, also what arrives late', () => {
    const { host, store, paths } = started();
    host.say(finished(file('a.js', 0)));
    store.clear();
    host.say(finished(file('late.js', 400), file('b.js', 600)));
    expect(paths()).toEqual(['/b.js']);
  });

  it('preserve log is remembered', () => {
    const { host, store } = started();
    store.setPreserveLog(true);
    expect([store.snapshot().preserveLog, host.kept.get('preserve-log')]).toEqual([true, true]);
    expect(createRecordingStore(host, AT_ONCE).snapshot().preserveLog).toBe(true);
  });

  it('reload and options go to the host', () => {
    const { host, store } = started();
    store.reloadPage();
    store.openOptions?.();
    expect(host.asked).toEqual(['reload', 'options']);
  });

  it('every export of the menu is saved; an unknown one saves nothing', async () => {
    const { host, store } = started();
    host.say(finished(page('', 0)));
    for (const { id } of store.exporters) await store.save(id);
    await store.save('csv');
    expect(host.saved.map(({ name }) => name)).toEqual(EXPORTERS.map(({ extension }) => `shop.test-20261121T000000.${extension}`));
    expect(host.saved.every(({ content }) => String(content).length > 20)).toBe(true);
  });

  it('secrets are counted, left out, and kept on demand', async () => {
    const { host, store } = started();
    host.say(finished(chromiumEntry({ url: 'https://shop.test/?token=s3cret' })));
    await store.save('har');
    expect(store.removed()).toEqual([{ what: 'parameter', count: 1, names: ['token'] }]);
    await store.save('har', 'keep');
    expect(host.saved.map(({ content }) => String(content).includes('s3cret'))).toEqual([false, true]);
  });
});

describe('notices', () => {
  it('no access to sites, until it is granted', () => {
    const { host, store } = started();
    host.say(access(false));
    expect(kinds(store)).toEqual(['no-host-access']);
    host.say(access(true));
    expect(kinds(store)).toEqual([]);
  });

  it.each([
    ['opened-late', { type: 'condition', condition: { kind: 'opened-late', late: true } }],
    ['no-websockets', { type: 'condition', condition: { kind: 'websockets', told: false } }],
    ['orphaned', { type: 'condition', condition: { kind: 'orphaned' } }],
    ['dropped-entries', timing(timingBatch([], { dropped: 50 }))],
    ['unreadable', timing('nonsense')],
    ['unreadable', finished('nonsense')],
  ] as const)('%s', (kind, event) => {
    const { host, store } = started();
    host.say(event);
    expect(kinds(store)).toEqual([kind]);
  });

  it('lanes are estimated where the browser names none', () => {
    const { host, store } = started();
    host.say(finished(firefoxEntry()), timing(timingBatch([newTiming()])));
    expect(kinds(store)).toEqual(['estimated']);
  });

  it('but not where it does, or where nothing is claimed', () => {
    const { host, store } = started();
    host.say(timing(timingBatch([hiddenTiming()])), web(webRecord()));
    expect(kinds(store)).toEqual([]);
    host.say(finished(chromiumEntry()));
    expect(kinds(store)).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('is one per turn, however much was heard, and keeps its identity in between', () => {
    const host = fakeHost();
    const due: (() => void)[] = [];
    const store = createRecordingStore(host, (work) => void due.push(work));
    const changed = vi.fn();
    const unsubscribe = store.subscribe(changed);
    const before = store.snapshot();
    for (let at = 0; at < 5; at += 1) host.say(finished(file('a.js', at)));
    expect([due.length, store.snapshot()]).toEqual([1, before]);
    due.shift()?.();
    expect([changed.mock.calls.length, store.snapshot().analysis.requests.length]).toEqual([1, 5]);
    unsubscribe();
    host.say(finished(file('b.js', 9)));
    due.shift()?.();
    expect(changed.mock.calls.length).toBe(1);
  });

  it('is not computed anew for a mere condition', () => {
    const { host, store } = started();
    host.say(finished(file('a.js', 0)));
    const { analysis } = store.snapshot();
    host.say(access(false));
    expect(store.snapshot().analysis).toBe(analysis);
  });
});

describe('what the user does', () => {
  it('is seen at once, however long the recording rests', () => {
    const store = createRecordingStore(fakeHost(), () => undefined);
    store.setRecording(false);
    store.setPreserveLog(true);
    expect(store.snapshot()).toMatchObject({ recording: false, preserveLog: true });
  });

  it('to stop and to start again forgets what ran when it stopped: nobody heard of its end', () => {
    const { host, store, paths } = started();
    host.say(finished(file('a.js', 0)), running(chromiumEntry({ url: `${SHOP}stream`, at: 50 })));
    store.setRecording(false);
    host.say(running());
    store.setRecording(true);
    expect(paths()).toEqual(['/a.js']);
  });
});
