import { account, type Account } from './account.ts';

/** What the column Cost shows. */
export function costAccount(setup: Account, stalled: Account): Account {
  const sum = (setup.value ?? 0) + (stalled.value ?? 0);
  const value = sum === 0 && (setup.value === null || stalled.value === null) ? null : sum;
  return account({
    key: 'cost',
    definition: 'cost',
    name: 'Setup and stalled',
    unit: 'ms',
    value,
    formula: () => ['setup ', setup.value ?? 'unknown', ' + stalled ', stalled.value ?? 'unknown', ' = ', value ?? 'unknown'],
    inputs: () => [...setup.inputs, ...stalled.inputs],
  });
}
