import { crx, type CrxPlugin, type ManifestV3Export } from '@crxjs/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { docsPages } from './vite.docs.ts';
import { licences } from './vite.licences.ts';

/** The oldest browsers that the manifest admits. */
const OLDEST = [`chrome${manifest.minimum_chrome_version}`, `firefox${Number.parseInt(manifest.browser_specific_settings.gecko.strict_min_version, 10)}`];

/** `vite build --mode chrome|firefox` writes dist/chrome or dist/firefox from the one manifest.json. */
export default defineConfig(({ mode }) => {
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: [workersShareChunks(), react(), crx({ manifest: manifestFor(browser), browser }), nothingForPages(), docsPages(), licences()],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: OLDEST,
      // Files of an extension are there already; and what preloads them needs a document, which a worker has not.
      modulePreload: false,
      rollupOptions: { input: { panel: 'extension/panel.html', viewer: 'extension/viewer.html' } },
    },
  };
});

function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  const { key, minimum_chrome_version, browser_specific_settings, background, permissions, optional_permissions, ...shared } = manifest;
  // Firefox has event pages, not service workers, in extensions. What Chromium had better do without (extension/target.ts) costs nothing there.
  return (
    browser === 'firefox'
      ? { ...shared, permissions: [...permissions, ...optional_permissions], browser_specific_settings, background: { scripts: [background.service_worker], type: 'module' } }
      : { ...shared, permissions, optional_permissions, key, minimum_chrome_version, background }
  ) as ManifestV3Export;
}

/**
 * Vite bundles each worker by itself, with a second copy of all that it shares
 * with the panel. As a chunk of the same build it imports what is there.
 */
function workersShareChunks(): Plugin {
  const WORKER = /new URL\('(\.\/[\w/-]+\.ts)', import\.meta\.url\)/;
  return {
    name: 'workers-share-chunks',
    enforce: 'pre',
    async transform(code, file) {
      const found = file.endsWith('.ts') ? WORKER.exec(code) : null;
      const worker = found === null ? null : await this.resolve(found[1]!, file);
      if (found === null || worker === null) return null;
      return code.replace(found[0], `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id: worker.id })}`);
    },
  };
}

/**
 * crxjs makes every injected script web-accessible, for the sake of loaders
 * that we don't use, and leaves the loader's chunk behind. A page must not be
 * able to fetch, and so to find, anything of ours.
 */
function nothingForPages(): CrxPlugin {
  return {
    name: 'nothing-for-pages',
    enforce: 'post',
    renderCrxManifest({ web_accessible_resources: _none, ...built }, bundle) {
      for (const file of Object.keys(bundle)) if (/content\.iife\.ts-/.test(file)) delete bundle[file];
      return built as typeof built & { manifest_version: 3 };
    },
  };
}
