import { BlobReader, BlobWriter, ZipWriter, type ZipWriterAddDataOptions } from '@zip.js/zip.js/lib/zip-core-native.js';

/** An archive of these files, as other programs write them. */
export async function zipOf(files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>, options: ZipWriterAddDataOptions = {}): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter());
  for (const [name, content] of Object.entries(files)) await writer.add(name, new BlobReader(new Blob([content])), options);
  return writer.close();
}
