import { afterEach, describe, expect, it, vi } from 'vitest';
import { chromiumEntry, OPENED_TLS, REUSED } from '../../test/har.ts';
import { analyseEntries } from '../../test/read.ts';
import { failedRulesOf, findingsOf } from './findings-of.ts';
import { twoCredentialPools } from './two-credential-pools.ts';

afterEach(() => void vi.restoreAllMocks());

/** On a connection that another host has opened. */
const refused = () =>
  analyseEntries(
    chromiumEntry({ url: 'https://cdn.test/a', id: '4', httpVersion: 'h2', timings: OPENED_TLS }),
    chromiumEntry({ url: 'https://img.test/a', id: '4', httpVersion: 'h2', status: 421, at: 500, timings: REUSED }),
  );

describe('a rule that fails', () => {
  it('is told, and takes nothing away from what the others find', () => {
    vi.spyOn(twoCredentialPools, 'find').mockImplementation(() => {
      throw new TypeError('No pool.');
    });
    const analysis = refused();
    expect(failedRulesOf(analysis)).toEqual([{ rule: 'two-credential-pools', message: 'No pool.' }]);
    expect(findingsOf(analysis).map(({ rule }) => rule)).toEqual(['misdirected']);
  });

  it('is none as a rule', () => {
    expect(failedRulesOf(refused())).toEqual([]);
  });
});
