import * as Tabs from '@radix-ui/react-tabs';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Imports, ImportState } from '../../app/import/imports.ts';
import { openedInstead, type Comparison } from '../../core/compare/compare.ts';
import type { Palette } from '../../timeline/palette.ts';
import { plural } from '../base/figures.ts';
import { Icon, IconSprite } from '../base/Icon.tsx';
import { useKeptFocus } from '../base/use-kept-focus.ts';
import { usePalette } from '../base/use-palette.ts';
import { useSize } from '../base/use-size.ts';
import drawerStyles from '../details/Drawer.module.css';
import { ImportBar } from '../import/ImportBar.tsx';
import { Running } from '../import/Running.tsx';
import { useDrop } from '../import/use-drop.ts';
import statusStyles from '../status/Status.module.css';
import appStyles from '../App.module.css';
import { inOrder, type Captures, type NamedCapture } from './captures.ts';
import { ComparedTimeline } from './ComparedTimeline.tsx';
import { CopyMarkdown } from './CopyMarkdown.tsx';
import { FindingsTable } from './FindingsTable.tsx';
import { OpeningsTable } from './OpeningsTable.tsx';
import { OriginsTable } from './OriginsTable.tsx';
import { TotalsTable } from './TotalsTable.tsx';
import { useComparison } from './use-comparison.ts';
import styles from './Compare.module.css';

interface Props {
  /** What was shown when the second was opened; it stays as it was then. */
  readonly shown: NamedCapture;
  readonly other: NamedCapture;
  readonly others: Imports;
  readonly file: ImportState;
  readonly isLive: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly theme: 'light' | 'dark';
}

/** Below this the totals stand above the rest, CSS pixels. */
const NARROW = 900;

/** Two captures side by side, in place of the panel until it is closed. */
export function Compare({ shown, other, others, file, isLive, onFiles, theme }: Props) {
  const root = useRef<HTMLElement>(null);
  const narrow = useSize(root).width < NARROW;
  const palette = usePalette(root, theme);
  const [swapped, setSwapped] = useState(false);
  const [first] = useState(shown);
  const captures = useMemo(() => {
    const { a, b } = inOrder(first, other);
    return swapped ? { a: b, b: a } : { a, b };
  }, [first, other, swapped]);
  const { last, progress, failed } = useComparison(captures);
  const named = last?.captures ?? captures;
  const comparison = last?.comparison ?? null;
  const hovers = useDrop(root, onFiles, others.expect);
  useEscape(others.close);
  useKeptFocus(() => root.current);
  return (
    <main ref={root} tabIndex={-1} className={appStyles['panel']} data-theme={theme} data-testid="compare">
      <IconSprite />
      <h1 className={appStyles['unseen']}>Two captures compared</h1>
      <div className={styles['bar']} role="toolbar" aria-label="Comparison">
        <CaptureName letter="A" capture={named.a} />
        <button type="button" className={statusStyles['action']} data-testid="compare-swap" onClick={() => setSwapped(!swapped)}>
          Swap
        </button>
        <CaptureName letter="B" capture={named.b} />
        <span className={styles['gap']} />
        {comparison !== null && <CopyMarkdown key={String(swapped)} comparison={comparison} />}
        <button type="button" className={statusStyles['action']} data-testid="compare-close" onClick={others.close}>
          {narrow ? 'Close' : 'Close comparison'}
        </button>
      </div>
      <ImportBar imports={others} state={{ ...file, shown: null }} isLive={isLive} />
      <div className={statusStyles['notices']} role="status">
        <div className={statusStyles['notice']} data-testid="compare-notice">
          <Icon name="info" size={14} />
          <span>{failed !== null ? `They cannot be compared: ${failed}` : comparison === null ? 'Comparing…' : noticeOf(comparison)}</span>
        </div>
        {progress !== null && <Running key={`${captures.a.name}\n${captures.b.name}`} text={`Comparing ${captures.a.name} with ${captures.b.name}`} testId="compare" progress={progress} onCancel={others.close} />}
      </div>
      {comparison !== null && <Body comparison={comparison} captures={named} palette={palette} narrow={narrow} />}
      {hovers && <div className={statusStyles['drop']}>Drop a file to compare with it</div>}
    </main>
  );
}

interface BodyProps {
  readonly comparison: Comparison;
  readonly captures: Captures;
  readonly palette: Palette | null;
  readonly narrow: boolean;
}

function Body({ comparison, captures, palette, narrow }: BodyProps) {
  return (
    <div className={narrow ? styles['stacked'] : styles['columns']}>
      <section className={styles['totals']} aria-label="Totals" tabIndex={0}>
        <TotalsTable comparison={comparison} />
      </section>
      <Tabs.Root defaultValue="timeline" className={styles['tabs']}>
        <Tabs.List aria-label="What is compared" className={`${drawerStyles['tabs']} ${styles['list']}`}>
          {TABS.map(([id, label]) => (
            <Tabs.Trigger key={id} value={id} className={drawerStyles['tab']} data-testid={`compare-tab-${id}`}>
              {label(comparison)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="timeline" className={styles['pane']} tabIndex={-1}>
          {palette !== null && <ComparedTimeline captures={captures} palette={palette} narrow={narrow} />}
        </Tabs.Content>
        <Tabs.Content value="origins" className={styles['pane']}>
          <OriginsTable comparison={comparison} />
        </Tabs.Content>
        <Tabs.Content value="findings" className={styles['pane']}>
          <FindingsTable comparison={comparison} />
        </Tabs.Content>
        <Tabs.Content value="requests" className={styles['pane']}>
          <OpeningsTable comparison={comparison} />
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}

const TABS: readonly (readonly [id: string, label: (comparison: Comparison) => string])[] = [
  ['timeline', () => 'Timeline'],
  ['origins', ({ origins }) => `Origins ${origins.length}`],
  ['findings', ({ findings }) => `Findings ${findings.length}`],
  ['requests', (comparison) => `Opened or reused ${openedInstead(comparison, 'reused', 'new').length + openedInstead(comparison, 'new', 'reused').length}`],
];

function CaptureName({ letter, capture: { name, analysis } }: { readonly letter: string; readonly capture: NamedCapture }) {
  return (
    <span className={styles['capture']} title={analysis.pages[0]?.url || undefined}>
      <b className={styles['letter']}>{letter}</b> <bdi>{name}</bdi> <small>{plural(analysis.requests.length, 'request')}</small>
    </span>
  );
}

/** What one must know to read the differences right. */
function noticeOf({ incomparable, a, b }: Comparison): string {
  const said = incomparable === null ? 'One load each: times vary from load to load, and better or worse is said only of what hidden data and chance cannot turn.' : `${incomparable.charAt(0).toUpperCase()}${incomparable.slice(1)} on what got better or worse.`;
  return [
    said,
    ...(a.lacks === null ? [] : [`A: ${a.lacks}.`]),
    ...(b.lacks === null ? [] : [`B: ${b.lacks}.`]),
    ...(a.basis === b.basis ? [] : [`Connections are ${a.basis} in A and ${b.basis} in B, and are not subtracted from each other.`]),
  ].join(' ');
}

function useEscape(close: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [close]);
}
