import { describe, expect, it } from 'vitest';
import type { Reason } from '../../core/insight/why/why.ts';
import { consideredWords, waitedWords, whySentence } from './why-words.ts';

it('what is one of several reasons has a name, and no id', () => {
  expect(consideredWords({ reason: 'idle-timeout', because: '#1 had been idle for 60 ms only.' })).toBe('Idle for too long: #1 had been idle for 60 ms only.');
});

describe('a sentence stands for no more than the data allows', () => {
  it('says how sure a verdict is, unless it is certain', () => {
    const said = (confidence: 'certain' | 'likely' | 'guess'): string => whySentence({ reason: 'idle-timeout', confidence });
    expect([said('certain'), said('likely'), said('guess')]).toEqual(['The connection had been idle for too long.', 'Likely: the connection had been idle for too long.', 'Perhaps: the connection had been idle for too long.']);
  });

  it('keeps the capitals of a protocol', () => {
    expect(whySentence({ reason: 'quic-fallback', confidence: 'likely' })).toBe('Likely: HTTP/3 did not work; the browser fell back to TCP.');
  });

  it('claims nothing that one of the rules behind a reason does not know', () => {
    const sentence = (reason: Reason): string => whySentence({ reason, confidence: 'certain' });
    // It may have been closed in the middle of an answer, or while idle; the other may have come from Alt-Svc; another request may be what it was opened for; those of another pool may be idle.
    expect([sentence('server-close'), sentence('misdirected'), sentence('speculative'), sentence('parallel')].join(' ')).not.toMatch(/after its response|shared|any request|All open/);
    expect(waitedWords({ why: 'stream-limit', confidence: 'likely' })).toBe('likely the connection carried as many streams as servers commonly allow');
  });

  it('does not doubt that it does not know', () => {
    expect([whySentence({ reason: 'unknown', confidence: 'guess' }), waitedWords({ why: 'unknown', confidence: 'guess' })]).toEqual(['It is not known why.', 'why is not known']);
  });

  it('says how sure a wait is', () => {
    expect([waitedWords({ why: 'scheduler', confidence: 'certain' }), waitedWords({ why: 'scheduler', confidence: 'likely' })]).toEqual(['the browser held it back', 'likely the browser held it back']);
  });
});
