import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The playground: `npx vite e2e/playground`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { port: 5199, fs: { allow: ['../..'] } },
});
