import { useMemo, useState } from 'react';
import { indexById } from '../../core/base/group.ts';
import { reconnectsAccount } from '../../core/insight/accounts/streams.ts';
import { reconnectsWith } from '../../core/insight/protocols/redials.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Selection } from '../timeline/selection.ts';
import { Accounts, NOT_EXPLAINED } from './Accounts.tsx';
import { ReconnectChart } from './ReconnectChart.tsx';

interface Props {
  readonly analysis: Analysis;
  /** Id of a request that may have been dialled again, or be such a dial. */
  readonly of: string;
  readonly onSelect: (selection: Selection) => void;
}

/** The delays of its chain of dials against a backoff; nothing where there is no chain. */
export function Reconnects({ analysis, of, onSelect }: Props) {
  const [view, setView] = useState(NOT_EXPLAINED);
  const chain = useMemo(() => reconnectsWith(analysis, of), [analysis, of]);
  const accounts = useMemo(() => (chain === null ? [] : [reconnectsAccount([chain], indexById(analysis.requests))]), [analysis, chain]);
  if (chain === null) return null;
  return (
    <>
      <h2>Reconnects</h2>
      <ReconnectChart redials={chain.redials} selected={of} />
      <Accounts of={accounts} view={view} onView={setView} onSelect={onSelect} />
    </>
  );
}
