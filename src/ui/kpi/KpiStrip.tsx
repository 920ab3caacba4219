import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { SETUP_PHASES } from '../../core/analysis/held-up.ts';
import type { DefinitionId } from '../../core/insight/accounts/definitions.ts';
import { besideOpened, unusedWords } from '../../core/insight/accounts/openings.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { UnusedConnection } from '../../core/model/connection.ts';
import type { TimeText } from '../../timeline/words.ts';
import { useCell } from '../base/cell.ts';
import { percentText } from '../../core/base/percent.ts';
import { countOr, countText, msText, plural, reuseText, sumText } from '../base/figures.ts';
import { useTimeText } from '../base/units.ts';
import { useDeferred } from '../base/use-deferred.ts';
import type { ChipId } from '../filter/chips.ts';
import type { Axis } from '../timeline/axis.ts';
import { headlineOf } from './headline.ts';
import styles from './KpiStrip.module.css';
import { heldUpMs, hiddenIn, sharesOf, sumsOf, untoldOf, withoutProtocol } from './sums.ts';

interface Props {
  readonly analysis: Analysis;
  readonly axis: Axis;
  readonly onChip: (id: ChipId) => void;
  /** Brings the costliest origins to the top. */
  readonly onCost: () => void;
  /** Shows how a figure is computed. */
  readonly onExplain: (id: DefinitionId) => void;
}

export function KpiStrip({ analysis: latest, axis, onChip, onCost, onExplain }: Props) {
  const analysis = useDeferred(latest);
  const { totals, unused = [] } = analysis;
  const time = useTimeText();
  const sums = useMemo(() => sumsOf(analysis), [analysis]);
  const using = totals.requests - totals.none;
  const hidden = hiddenIn(analysis);
  const beside = besideOpened(totals.openedEarlier, unused);
  const split = splitText(sums.setup, time);
  const known = totals.new + totals.openedEarlier + totals.reused;
  return (
    <div className={styles['strip']} data-testid="totals" role="group" aria-label="Totals">
      <HeldUp analysis={analysis} axis={axis} onCost={onCost} onExplain={onExplain} />
      <Kpi name="Connections" more=" opened" id="connections" title={`Requests that opened a connection. ${besideText(unused)}${untoldText(totals.unknown, 'whether they opened one')}Click to show only these.`} onExplain={onExplain} onClick={() => onChip('new')}>
        <b>{countOr(totals.new, totals.unknown)}</b>{' '}
        <small>
          {beside}
          <span className={styles['roomy']}>
            {beside !== '' && ' · '}
            {plural(using, 'request')}
          </span>
        </small>
      </Kpi>
      <Kpi name="Reuse" id="reuse" title="Reused requests, of all whose connection is known. Click to show only these." onExplain={onExplain} onClick={() => onChip('reused')}>
        <b>{reuseText(totals)}</b>{' '}
        <small>
          {known > 0 && (
            <>
              {countText(totals.reused)}
              <span className={styles['roomy']}> of {countText(known)}</span>
            </>
          )}
          {totals.unknown > 0 && <span className={known > 0 ? styles['roomy'] : ''}>{`${known > 0 ? ' · ' : ''}${countText(totals.unknown)} unknown`}</span>}
        </small>
      </Kpi>
      <Kpi name="Setup" id="setup" title={`DNS, TCP and TLS or QUIC, summed over requests: may exceed the page. ${split === '' ? '' : `${split}. `}${untoldText(hidden.setup, 'it')}Click to list the costliest origin first.`} onExplain={onExplain} onClick={onCost} extra={split}>
        <b>{sumText(totals.setupMs, sums.hides.setup, time)}</b> {split !== '' && <SetupSplit setup={sums.setup} />}
      </Kpi>
      <Kpi name="Stalled" id="stalled" title={`Waiting for a slot or a connection, summed over requests: may exceed the page. Waits below 20 ms are not counted here; exports have them all. ${untoldText(hidden.stalled, 'it')}Click to show only these.`} onExplain={onExplain} onClick={() => onChip('stalled')}>
        <b>{sumText(sums.stalledMs, sums.hides.stalled, time)}</b>{' '}
        <small>
          {sums.stalls > 0 && `${countText(sums.stalls)} req`}
          {sums.stalls > 0 && <span className={styles['roomy']}>{sums.stalls === 1 ? 'uest' : 'uests'}</span>}
          {sums.stalls > 0 && <span className={styles['roomy']}> · worst {time(sums.worstStall)}</span>}
        </small>
      </Kpi>
      <div className={`${styles['kpi']} ${styles['protocols']}`} data-testid="kpi-protocols">
        <span className={styles['name']}>Protocol, {withoutProtocol(totals) > 0 ? `${countText(withoutProtocol(totals))} unknown` : 'share of requests'}</span>
        <span className={styles['shares']}>
          {sharesOf(totals.byProtocol).map(({ family, share }) => (
            <button key={family} type="button" className={styles[family]} style={{ flexGrow: share }} title={`${family} ${percentText(share)}. Click to show only these.`} onClick={() => onChip(family)}>
              {family} {share > 0.08 && percentText(share)}
            </button>
          ))}
        </span>
        <Explain name="Protocol" id="protocols" onExplain={onExplain} />
      </div>
    </div>
  );
}

