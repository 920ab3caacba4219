import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { SettingsStore } from '../app/host.ts';
import type { Imports, ImportState } from '../app/import/imports.ts';
import type { Recording, RecordingStore } from '../app/recording.ts';
import { insightOf } from '../core/insight/insight.ts';
import type { DefinitionId } from '../core/insight/accounts/definitions.ts';
import type { Row } from '../timeline/rows.ts';
import { useAnnounce } from './base/announce.ts';
import { copied } from './base/clipboard.ts';
import { IconSprite } from './base/Icon.tsx';
import { useTimeText } from './base/units.ts';
import { useKeptFocus } from './base/use-kept-focus.ts';
import { useFindingsCount, useJudged } from './base/use-judged.ts';
import { usePalette } from './base/use-palette.ts';
import { useMeasured, useSize } from './base/use-size.ts';
import { Drawer } from './details/Drawer.tsx';
import { useShown } from './filter/use-shown.ts';
import { ImportBar } from './import/ImportBar.tsx';
import { CompareButton, ImportButton } from './import/ImportButton.tsx';
import { useDrop } from './import/use-drop.ts';
import { KpiStrip } from './kpi/KpiStrip.tsx';
import { Overview } from './overview/Overview.tsx';
import { pictureOf } from './picture/picture-of.ts';
import type { Preferences } from './settings/preferences.ts';
import { SettingsMenu } from './settings/SettingsMenu.tsx';
import { Empty, NoConnection, NoMatch } from './status/Empty.tsx';
import { KeyBar } from './status/KeyBar.tsx';
import { Notices } from './status/Notices.tsx';
import statusStyles from './status/Status.module.css';
import type { Asked } from './timeline/asked.ts';
import { rowTsv } from './timeline/row-copy.ts';
import { requestSentence } from './timeline/sentence.ts';
import { Timeline } from './timeline/Timeline.tsx';
import { ExportMenu } from './toolbar/ExportMenu.tsx';
import { Toolbar } from './toolbar/Toolbar.tsx';
import { useExports } from './use-exports.ts';
import { useLanes } from './use-lanes.ts';
import { usePanelKeys } from './use-panel-keys.ts';
import { usePanelShape } from './use-panel-shape.ts';
import { useSeek } from './use-seek.ts';
import { useSelected } from './use-selected.ts';
import styles from './App.module.css';

