import { createContext, use } from 'react';
import { msOnly, timeText, type TimeText } from '../../timeline/words.ts';

export const UNITS = ['auto', 'ms'] as const;
export type Units = (typeof UNITS)[number];
export const isUnits = (value: unknown): value is Units => (UNITS as readonly unknown[]).includes(value);

export const timeTextOf = (units: Units): TimeText => (units === 'ms' ? msOnly : timeText);

/** How the user wants lengths of time to be written. */
export const TimeTextContext = createContext<TimeText>(timeText);
export const useTimeText = (): TimeText => use(TimeTextContext);