/** The headline: of the page's load, or of the range that the user chose. */
function HeldUp({ analysis, axis, onCost, onExplain }: Pick<Props, 'analysis' | 'axis' | 'onCost' | 'onExplain'>) {
  const time = useTimeText();
  const range = useDeferredValue(useCell(axis.range));
  const { window, requests } = useMemo(() => headlineOf(analysis, range), [analysis, range]);
  const untold = untoldText(untoldOf(requests).length, 'whether they waited');
  return (
    <Kpi name="Held up" more=" by connections" id="held-up" title={`Time before the load event (without one, with several pages, where at least half of the requests came after it, or in a chosen range, all of it) in which at least one needed request was in setup, or stalled for whatever reason. Overlaps count once. ${untold}Click to list the costliest origin first.`} headline onExplain={onExplain} onClick={onCost}>
      <b>{msText(heldUpMs(requests, window.from, window.to), time)}</b>{' '}
      <small>
        of {time(window.to - window.from)}
        <span className={styles['roomy']}> {window.name}</span>
      </small>
    </Kpi>
  );
}

/** Why a figure is hidden, or may be more. */
const untoldText = (requests: number, what: string): string => (requests === 0 ? '' : `Nobody tells ${what} of ${plural(requests, 'request')}. `);

/** What the NetLog has besides, in a sentence. */
const besideText = (unused: readonly UnusedConnection[]): string => (unused.length === 0 ? '' : `Not counted, since no request used them: ${unusedWords(unused).join(', ')}; they are the NetLog’s. `);

interface KpiProps {
  readonly name: string;
  readonly id: DefinitionId;
  readonly title: string;
  /** The rest of the name, where there is room. */
  readonly more?: string;
  readonly extra?: string;
  readonly headline?: true;
  readonly onClick: () => void;
  readonly onExplain: (id: DefinitionId) => void;
  readonly children: ReactNode;
}

function Kpi({ name, more = '', id, title, extra, headline, onClick, onExplain, children }: KpiProps) {
  return (
    <div className={`${styles['kpi']} ${headline ? styles['headline'] : ''}`}>
      <button type="button" className={styles['act']} data-testid={`kpi-${id}`} title={title} onClick={onClick}>
        <span className={styles['name']}>
          {name}
          <span className={styles['roomy']}>{more}</span> {extra !== undefined && <span className={`${styles['extra']} ${styles['roomy']}`}>{extra}</span>}
        </span>
        <span className={styles['value']}>{children}</span>
      </button>
      <Explain name={`${name}${more}`} id={id} onExplain={onExplain} />
    </div>
  );
}

/** Seen on hover and focus; a screen reader always finds it. */
function Explain({ name, id, onExplain }: Pick<KpiProps, 'name' | 'id' | 'onExplain'>) {
  const label = `How is ${name} computed?`;
  return (
    <button type="button" className={styles['explain']} data-testid={`explain-${id}`} aria-label={label} title={label} onClick={() => onExplain(id)}>
      ?
    </button>
  );
}

type Split = ReturnType<typeof sumsOf>['setup'];

const splitText = (setup: Split, time: TimeText): string =>
  SETUP_PHASES.filter((phase) => setup[phase] > 0)
    .map((phase) => `${phase.toUpperCase()} ${time(setup[phase])}`)
    .join(' · ');

function SetupSplit({ setup }: { readonly setup: Split }) {
  // Shares: grow factors that add up to less than 1 would leave a part of the bar empty.
  const all = SETUP_PHASES.reduce((sum, phase) => sum + setup[phase], 0);
  return (
    <span className={`${styles['split']} ${styles['roomy']}`} aria-hidden="true">
      {SETUP_PHASES.map((phase) => setup[phase] > 0 && <i key={phase} style={{ flexGrow: setup[phase] / all, background: `var(--${phase})` }} />)}
    </span>
  );
}
