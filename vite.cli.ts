import { defineConfig } from 'vite';
import { licences } from './vite.licences.ts';

/** `vite build --config vite.cli.ts` writes the command line as one file, which needs nothing but Node. */
export default defineConfig({
  plugins: [licences()],
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    copyPublicDir: false,
    // The licences.
    ssrEmitAssets: true,
    rollupOptions: { output: { entryFileNames: 'reuse-lens.js', codeSplitting: false } },
  },
  ssr: { noExternal: true, target: 'node' },
});
