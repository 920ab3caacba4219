import { useCallback, useMemo, useRef, useState } from 'react';
import type { SettingsStore, Theme } from '../app/host.ts';
import type { RecordingStore } from '../app/recording.ts';
import { MOST_ORIGINS } from '../timeline/fold.ts';
import { topsOf } from '../timeline/layout.ts';
import { rowsOf } from '../timeline/rows.ts';
import { IconSprite } from './base/Icon.tsx';
import './base/tokens.css';
import { usePalette } from './base/use-palette.ts';
import { useRecording } from './base/use-recording.ts';
import { useSetting } from './base/use-setting.ts';
import { useSize, type Size } from './base/use-size.ts';
import { useTheme } from './base/use-theme.ts';
import { Drawer, isTab, type Tab } from './details/Drawer.tsx';
import { KpiStrip } from './kpi/KpiStrip.tsx';
import { Overview } from './overview/Overview.tsx';
import { Empty, NoConnection, NoMatch } from './status/Empty.tsx';
import { KeyBar } from './status/KeyBar.tsx';
import { Notices } from './status/Notices.tsx';
import { gridColumns } from './timeline/columns.ts';
import { isSort } from './timeline/GridHeader.tsx';
import { milestonesOf } from './timeline/milestones.ts';
import { NOTHING, type Selection } from './timeline/selection.ts';
import { Timeline } from './timeline/Timeline.tsx';
import { useAxis } from './timeline/use-axis.ts';
import { useTree } from './timeline/use-tree.ts';
import { Toolbar } from './toolbar/Toolbar.tsx';
import { usePanelKeys } from './use-panel-keys.ts';
import { useShown } from './filter/use-shown.ts';
import styles from './App.module.css';

interface Props {
  readonly store: RecordingStore;
  readonly theme: Theme;
  readonly settings: SettingsStore;
}

const isSize = (value: unknown): value is number => typeof value === 'number' && value >= 100 && value <= 4000;
/** Where the layout changes (UI.md section 3), CSS pixels. */
const NARROW = 900;
const SHORT = 420;

export function App({ store, theme, settings }: Props) {
  const recording = useRecording(store);
  const { analysis } = recording;
  const themeName = useTheme(theme);
  const root = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const panel = useSize(root);
  const palette = usePalette(root, themeName);
  const [area, setArea] = useState<Size>({ width: 0, height: 0 });
  const [held, setHeld] = useState(false);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [drawer, setDrawer] = useState(false);
  const [tab, setTab] = useSetting<Tab>(settings, 'tab', 'request', isTab);
  const [sort, setSort] = useSetting(settings, 'sort', 'cost' as const, isSort);
  const narrow = panel.width < NARROW;
  const short = panel.height < SHORT;
  const side = narrow || panel.height > panel.width ? 'bottom' : 'right';
  const [width, setWidth] = useSetting(settings, 'drawer-width', 396, isSize);
  const [height, setHeight] = useSetting(settings, 'drawer-height', 266, isSize);

  const filter = useShown(analysis);
  const tree = useTree(analysis, sort, area.height, held);
  const { origins, isOpen, unfolded, setOpen } = tree;
  const rows = useMemo(() => rowsOf(analysis, { origins, isOpen, unfolded, shown: filter.shown }), [analysis, origins, isOpen, unfolded, filter.shown]);
  const tops = useMemo(() => topsOf(rows), [rows]);
  const columns = useMemo(() => gridColumns(narrow, origins.length > MOST_ORIGINS), [narrow, origins.length]);
  const axis = useAxis(analysis, Math.max(area.width - columns.width, 0));
  const milestones = useMemo(() => milestonesOf(analysis), [analysis]);
  const byId = useMemo(() => new Map(analysis.requests.map((request) => [request.id, request])), [analysis]);
  const connections = useMemo(() => new Map(analysis.connections.map((connection) => [connection.id, connection])), [analysis]);
  const shownRequests = useMemo(() => (filter.shown === null ? analysis.requests : [...filter.shown]), [analysis, filter.shown]);

  const select = useCallback((next: Selection) => {
    setSelection(next);
    if (next.request === null && next.connection === null) return;
    setDrawer(true);
    // A lane without a request: its connection is what one wants to read about. The table stays.
    if (tab !== 'table') setTab(next.request === null ? 'connection' : 'request');
  }, [tab, setTab]);
  usePanelKeys({ store, recording: recording.recording, field, lanes, root, selection, clearSelection: () => setSelection(NOTHING), closeDrawer: () => setDrawer(false) });

  const request = byId.get(selection.request ?? '') ?? null;
  const connection = connections.get(selection.connection ?? '') ?? null;
  const empty = analysis.requests.length === 0;
  return (
    <div ref={root} className={styles['panel']} data-theme={themeName} data-testid="panel">
      <IconSprite />
      <Toolbar store={store} recording={recording} filter={{ ...filter.field, field }} chips={filter.chips} drawer={drawer} onDrawer={() => setDrawer(!drawer)} />
      <Notices notices={recording.notices} store={store} />
      {empty && <Empty recording={recording} store={store} />}
      {!empty && <KpiStrip analysis={analysis} axis={axis} onChip={filter.toggleChip} />}
      {!empty && (
        <div className={`${styles['body']} ${styles[side]}`}>
          <div className={styles['main']}>
            {palette !== null && <Overview analysis={analysis} axis={axis} palette={palette} gridWidth={narrow ? 0 : columns.width} width={narrow ? area.width : axis.width} height={short ? 28 : 52} />}
            {analysis.totals.none === analysis.totals.requests && <NoConnection count={analysis.totals.requests} />}
            {rows.length === 0 && <NoMatch text={filter.words} onClear={filter.clear} />}
            {palette !== null && rows.length > 0 && (
              <Timeline
                {...{ analysis, rows, tops, axis, palette, milestones, columns, sort, selection, byId, connections }}
                element={lanes}
                onSort={setSort}
                onSelect={select}
                onReveal={tree.reveal}
                onOpen={setOpen}
                onMore={tree.unfoldMore}
                onSize={setArea}
                onHeld={setHeld}
              />
            )}
          </div>
          {drawer && (
            <Drawer
              {...{ analysis, request, connection, connections, tab, side }}
              requests={shownRequests}
              zero={axis.zero}
              onTab={setTab}
              onSelect={select}
              onClose={() => setDrawer(false)}
              size={side === 'right' ? width : height}
              onSize={side === 'right' ? setWidth : setHeight}
            />
          )}
        </div>
      )}
      <KeyBar analysis={analysis} shown={filter.shown?.size ?? null} />
    </div>
  );
}
