import { halvesOf } from '../../files/halves.ts';
import { MOST_UNPACKED_BYTES, openFile } from '../../files/open-file.ts';
import type { ZipChoice } from '../../files/open-zip.ts';
import { createFileReader, readAnyFile, type FileReader, type Files } from '../../files/read-file.ts';
import { buffersOf, createPacking, type Packing, type Parcel } from './parcels.ts';
import { askSecond, type SecondHalf } from './second-reader.ts';
import type { Answer } from './worker-messages.ts';

export type Say = (answer: Answer, handOver?: ArrayBuffer[]) => void;

/** Nobody sees a smaller step. */
const LEAST_SHARE = 0.02;

/** Reads, analyses and sends; of a big HAR the second half is read by `second` meanwhile. */
export async function readForPanel([file, other]: Files<Blob>, { say, second }: { readonly say: Say; readonly second: MessagePort }): Promise<void> {
  const send = (parcels: Iterable<Parcel>): void => {
    for (const parcel of parcels) say({ answer: 'parcel', parcel }, buffersOf(parcel));
  };
  const packing = createPacking();
  const beside = other === undefined ? null : await readAnyFile(other, 'give-up');
  if (beside !== null && !beside.ok) return say({ answer: 'failed', error: beside.error });
  const reader = createFileReader({ raw: 'give-up', beside: beside?.value ?? null });
  let told = 0;
  let isEarly = false;
  const readOn = async (part: Blob, before = 0): Promise<ZipChoice | null> => {
    const { choice, pieces, endsEarly } = await openFile(part, MOST_UNPACKED_BYTES, before);
    for await (const { text, share } of pieces) {
      send(packing.heard(reader.add(text)));
      if (share < told + LEAST_SHARE) continue;
      say({ answer: 'read', share });
      told = share;
    }
    isEarly = endsEarly();
    return choice;
  };
  const halves = other === undefined ? await halvesOf(file) : null;
  const reading = halves && askSecond(second, halves[1]);
  const choice = await readOn(halves?.[0] ?? file);
  if (halves !== null) {
    const joined = join(reader, packing, await reading);
    send(joined.parcels);
    // What the second read cannot be joined to what was read: it is read once more, by who knows that.
    if (!joined.isWhole) await readOn(halves[1], halves[0].size);
  }
  const read = reader.end(isEarly);
  if (!read.ok) return say({ answer: 'failed', error: read.error });
  send(packing.heard(read.value.last));
  send(packing.rest(read.value.analysis));
  const { skipped, cut, about } = read.value;
  say({ answer: 'done', skipped, cut, about, choice });
}

function join(reader: FileReader, packing: Packing, half: SecondHalf | null): { readonly isWhole: boolean; readonly parcels: readonly Parcel[] } {
  const last = reader.seam();
  if (last === null) return { isWhole: false, parcels: [] };
  const own = [...packing.heard(last)];
  const joined = half && reader.join(half.part);
  if (half === null || joined === null) return { isWhole: false, parcels: own };
  own.push(...packing.flush());
  packing.joined(joined.observations);
  return { isWhole: true, parcels: [...own, ...half.parcels(joined.first)] };
}
