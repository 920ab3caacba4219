import type { ExportedFile } from '../../core/export/exporters.ts';
import type { Parcel } from './parcels.ts';

/** What the worker is asked: one question per worker, so that cancelling is ending it. */
export type Question =
  | { readonly ask: 'read'; readonly file: Blob }
  /** The same file again, written by one of the exporters. */
  | { readonly ask: 'export'; readonly file: Blob; readonly exporter: string };

export type Answer =
  /** So much of the text has been read and parsed, 0..1; at 1 the analysis begins. */
  | { readonly answer: 'read'; readonly share: number }
  | { readonly answer: 'parcel'; readonly parcel: Parcel }
  | { readonly answer: 'done'; readonly skipped: number; readonly cut: boolean }
  | { readonly answer: 'exported'; readonly file: ExportedFile | null }
  | { readonly answer: 'failed'; readonly error: string };
