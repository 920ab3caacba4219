import { describe, expect, it } from 'vitest';
import { shop } from '../../../../e2e/playground/fixture-shop.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { findingsOf } from '../findings/findings-of.ts';
import { totalSaving } from '../findings/findings.ts';
import { found, aCase, h2New } from '../findings/test/case.ts';
import { missingPreconnect } from '../findings/missing-preconnect.ts';
import type { Account, Said } from './account.ts';
import { findingAccounts, savingAccount } from './finding.ts';

const read = (said: Said): string => said.map((part) => (typeof part === 'number' ? `${Math.round(part * 10) / 10} ms` : part)).join('');
const sum = (values: readonly number[]): number => values.reduce((so, value) => so + value, 0);

describe('a finding', () => {
  const analysis = shop();
  const limit = findingsOf(analysis).find(({ rule }) => rule === 'h1-limit')!;
  const [saving, evidence, connections] = findingAccounts(analysis, limit) as [Account, Account, Account];

  it('saves the union of what its requests waited, and says whose', () => {
    expect([saving.key, saving.value, saving.isEstimate]).toEqual(['saving', limit.savingMs!.upTo, true]);
    expect(read(saving.formula)).toMatch(/^union of what 12 requests would have been spared, 3088 ms in sum = 585 ms$/);
    expect(new Set(saving.inputs.map(({ note }) => read(note)))).toEqual(new Set(['its own: in setup 34 ms', 'its own: stalled 276 ms', 'its own: stalled 310 ms', 'its own: stalled 580 ms']));
    expect(sum(saving.inputs.map(({ amount }) => amount))).toBeCloseTo(585, 3);
    expect(new Set(saving.inputs.map(({ request }) => request!.id))).toEqual(new Set(limit.requests));
  });

  it('has its threshold with its source, and the times of its requests', () => {
    expect(read(evidence.formula)).toBe('Reported from here on: 100 ms on the clock. A delay up to here is felt as none. (Nielsen, "Response Times: The 3 Important Limits" (0.1 s); RAIL, "Response")');
    expect(evidence.inputs.map(({ note }) => read(note))).toContain('at 435 ms for 840.3 ms on #297; stalled 580 ms');
    expect(connections.inputs.map(({ connection, note }) => [connection?.label, read(note)])).toContainEqual(['#258', 'http/1.1, 3 requests']);
  });

  it('that rests on a comparison has that, too', () => {
    const [offered] = findingsOf(analysis).filter(({ rule }) => rule === 'two-credential-pools');
    expect(findingAccounts(analysis, offered!).map(({ key }) => key)).toEqual(['saving', 'evidence', 'evidence-connections']);
    const cold = { ...offered!, rule: 'cold-tail-latency' };
    expect(findingAccounts(analysis, cold).map(({ definition }) => definition)).toContain('cold-warm');
  });
});

it('what a preconnect saves is called what it is', () => {
  const entries = [h2New({ url: 'https://shop.test/', id: '1', entry: { _resourceType: 'document' } }), h2New({ url: 'https://cdn.test/a.css', at: 500, id: '2', timings: { blocked: 0, dns: 40, connect: 80, ssl: 40, send: 0, wait: 5, receive: 1, _blocked_queueing: 0 }, entry: { _resourceType: 'stylesheet', _priority: 'VeryHigh', _initiator: { type: 'script' } } })];
  const [finding] = found(missingPreconnect, entries, { load: 2000 });
  expect(read(findingAccounts(aCase(entries, { load: 2000 }).analysis, finding!)[0]!.inputs[0]!.note)).toMatch(/^its own: in setup that could have been done before \d/);
});

it('in any recording the inputs add up, and are requests and connections of the finding', () => {
  inAnyRecording((analysis) => {
    const findings = findingsOf(analysis);
    const all = savingAccount('all', findings, analysis);
    expect(all.value).toBe(totalSaving(findings));
    expect(sum(all.inputs.map(({ amount }) => amount))).toBeCloseTo(all.value!, 3);
    for (const finding of findings) {
      const wanted = new Set([...finding.requests, ...finding.connections]);
      for (const { key, sum: together, inputs, formula, definition } of findingAccounts(analysis, finding)) {
        expect(formula.length, key).toBeGreaterThan(0);
        if (together !== null) expect(sum(inputs.map(({ amount }) => amount)), key).toBeCloseTo(together, 3);
        if (definition === 'evidence') for (const { request, connection } of inputs) expect(wanted.has((request ?? connection)!.id), key).toBe(true);
      }
    }
  });
});
