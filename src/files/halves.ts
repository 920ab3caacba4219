import { entryIn } from '../core/capture/har-text.ts';
import { kindOfStart, TELLING } from '../core/capture/kind.ts';

/** Of a smaller file each half is read before a second reader has begun, bytes. */
const WORTH_IT = 1 << 22;
/** So far behind the middle the beginning of an entry is sought, bytes: few answers are longer. */
const LOOK = 1 << 20;

/**
 * A big HAR in two, the second of which begins with an entry, to all
 * appearances: that it does is seen when the first has been read. `null` of
 * all other files.
 */
export async function halvesOf(file: Blob): Promise<readonly [Blob, Blob] | null> {
  if (file.size < WORTH_IT) return null;
  const middle = Math.floor(file.size / 2);
  const [start, behind] = await Promise.all([asciiOf(file.slice(0, TELLING)), asciiOf(file.slice(middle, middle + LOOK))]);
  const entry = kindOfStart(start) === 'har' ? entryIn(behind) : null;
  return entry === null ? null : [file.slice(0, middle + entry), file.slice(middle + entry)];
}

/** A character for each byte, so that places are places in the file; what is no ASCII becomes something else that is none. */
const asciiOf = async (bytes: Blob): Promise<string> => new TextDecoder('windows-1252').decode(await bytes.arrayBuffer());
