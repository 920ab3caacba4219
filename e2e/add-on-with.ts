import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserName } from './browsers/driver.ts';

export const builtAddOn = (name: BrowserName): string => `dist/${name === 'firefox' ? 'firefox' : 'chrome'}`;

type Manifest = Readonly<Record<string, unknown>>;

/** The built add-on in this folder with another manifest: what the user may grant or withhold, no test can be asked for. */
export function addOnWith(name: BrowserName, folder: string, change: (manifest: Manifest) => Manifest): string {
  const target = path.join(folder, 'add-on');
  cpSync(builtAddOn(name), target, { recursive: true });
  const file = path.join(target, 'manifest.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Manifest)));
  return target;
}

/** As if the user had withheld the sites: asked for, not granted. */
export const withoutAccess = ({ host_permissions, ...manifest }: Manifest): Manifest => ({ ...manifest, optional_host_permissions: host_permissions });

/** As if the user had allowed request events. */
export const withRequestEvents = ({ permissions, optional_permissions: _asked, ...manifest }: Manifest): Manifest => ({ ...manifest, permissions: [...(permissions as readonly string[]), 'webRequest'] });