interface Props {
  readonly store: RecordingStore;
  readonly recording: Recording;
  readonly settings: SettingsStore;
  readonly preferences: Preferences;
  readonly imports: Imports;
  readonly file: ImportState;
  /** Of the file that is to be compared with what is shown. */
  readonly others: Imports;
  readonly other: ImportState;
  /** One to show, or two to compare. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly theme: 'light' | 'dark';
  readonly said: string;
}

export function Panel({ store, recording, settings, preferences, imports, file, others, other, onFiles, theme, said }: Props) {
  const { analysis } = recording;
  const root = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const palette = usePalette(root, theme);
  const { selection, request, connection, unused, connections, drawer, tab, cost, select, clearSelection, explain, setDrawer, setTab, setCost } = useSelected(analysis, settings);
  const [measureBody, bodySize] = useMeasured();
  const { narrow, short, room, overviewHeight, side, most, drawerSize, onDrawerSize } = usePanelShape(useSize(root), bodySize, drawer, settings);
  const time = useTimeText();
  const announce = useAnnounce();

  const filter = useShown(analysis);
  const isJudged = drawer || request !== null;
  const judged = useJudged(analysis, isJudged);
  const findings = useFindingsCount(analysis);
  const { origins, named, reveal, measureMiddle, width, drawn, on } = useLanes(analysis, { settings, preferences, room, shown: filter.shown, judged: isJudged ? judged : null });
  const { rows, columns, axis } = drawn;
  const shownRequests = useMemo(() => (filter.shown === null ? analysis.requests : [...filter.shown]), [analysis, filter.shown]);

  const holders = useMemo(() => new Set(request === null ? [] : insightOf(judged).stalls.get(request.id)?.holders.map((holder) => holder.request)), [judged, request]);

  const { sought, onSought, seek, choose, showEvidence } = useSeek({ analysis, axis, connections, shown: filter.shown, named, setOpen: on.onOpen, reveal, select });
  const explainWhole = (id: DefinitionId): void => explain(id, null);
  const explainOrigin = useCallback(({ figure, origin }: Asked) => explain(figure, origin), [explain]);
  const clear = (): void => (file.shown === null ? store.clear() : imports.close());
  usePanelKeys({ store, recording: recording.recording, field, lanes, root, selection, onClear: clear, clearSelection, closeDrawer: () => setDrawer(false) });
  useKeptFocus(() => lanes.current ?? root.current?.querySelector<HTMLElement>('[data-testid="import"]'));
  const hovers = useDrop(root, onFiles, imports.expect);
  const copyRow = async (row: Row): Promise<void> => announce(await copied(rowTsv(row, columns, time), 'Copied the row.'));
  const exports = useExports(store, imports, file, (choice) => (lanes.current === null || palette === null ? null : pictureOf(choice, lanes.current, analysis, drawn, palette, time)));

  const where = request === null ? '' : requestSentence(request);
  useEffect(() => {
    if (where !== '') announce(where);
  }, [where, selection.request, announce]);
  const empty = analysis.requests.length === 0;
  return (
    <main ref={root} className={styles['panel']} data-theme={theme} data-testid="panel">
      <IconSprite />
      <h1 className={styles['unseen']}>Connections</h1>
      <Toolbar
        store={store}
        recording={recording}
        filter={{ ...filter.field, field }}
        chips={filter.chips}
        drawer={drawer}
        findings={findings}
        onDrawer={() => setDrawer(!drawer)}
        onClear={clear}
        menus={
          <>
            <ImportButton onFiles={onFiles} onNear={imports.expect} />
            {!empty && <CompareButton onFile={others.open} onNear={others.expect} />}
            <ExportMenu {...exports} />
            <SettingsMenu isLive={store.isLive} preferences={preferences} columns={columns.on} openOptions={store.openOptions} />
          </>
        }
      />
      <ImportBar imports={imports} state={file} isLive={store.isLive} />
      <ImportBar imports={others} state={other} isLive={store.isLive} />
      <Notices notices={recording.notices} store={store} />
      {empty && <Empty recording={recording} store={store} file={file.shown?.name ?? null} onFiles={onFiles} onNear={imports.expect} />}
      {!empty && <KpiStrip analysis={analysis} axis={axis} onChip={filter.toggleChip} onCost={() => on.onSort('cost')} onExplain={explainWhole} />}
      {!empty && (
        <div ref={measureBody} className={`${styles['body']} ${styles[side]}`}>
          <div ref={measureMiddle} className={styles['main']}>
            {palette !== null && <Overview analysis={analysis} axis={axis} palette={palette} gridWidth={narrow ? 0 : columns.width} width={narrow ? width : axis.width} height={overviewHeight} onExplain={explainWhole} />}
            {analysis.totals.none === analysis.totals.requests && <NoConnection requests={analysis.requests} />}
            {rows.length === 0 && <NoMatch text={filter.words} onClear={filter.clear} />}
            {palette !== null && rows.length > 0 && (
              <Timeline
                {...drawn}
                {...on}
                {...{ analysis, named, palette, selection, connections, holders, sought, onSought }}
                shown={filter.shown}
                selected={request}
                element={lanes}
                onSelect={select}
                onSeek={seek}
                onExplain={explainOrigin}
                onCopy={(row) => void copyRow(row)}
              />
            )}
          </div>
          {drawer && (
            <Drawer
              {...{ analysis, judged, axis, request, connection, unused, connections, tab, side, settings, cost }}
              onePane={narrow || short}
              onCost={setCost}
              requests={shownRequests}
              zero={axis.zero}
              onTab={setTab}
              onSelect={choose}
              onEvidence={showEvidence}
              onClose={() => setDrawer(false)}
              size={drawerSize}
              most={most}
              onSize={onDrawerSize}
            />
          )}
        </div>
      )}
      <KeyBar analysis={analysis} origins={origins.length} shown={filter.shown?.size ?? null} file={file.shown?.name ?? null} said={said} />
      {hovers && <div className={statusStyles['drop']}>Drop a HAR, a NetLog or both of one run, a trace, or a log of DevTools events to show it; two captures to compare them</div>}
    </main>
  );
}
