import { createPartReader, type FilePart } from '../../core/capture/any-file.ts';
import { openFile } from '../../files/open-file.ts';
import { createHeardTables } from './heard-tables.ts';
import { observationIn } from './packed-request.ts';
import { buffersOf, createPacking, type HeardParcel } from './parcels.ts';

/** The second half of a big file, read while the first is. */
export interface SecondHalf {
  readonly part: FilePart;
  /** @param first how many entries stand before it */
  readonly parcels: (first: number) => readonly HeardParcel[];
}

/** What the second reader says to the first. */
type Said = { readonly parcel: HeardParcel } | { readonly end: Omit<FilePart, 'observations'> | null };

/** `null` when it takes what stands before to read it. */
export function askSecond(reader: MessagePort, half: Blob): Promise<SecondHalf | null> {
  const parcels: HeardParcel[] = [];
  const numbered = (first: number): readonly HeardParcel[] => parcels.map((parcel) => ({ ...parcel, first }));
  const observations: FilePart['observations'] = (first) => {
    const tables = createHeardTables();
    return numbered(first).flatMap((parcel) => {
      const table = tables.add(parcel);
      return table.keys.map((_, row) => observationIn(table, row));
    });
  };
  reader.postMessage(half);
  return new Promise((resolve) => {
    reader.onmessage = ({ data }: MessageEvent<Said>) => {
      if ('parcel' in data) parcels.push(data.parcel);
      else resolve(data.end && { part: { ...data.end, observations }, parcels: numbered });
    };
  });
}

/** Waits at its end of the channel for a half to read. */
export function beSecond(first: MessagePort): void {
  const say = (said: Said, handOver: ArrayBuffer[] = []): void => first.postMessage(said, handOver);
  first.onmessage = ({ data }: MessageEvent<Blob>) => {
    read(data, (parcel) => say({ parcel }, buffersOf(parcel))).then(
      (end) => say({ end }),
      // The first reader will find out by itself what is wrong with it.
      () => say({ end: null }),
    );
  };
}

async function read(half: Blob, send: (parcel: HeardParcel) => void): Promise<Omit<FilePart, 'observations'> | null> {
  const packing = createPacking('second');
  const reader = createPartReader();
  const { pieces } = await openFile(half);
  for await (const { text } of pieces) for (const parcel of packing.heard(reader.add(text))) send(parcel);
  for (const parcel of packing.flush()) send(parcel);
  return reader.end();
}
