import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: process.env.PLUMBLINE_API ?? 'http://127.0.0.1:3000' } },
  },
  build: {
    target: 'es2023',
    // For bench/first-page.ts, which adds up what a page loads.
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What changes only with a dependency's version stays cached over our releases. Mantine is left to the
          // bundler, so that a page loads just the components that it draws with.
          groups: [
            { name: 'framework', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/ },
          ],
        },
      },
    },
  },
});
