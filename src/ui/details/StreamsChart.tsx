import type { Streams } from '../../core/insight/protocols/streams.ts';
import { useTimeText } from '../base/units.ts';
import styles from './Charts.module.css';

const WIDTH = 360;
const HEIGHT = 32;

/** Open streams over time, as steps. */
export function StreamsChart({ streams: { over, peak }, zero }: { readonly streams: Streams; readonly zero: number }) {
  const time = useTimeText();
  const [first, last] = [over[0], over.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  const x = (at: number): string => (((at - first.at) / (last.at - first.at)) * WIDTH).toFixed(1);
  const y = (open: number): string => (HEIGHT - (open / peak) * HEIGHT).toFixed(1);
  const path = over.map(({ at, open }) => `H${x(at)}V${y(open)}`).join('');
  return (
    <figure className={styles['chart']}>
      <figcaption>
        Open streams, {time(first.at - zero)} to {time(last.at - zero)}, peak {peak}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0 ${HEIGHT}${path}V${HEIGHT}Z`} />
      </svg>
    </figure>
  );
}
