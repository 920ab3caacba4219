import type { Request } from '../../model/request.ts';
import type { WhyNew } from '../why/why.ts';
import { account, requestInput, type Account } from './account.ts';
import { setupNote } from './setup.ts';

/** What a request paid for not finding a connection. */
export const whyCostAccount = (request: Request, { costMs }: WhyNew): Account =>
  account({
    key: 'why-cost',
    definition: 'why-cost',
    name: 'Cost',
    unit: 'ms',
    value: costMs,
    beside: costMs === null ? [] : [costMs === 0 ? 'reuse would have spared nothing' : 'of setup'],
    formula: () => {
      if (costMs === null || request.setup === null) return ['its setup is hidden, or nobody saw it'];
      return [...setupNote(request), ' = ', request.setup, ...(costMs < request.setup ? ['; less the time until a connection was free: ', costMs] : [])];
    },
    sum: null,
    inputs: () => (request.setup === null ? [] : [requestInput(request, request.setup, 'ms')]),
  });
