import { account, type Account } from './account.ts';

/** What the column Cost shows. */
export function costAccount(setup: Account, stalled: Account): Account {
  const value = setup.value! + stalled.value!;
  return account({
    key: 'cost',
    definition: 'cost',
    name: 'Setup and stalled',
    unit: 'ms',
    value,
    formula: () => ['setup ', setup.value!, ' + stalled ', stalled.value!, ' = ', value],
    inputs: () => [...setup.inputs, ...stalled.inputs],
  });
}
