import type { Account } from '../../core/insight/accounts/account.ts';
import type { Selection } from '../timeline/selection.ts';
import { AccountRow } from './AccountRow.tsx';

export interface Explained {
  /** Key of the account that is explained. */
  readonly open: string | null;
  /** Somebody asked for it elsewhere: it is to be scrolled to and focused. */
  readonly isAsked: boolean;
}

export const NOT_EXPLAINED: Explained = { open: null, isAsked: false };

interface Props {
  readonly of: readonly Account[];
  readonly view: Explained;
  readonly onView: (view: Explained) => void;
  readonly onSelect: (selection: Selection) => void;
}

/** Figures, one of which at a time says how it is computed. */
export const Accounts = ({ of, view, onView, onSelect }: Props) =>
  of.map((account) => (
    <AccountRow key={account.key} account={account} isOpen={view.open === account.key} isAsked={view.isAsked} onToggle={(open) => onView({ open: open ? account.key : null, isAsked: false })} onSelect={onSelect} />
  ));
