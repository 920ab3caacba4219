import { useMemo, useState } from 'react';
import type { Comparison, OriginDifference } from '../../core/compare/compare.ts';
import { ORIGIN_FIGURES } from '../../core/compare/figures.ts';
import { hostOf, originNames } from '../../timeline/origin-names.ts';
import { Badges } from '../base/Badge.tsx';
import { plural } from '../base/figures.ts';
import statusStyles from '../status/Status.module.css';
import { DifferenceCell } from './DifferenceCell.tsx';
import styles from './Compare.module.css';

/** A page of them is read, a thousand are not. */
const FIRST = 100;

/** Every origin of either capture, those first whose difference says something. */
export function OriginsTable({ comparison: { origins } }: { readonly comparison: Comparison }) {
  const [all, setAll] = useState(false);
  const inOrder = origins.toSorted((one, other) => weightOf(one) - weightOf(other));
  const nameOf = useMemo(() => originNames([...new Set(origins.map(({ origin }) => origin))]), [origins]);
  const shown = all ? inOrder : inOrder.slice(0, FIRST);
  return (
    <>
      <table className={styles['table']} data-testid="compare-origins">
        <thead>
          <tr>
            <th scope="col">Origin</th>
            {ORIGIN_FIGURES.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((origin) => (
            <OriginRow key={`${origin.only ?? ''} ${origin.origin}`} origin={origin} name={nameOf(origin.origin)} />
          ))}
        </tbody>
      </table>
      {shown.length < origins.length && (
        <button type="button" className={statusStyles['action']} onClick={() => setAll(true)}>
          Show {origins.length - shown.length} more
        </button>
      )}
    </>
  );
}

/** What got worse, what got better, what only one has, and then the rest as it was. */
function weightOf({ only, differences }: OriginDifference): number {
  if (differences.some(({ verdict }) => verdict === 'worse')) return 0;
  if (differences.some(({ verdict }) => verdict === 'better')) return 1;
  return only === null ? 3 : 2;
}

function OriginRow({ origin: { origin, originInB, only, protocols, requests, differences }, name }: { readonly origin: OriginDifference; readonly name: string }) {
  return (
    <tr data-origin={origin}>
      <th scope="row">
        <span className={styles['origin']}>
          {name}
          {originInB !== null && <small> in B {hostOf(originInB)}</small>}
        </span>{' '}
        {only === 'b' ? null : <Badges protocols={protocols.a} />}
        {only === null && protocols.a.join() !== protocols.b.join() && <span aria-label="to"> → </span>}
        {only === 'b' || protocols.a.join() !== protocols.b.join() ? <Badges protocols={protocols.b} /> : null}
      </th>
      {only === null ? (
        differences.map((difference) => <DifferenceCell key={difference.id} difference={difference} />)
      ) : (
        <td colSpan={ORIGIN_FIGURES.length} className={styles['lesser']}>
          only in {only.toUpperCase()}: {plural(requests[only], 'request')}
        </td>
      )}
    </tr>
  );
}
