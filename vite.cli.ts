import { defineConfig } from 'vite';

/** `vite build --config vite.cli.ts` writes the command line as one file, which needs nothing but Node. */
export default defineConfig({
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    copyPublicDir: false,
    rollupOptions: { output: { entryFileNames: 'reuse-lens.js', codeSplitting: false } },
  },
  ssr: { noExternal: true, target: 'node' },
});
