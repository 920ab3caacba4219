/**
 * What a process of its own does with a file.
 * - `parse`: `JSON.parse` of its text, which is in memory.
 * - `analyse`: from the same text to the analysis.
 * - `again`: the same, after it did so once.
 * - `read`: from the file to the analysis, as the command line reads it.
 */
export type Work = 'parse' | 'analyse' | 'again' | 'read';

export interface Measured {
  /** Without reading the file, but for `read`. */
  readonly ms: number;
  /** The most memory that the process had at a time (getrusage, `ru_maxrss`). */
  readonly peakBytes: number;
}
