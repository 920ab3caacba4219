import type { Redial } from '../../core/insight/protocols/reconnects.ts';
import { plural } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import styles from './Charts.module.css';

const WIDTH = 340;
const HEIGHT = 120;
const LEFT = 40;
const BOTTOM = 14;
const WIDEST_STEP = 40;
/** More are a list to read: what they have in common shows by then. */
const MOST = 48;
const TICKS_MS = [100, 1000, 10_000] as const;
/** From what a script takes to twice the backoff's limit; what lies beyond is drawn at the edge. */
const [SHORTEST, LONGEST] = [50, 60_000];

/** Evenly by doublings. */
const yOf = (ms: number): number => {
  const share = Math.log(Math.min(Math.max(ms, SHORTEST), LONGEST) / SHORTEST) / Math.log(LONGEST / SHORTEST);
  return 4 + (HEIGHT - BOTTOM - 8) * (1 - share);
};

/** The delay before each dial, on a logarithmic axis, and where a backoff would have put it. */
export function ReconnectChart({ redials: all, selected }: { readonly redials: readonly Redial[]; readonly selected: string }) {
  const time = useTimeText();
  const redials = all.slice(0, MOST);
  const step = Math.min((WIDTH - LEFT) / redials.length, WIDEST_STEP);
  const right = LEFT + step * redials.length;
  const said = redials.map(({ delayMs, from, to, pace }, i) => `${i + 1}: ${time(delayMs)}, ${pace} than ${time(from)} to ${time(to)}`.replace('within than', 'within'));
  return (
    <figure className={styles['reconnects']} data-testid="reconnects">
      <figcaption>
        Delay before {all.length > MOST ? `the first ${MOST} of ` : ''}{plural(all.length, 'reconnect')}. <i className={styles['band']} /> exponential backoff: 1 s, doubled up to 30 s, its jitter below the line. ●&nbsp;within it, ▼&nbsp;sooner, ▲&nbsp;later
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Delays of reconnects against an exponential backoff. ${said.join('; ')}.`}>
        {TICKS_MS.map((ms) => (
          <g key={ms}>
            <path className={styles['tick']} d={`M${LEFT} ${yOf(ms)}H${right}`} />
            <text x={LEFT - 4} y={yOf(ms) + 3.5} textAnchor="end">
              {time(ms)}
            </text>
          </g>
        ))}
        {redials.map(({ from, to }, i) => (
          <rect key={i} className={styles['jitter']} x={LEFT + i * step} y={yOf(to)} width={step} height={yOf(from) - yOf(to)} />
        ))}
        <path className={styles['backoff']} d={redials.map(({ to }, i) => `${i === 0 ? 'M' : 'L'}${LEFT + i * step} ${yOf(to)}h${step}`).join('')} />
        {redials.map(({ request, delayMs, pace }, i) => (
          <g key={request} className={styles[pace]} transform={`translate(${LEFT + (i + 0.5) * step} ${yOf(delayMs)})`}>
            {request === selected && <circle className={styles['chosen']} r="7" />}
            <path d={MARKS[pace]} />
          </g>
        ))}
        {redials.map(({ request }, i) => (i === 0 || (i + 1) % Math.ceil(16 / step) === 0) && (
          <text key={request} x={LEFT + (i + 0.5) * step} y={HEIGHT - 2} textAnchor="middle">
            {i + 1}
          </text>
        ))}
      </svg>
    </figure>
  );
}

/** Round, pointing down to the shorter, pointing up to the longer. */
const MARKS: Readonly<Record<Redial['pace'], string>> = { within: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0', sooner: 'M-4-3.5h8l-4 7z', later: 'M-4 3.5h8l-4-7z' };
