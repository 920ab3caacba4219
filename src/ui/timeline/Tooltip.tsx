import { useLayoutEffect, useRef } from 'react';
import type { Fact } from '../details/facts.ts';
import styles from './Timeline.module.css';

interface Props {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly x: number;
  readonly y: number;
}

const AWAY_PX = 14;

/** Beside the pointer, always inside the panel. The drawer has the same facts for everyone. */
export function Tooltip({ title, facts, x, y }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = box.current;
    if (tip === null) return;
    const { width, height } = tip.getBoundingClientRect();
    const left = x + AWAY_PX + width > innerWidth ? x - AWAY_PX - width : x + AWAY_PX;
    const top = y + AWAY_PX + height > innerHeight ? y - AWAY_PX - height : y + AWAY_PX;
    tip.style.left = `${Math.max(left, 4)}px`;
    tip.style.top = `${Math.max(top, 4)}px`;
  });
  return (
    <div ref={box} role="tooltip" className={styles['tip']} data-testid="tooltip">
      <b>{title}</b>
      <table>
        <tbody>
          {facts.map(({ name, value, source }) => (
            <tr key={name}>
              <th>{name}</th>
              <td>{value}</td>
              <td>{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
