import type { FileLike } from './open-file.ts';
import { BlobReader, configure, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';

/** Which file of an archive is read. */
export interface ZipChoice {
  /** Its path in the archive. */
  readonly name: string;
  /** The paths of other captures in it, which are not read. */
  readonly others: readonly string[];
}

export interface OpenedZip {
  readonly choice: ZipChoice;
  readonly bytes: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Of `bytes`, as the archive's directory says. */
  readonly size: number;
  readonly isGzip: boolean;
}

// It is in a worker already; and an extension may not make one out of a string.
configure({ useWebWorkers: false });

/** Only the directory, at the end of the file, and the chosen entry are read of a big archive. */
export async function openZip(file: FileLike): Promise<OpenedZip> {
  // The reader wants no more of a blob than its size and slices.
  // Nothing is written under the names in it, so that `../page.har` does no harm.
  const entries = await new ZipReader(new BlobReader(file as Blob)).getEntries({ filenameValidation: 'tolerant' }).catch(() => {
    throw new Error('The zip file is damaged or ends early: its directory, which stands at its end, cannot be read.');
  });
  const [chosen, ...rest] = entries.filter((entry): entry is FileEntry => !entry.directory && rankOf(entry.filename) < NONE).sort(byRank);
  if (chosen === undefined) throw new Error(`The zip file has no capture in it: none of its ${entries.length} entries is named .har or .json, or, as a log, .txt, .log, .jsonl or .ndjson.`);
  // A text beside a capture is a readme.
  const others = rankOf(chosen.filename) === TEXT ? rest : rest.filter(({ filename }) => rankOf(filename) < TEXT);
  if (chosen.encrypted) throw new Error(`“${chosen.filename}” in the zip file is encrypted: unpack it first.`);
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  // What goes wrong is heard by who reads.
  chosen.getData(writable).catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return {
    choice: { name: chosen.filename, others: others.map(({ filename }) => filename) },
    bytes: readable,
    size: chosen.uncompressedSize,
    isGzip: /\.gz$/i.test(chosen.filename),
  };
}

const KINDS = [/\.har(\.gz)?$/i, /\.json(\.gz)?$/i, /\.(txt|log|jsonl|ndjson)(\.gz)?$/i];
const TEXT = KINDS.length - 1;
const NONE = KINDS.length;

/** What Finder adds is none of the archive's own. */
function rankOf(name: string): number {
  const kind = /(^|\/)(__MACOSX\/|\._)/.test(name) ? -1 : KINDS.findIndex((pattern) => pattern.test(name));
  return kind < 0 ? NONE : kind;
}

/** The likeliest kind first, and of one kind the biggest. */
const byRank = (a: FileEntry, b: FileEntry): number => rankOf(a.filename) - rankOf(b.filename) || b.uncompressedSize - a.uncompressedSize || (a.filename < b.filename ? -1 : 1);
