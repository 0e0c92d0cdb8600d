import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // The page of maintenance is made for one address and given at all of them.
      paths: { relative: false },
      // It takes every request for https and so refuses the forms of a portal on http: src/hooks.server.ts looks itself.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
  // The Content-Security-Policy knows no `data:`, so that small files stay files.
  build: { assetsInlineLimit: 0 },
});
