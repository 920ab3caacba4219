/** Every step and every test is one check. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

export const tallyLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;

/** Of tests that need a tool which is not here. */
export const skippedLine = ({ skipped }: Tally): string => (skipped === 0 ? '' : `${skipped} skipped`);
