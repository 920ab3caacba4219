import { useCallback, useState } from 'react';
import type { SettingsStore } from '../../app/host.ts';

/** A value that outlives the panel. What was stored is checked: it may be of an older version. */
export function useSetting<T>(
  settings: SettingsStore,
  key: string,
  first: T,
  isValid: (value: unknown) => value is T,
): readonly [T, (next: T) => void] {
  const [value, setValue] = useState(() => {
    const stored = settings.read(key);
    return isValid(stored) ? stored : first;
  });
  const set = useCallback(
    (next: T) => {
      setValue(next);
      settings.write(key, next);
    },
    [settings, key],
  );
  return [value, set];
}
