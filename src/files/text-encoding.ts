/** HAR is UTF-8, with or without a byte order mark (HAR 1.2, "HAR Data Structure"); some tools on Windows save UTF-16 (RFC 8259 section 8.1 forbids it). */
export function decoderOf(first: Uint8Array): TextDecoder {
  const [a, b] = first;
  // A mark (Unicode, "byte order mark"), or a first character in ASCII, as every JSON text has.
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0)) return new TextDecoder('utf-16le');
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0)) return new TextDecoder('utf-16be');
  if (first.subarray(0, LOOK).includes(0)) throw new Error(`The file is no text: it begins with the bytes ${hex(first.subarray(0, 8))}.`);
  return new TextDecoder('utf-8');
}

/** No text has a NUL; binary data has one in its first bytes, nearly always. */
const LOOK = 1024;

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
