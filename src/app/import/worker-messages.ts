import type { ExportedFile } from '../../core/export/exporters.ts';
import type { Parcel } from './parcels.ts';

/** One, or a NetLog and another of the same run. */
export type Files = readonly [Blob] | readonly [Blob, Blob];

/** What the worker is asked: one question per worker, so that cancelling is ending it. */
export type Question =
  | { readonly ask: 'read'; readonly files: Files }
  /** The same file again, written by one of the exporters. */
  | { readonly ask: 'export'; readonly files: Files; readonly exporter: string };

export type Answer =
  /** So much of the text has been read and parsed, 0..1; at 1 the analysis begins. */
  | { readonly answer: 'read'; readonly share: number }
  | { readonly answer: 'parcel'; readonly parcel: Parcel }
  | { readonly answer: 'done'; readonly skipped: number; readonly cut: boolean }
  | { readonly answer: 'exported'; readonly file: ExportedFile | null }
  | { readonly answer: 'failed'; readonly error: string };
