import type { Analysis } from '../../model/analysis.ts';
import type { Context } from './context.ts';

/** What rules look at, of one recording. */
export const contextOf = (analysis: Analysis): Context => ({ analysis, why: new Map(), stalls: new Map() });
