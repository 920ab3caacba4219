import type { Comparison, ReadFrom } from '../../core/compare/compare.ts';
import type { Sides } from '../../core/compare/difference.ts';
import type { ExportedFile } from '../../core/export/exporters.ts';
import type { Secrets } from '../../core/export/privacy.ts';
import type { Removed } from '../../core/export/removed.ts';
import type { AboutFile } from '../../core/model/about.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { ZipChoice } from '../../files/open-zip.ts';
import type { Files } from '../../files/read-file.ts';
import type { Parcel } from './parcels.ts';

/** What the first of two workers is asked, with a channel to the other: one piece of work for both, so that cancelling is ending them. */
export type Question =
  | { readonly ask: 'read'; readonly files: Files<Blob> }
  /** To be the second reader of whom the other asks. */
  | { readonly ask: 'help' }
  /** The same file again, written by one of the exporters. */
  | { readonly ask: 'export'; readonly files: Files<Blob>; readonly exporter: string; readonly secrets: Secrets }
  /** What exports of it leave out. */
  | { readonly ask: 'removed'; readonly files: Files<Blob> }
  /** To keep for the comparison that is asked for next. */
  | { readonly ask: 'take'; readonly side: 'a' | 'b'; readonly part: Part }
  | { readonly ask: 'compare'; readonly from: Sides<ReadFrom> };

/** Of a capture that is to be compared: one parcel of a file, or all of a recording. */
export type Part = Parcel | { readonly kind: 'whole'; readonly analysis: Analysis };

export type Answer =
  /** So much of the text has been read and parsed, 0..1; at 1 the analysis begins. */
  | { readonly answer: 'read'; readonly share: number }
  | { readonly answer: 'parcel'; readonly parcel: Parcel }
  | { readonly answer: 'done'; readonly skipped: number; readonly cut: string | null; readonly about: AboutFile; readonly choice: ZipChoice | null }
  | { readonly answer: 'exported'; readonly file: ExportedFile | null }
  | { readonly answer: 'removed'; readonly removed: readonly Removed[] }
  | { readonly answer: 'comparing'; readonly share: number }
  | { readonly answer: 'compared'; readonly comparison: Comparison }
  | { readonly answer: 'failed'; readonly error: string };
