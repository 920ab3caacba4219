import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page in which the benchmarks run: the real app, built as it is shipped. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: '../../node_modules/.cache/bench-page', emptyOutDir: true, target: ['chrome120'], modulePreload: { polyfill: false } },
});
