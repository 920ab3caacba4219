import { lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { SettingsStore, Theme } from '../app/host.ts';
import { createImports, type ShownFile } from '../app/import/imports.ts';
import { openTwo } from '../app/import/open-both.ts';
import type { RecordingStore } from '../app/recording.ts';
import { remember } from '../timeline/remember.ts';
import { AnnounceContext } from './base/announce.ts';
import './base/tokens.css';
import { TimeTextContext, timeTextOf } from './base/units.ts';
import { useRecording } from './base/use-recording.ts';
import { useTheme } from './base/use-theme.ts';
import type { NamedCapture } from './compare/captures.ts';
import { Panel } from './Panel.tsx';
import { prepare } from './import/prepare.ts';
import { usePreferences } from './settings/preferences.ts';
import { PanelFailed } from './status/PanelFailed.tsx';
import { useSaid } from './status/use-said.ts';

interface Props {
  readonly store: RecordingStore;
  readonly theme: Theme;
  readonly settings: SettingsStore;
}

/** Loaded when two captures are there to be compared. */
const Compare = lazy(async () => ({ default: (await import('./compare/Compare.tsx')).Compare }));

/** The live recording, or the file that is shown in its place; or either beside another file. */
export function App({ store, theme, settings }: Props) {
  const live = useRecording(store);
  const [imports] = useState(() => createImports(prepare));
  const file = useSyncExternalStore(imports.subscribe, imports.snapshot);
  const [others] = useState(() => createImports(prepare));
  const other = useSyncExternalStore(others.subscribe, others.snapshot);
  const compareWith = useCallback(([file]: readonly File[]) => file && others.open(file), [others]);
  const preferences = usePreferences(settings);
  const hostTheme = useTheme(theme);
  const [said, announce] = useSaid();
  const openFiles = useCallback((files: readonly File[]) => {
    const [first, second] = files;
    if (first === undefined) return;
    if (files.length > 2) announce(`Of ${files.length} files the first two are opened.`);
    if (second === undefined) imports.open(first);
    else void openTwo(imports, others, [first, second]);
  }, [imports, others, announce]);
  const { shown } = file;
  const recording = useMemo(() => (shown === null ? live : { ...live, ...shown.recording }), [live, shown]);
  const colours = preferences.theme === 'auto' ? hostTheme : preferences.theme;
  const key = shown === null ? 'live' : `file:${shown.number}`;
  const close = other.shown !== null ? { label: 'Close comparison', run: others.close } : shown !== null ? { label: store.isLive ? 'Back to recording' : 'Close file', run: imports.close } : null;
  return (
    <TimeTextContext value={timeTextOf(preferences.units)}>
      <AnnounceContext value={announce}>
        <ErrorBoundary
          // What could not be drawn was of this file, or of this comparison.
          resetKeys={[key, other.shown]}
          fallbackRender={({ error, resetErrorBoundary }) => (
            <PanelFailed {...{ error, close }} theme={colours} onAgain={resetErrorBoundary} onSave={store.isLive ? () => store.save('capture') : null} />
          )}
        >
          {other.shown === null ? (
            <Panel
              // Selection, filter and zoom belong to one recording.
              key={key}
              {...{ store, recording, settings, preferences, imports, file, others, other, said }}
              onFiles={openFiles}
              theme={colours}
            />
          ) : (
            <Suspense>
              <Compare
                shown={shown === null ? { name: 'Recording', analysis: live.analysis, source: { analysis: live.analysis } } : captureOf(shown)}
                other={captureOf(other.shown)}
                file={other}
                onFiles={compareWith}
                {...{ others, isLive: store.isLive }}
                theme={colours}
              />
            </Suspense>
          )}
        </ErrorBoundary>
      </AnnounceContext>
    </TimeTextContext>
  );
}

const captureOf = remember((file: ShownFile): NamedCapture => ({ name: file.name, analysis: file.recording.analysis, source: file }));
