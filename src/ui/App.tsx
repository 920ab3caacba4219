import { useMemo, useState, useSyncExternalStore } from 'react';
import type { SettingsStore, Theme } from '../app/host.ts';
import { createImports } from '../app/import/imports.ts';
import type { RecordingStore } from '../app/recording.ts';
import { AnnounceContext } from './base/announce.ts';
import './base/tokens.css';
import { TimeTextContext, timeTextOf } from './base/units.ts';
import { useRecording } from './base/use-recording.ts';
import { useTheme } from './base/use-theme.ts';
import { Panel } from './Panel.tsx';
import { prepare } from './import/prepare.ts';
import { usePreferences } from './settings/preferences.ts';
import { useSaid } from './status/use-said.ts';

interface Props {
  readonly store: RecordingStore;
  readonly theme: Theme;
  readonly settings: SettingsStore;
}

/** The live recording, or the file that is shown in its place. */
export function App({ store, theme, settings }: Props) {
  const live = useRecording(store);
  const [imports] = useState(() => createImports(prepare));
  const file = useSyncExternalStore(imports.subscribe, imports.snapshot);
  const preferences = usePreferences(settings);
  const hostTheme = useTheme(theme);
  const [said, announce] = useSaid();
  const { shown } = file;
  const recording = useMemo(() => (shown === null ? live : { ...live, ...shown.recording }), [live, shown]);
  return (
    <TimeTextContext value={timeTextOf(preferences.units)}>
      <AnnounceContext value={announce}>
        <Panel
          // Selection, filter and zoom belong to one recording.
          key={shown === null ? 'live' : `file:${shown.name}`}
          {...{ store, recording, settings, preferences, imports, file, said }}
          theme={preferences.theme === 'auto' ? hostTheme : preferences.theme}
        />
      </AnnounceContext>
    </TimeTextContext>
  );
}
