import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    environment: 'jsdom',
    globals: true,
    include: ['tests/ts/**/*.spec.{ts,tsx}'],
    setupFiles: ['./labextension/vitest.setup.mjs'],
    // Third parties talk to themselves while a shared cell is put together.
    onConsoleLog: text => !/Invalid access: Add Yjs type|Not same Y.Doc|Clipboard API not/.test(text),
    server: { deps: { inline: [/@jupyterlab\//, /@jupyter\//, /@lumino\//] } }
  },
  resolve: {
    alias: [{ find: /^.*\.svg$/, replacement: fileURLToPath(new URL('empty-svg.js', import.meta.url)) }]
  }
});
