import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['castellan-source'] },
  build: {
    target: 'es2023',
    // The polyfill would be a script in the page, which our policy refuses, and no browser needs it.
    modulePreload: { polyfill: false },
    // A data: address would need a hole in the policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    // Marks for another bundler’s server components; nothing is rendered on a server here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
