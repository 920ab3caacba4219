import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
  readonly key?: string;
  readonly browser_specific_settings?: { readonly gecko?: { readonly id?: string } };
}

function manifestOf(extensionDir: string): Manifest {
  return JSON.parse(readFileSync(path.join(extensionDir, 'manifest.json'), 'utf8')) as Manifest;
}

/** Chromium names an extension by the first half of its key's SHA-256, with a–p for the sixteen digits. */
export function chromiumExtensionId(extensionDir: string): string {
  const { key } = manifestOf(extensionDir);
  if (key === undefined) throw new Error(`${extensionDir}/manifest.json has no "key", so its id is not known in advance`);
  const half = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return [...half].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

export function firefoxExtensionId(extensionDir: string): string {
  const id = manifestOf(extensionDir).browser_specific_settings?.gecko?.id;
  if (id === undefined) throw new Error(`${extensionDir}/manifest.json has no browser_specific_settings.gecko.id`);
  return id;
}
