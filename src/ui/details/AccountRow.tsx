import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Account, Input, Said, Unit } from '../../core/insight/accounts/account.ts';
import { DEFINITIONS } from '../../core/insight/accounts/definitions.ts';
import { originName } from '../../timeline/origin-names.ts';
import type { TimeText } from '../../timeline/words.ts';
import { percentText } from '../../core/base/percent.ts';
import { countText, msText } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import styles from './Drawer.module.css';
import { exactText } from './facts.ts';
import { pathOf } from './path.ts';

interface Props {
  readonly account: Account;
  readonly isOpen: boolean;
  readonly isAsked: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly onSelect: (selection: Selection) => void;
}

/** A figure, and on a click what it was computed from. */
export function AccountRow({ account, isOpen, isAsked, onToggle, onSelect }: Props) {
  const { key, name, value, unit, clockMs, isEstimate, beside } = account;
  const time = useTimeText();
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpen) summary.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen || !isAsked) return;
    summary.current?.scrollIntoView({ block: 'start' });
    summary.current?.focus();
    onToggle(true);
  }, [isOpen, isAsked, onToggle]);
  return (
    <details className={styles['account']} open={isOpen} data-testid={`account-${key}`}>
      {/* The browser would toggle it by itself, and forget that when the tab is left. */}
      <summary
        ref={summary}
        onClick={(event) => {
          event.preventDefault();
          onToggle(!isOpen);
        }}
      >
        <span className={styles['figure']}>
          {name} <b>{value === null ? '?' : (isEstimate && value > 0 ? '~' : '') + valueText(value, unit, time)}</b>{' '}
          <small>
            {said(beside, time)}
            {clockMs !== null && value !== 0 && `· ${time(clockMs)} on the clock`}
            {isEstimate && value !== null && ' · estimate'}
          </small>
        </span>
        <span className={styles['how']} title="How is this computed?">
          How?
        </span>
      </summary>
      {isOpen && <Explained account={account} onSelect={onSelect} />}
    </details>
  );
}

/** So many at first, which can be read at a glance… */
const FIRST_INPUTS = 12;
/** …and so many with each click: tens of thousands at once would take the panel seconds. */
const MORE_INPUTS = 200;

function Explained({ account: { definition, formula, unit, sum, clockMs, inputs }, onSelect }: Pick<Props, 'account' | 'onSelect'>) {
  const [most, setMost] = useState(FIRST_INPUTS);
  const shown = inputs.map((input, at) => ({ input, at })).filter(({ input, at }) => at < most || input.isMarked);
  const more = inputs.length - shown.length;
  const rest = sum === null ? null : sum - shown.reduce((all, { input }) => all + input.amount, 0);
  const restClock = clockMs === null ? null : clockMs - shown.reduce((all, { input }) => all + (input.clockMs ?? 0), 0);
  const sumUnit = unit === 'share' ? 'count' : unit;
  return (
    <div className={styles['explained']}>
      <p>{DEFINITIONS[definition].text}</p>
      <p className={styles['formula']}>{said(formula, exactText)}</p>
      {inputs.length > 0 && (
        <table className={styles['facts']}>
          {clockMs !== null && (
            <thead>
              <tr>
                <th scope="col">Request</th>
                <th scope="col">Sum</th>
                <th scope="col">On the clock</th>
              </tr>
            </thead>
          )}
          <tbody>
            {shown.map(({ input, at }) => (
              <InputRow key={at} input={input} isFirstNew={at > 0 && at === most - MORE_INPUTS} onSelect={onSelect} />
            ))}
            {more > 0 && <SumRow name={<MoreButton count={more} onClick={() => setMost(most + MORE_INPUTS)} />} sum={rest} clock={restClock} unit={sumUnit} />}
            {sum !== null && inputs.length > 1 && <SumRow name="Together" sum={sum} clock={clockMs} unit={sumUnit} />}
          </tbody>
        </table>
      )}
    </div>
  );
}

function MoreButton({ count, onClick }: { readonly count: number; readonly onClick: () => void }) {
  return (
    <button type="button" className={styles['pick']} title={count > MORE_INPUTS ? `Shows ${MORE_INPUTS} of them` : 'Shows them'} onClick={onClick}>
      and {countText(count)} more
    </button>
  );
}

function InputRow({ input: { request, connection, amount, unit, clockMs, note }, isFirstNew, onSelect }: { readonly input: Input; readonly isFirstNew: boolean; readonly onSelect: Props['onSelect'] }) {
  const pick = useRef<HTMLButtonElement>(null);
  // Whoever asked for more by keyboard goes on there: what was pressed may be gone.
  useEffect(() => {
    if (isFirstNew) pick.current?.focus();
  }, [isFirstNew]);
  const text = request === null ? `Connection ${connection?.label}` : `${originName(request.origin)}${pathOf(request.url)}`;
  return (
    <tr>
      <td>
        <button ref={pick} type="button" className={styles['pick']} title={request?.url} onClick={() => onSelect(request === null ? { request: null, connection: connection?.id ?? null } : selectRequest(request))}>
          {text}
        </button>
        {note.length > 0 && <div className={styles['note']}>{said(note, exactText)}</div>}
      </td>
      <td className={styles['ms']}>{exact(amount, unit)}</td>
      {clockMs !== null && <td className={styles['ms']}>{exactText(clockMs)}</td>}
    </tr>
  );
}

function SumRow({ name, sum, clock, unit }: { readonly name: ReactNode; readonly sum: number | null; readonly clock: number | null; readonly unit: Unit }) {
  return (
    <tr>
      <td>{name}</td>
      <td className={styles['ms']}>{sum !== null && exact(sum, unit)}</td>
      {clock !== null && <td className={styles['ms']}>{exactText(clock)}</td>}
    </tr>
  );
}

const said = (parts: Said, time: TimeText): string => parts.map((part) => (typeof part === 'number' ? time(part) : part)).join('');

const exact = (value: number, unit: Unit): string => (unit === 'ms' ? exactText(value) : countText(value));

function valueText(value: number, unit: Unit, time: TimeText): string {
  if (unit === 'ms') return msText(value, time);
  return unit === 'share' ? percentText(value) : countText(value);
}
