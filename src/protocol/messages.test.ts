import { describe, expect, it } from 'vitest';
import { accept } from './guard.ts';
import { BackgroundToPanel, CaptureToPanel, ContentToBackground, PanelToBackground, PanelToCapture } from './messages.ts';

const ROADS = { CaptureToPanel, PanelToCapture, BackgroundToPanel, PanelToBackground, ContentToBackground };

describe('each door lets its own messages through, whatever their load', () => {
  it.each([
    ['CaptureToPanel', { type: 'har-finished', first: 3, entries: [null, { any: 1 }] }],
    ['CaptureToPanel', { type: 'har-corrected', entries: [{}] }],
    ['CaptureToPanel', { type: 'navigated', url: 'http://shop.test/', at: 1 }],
    ['CaptureToPanel', { type: 'opened-late', late: true }],
    ['CaptureToPanel', { type: 'shown', shown: false }],
    ['CaptureToPanel', { type: 'ready' }],
    ['PanelToCapture', { type: 'hello', from: 0 }],
    ['PanelToCapture', { type: 'forget', before: 7 }],
    ['BackgroundToPanel', { type: 'timing', batch: 'anything' }],
    ['BackgroundToPanel', { type: 'web-requests', records: [1] }],
    ['BackgroundToPanel', { type: 'access', sites: false, requestEvents: true }],
    ['PanelToBackground', { type: 'watch', on: true }],
    ['PanelToBackground', { type: 'ping' }],
    ['PanelToBackground', { type: 'open-options' }],
    ['ContentToBackground', { type: 'hello' }],
    ['ContentToBackground', { type: 'timing', batch: {} }],
  ] as const)('%s: %j', (road, message) => {
    expect(accept(ROADS[road], message)).toEqual(message);
  });
});

describe('and drops all others without a throw', () => {
  const strangers = [null, undefined, 7, 'ready', [], {}, { type: 'har-finished' }, { type: 'har-finished', first: '0', entries: [] }, { type: 'navigated', url: 1, at: 1 }, { type: 'watch' }, { type: '__proto__' }];
  it.each(Object.entries(ROADS))('%s', (_name, road) => {
    expect(strangers.filter((message) => accept(road, message) !== null)).toEqual([]);
  });

  it('takes no field that the road does not know', () => {
    expect(accept(PanelToBackground, { type: 'watch', on: true, tab: 5 })).toEqual({ type: 'watch', on: true });
  });
});
