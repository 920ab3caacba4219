import { useSyncExternalStore } from 'react';
import type { Theme } from '../../app/host.ts';

export const useTheme = (theme: Theme): 'light' | 'dark' => useSyncExternalStore(theme.subscribe, theme.current);
