import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const out = fileURLToPath(new URL('../artifacts/web', import.meta.url));
const server = process.env.OLYMPUS_URL ?? 'http://localhost:8080';

/** Beside every file that compresses its `.br` and `.gz`, made once here as small as they get: the server only picks one. */
function compressed(): Plugin {
  const worth = /\.(js|css|html|svg|json|webmanifest|txt)$/;
  const walk = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    closeBundle() {
      for (const path of walk(out).filter((path) => worth.test(path))) {
        const bytes = readFileSync(path);
        if (bytes.length < 1024) continue;
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(
          `${path}.br`,
          brotliCompressSync(bytes, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
          }),
        );
      }
    },
  };
}

/** Puts the list of built files and a version into the service worker, which Rollup builds as an entry of its own beside the app. */
function precached(): Plugin {
  return {
    name: 'precached',
    apply: 'build',
    generateBundle(_, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') return;
      const files = Object.keys(bundle)
        .filter((name) => name !== 'sw.js' && !name.startsWith('.') && !name.endsWith('.map'))
        .sort();
      const marked = /["'`]__FILES__["'`]/;
      if (!marked.test(worker.code)) throw new Error('The service worker has no place for the list of files.');
      worker.code = worker.code.replace(marked, JSON.stringify(files.map((name) => `/${name}`)));
    },
  };
}

/** The types of events, read from the contract: what can be chosen for a webhook is what the server sends, always. */
function eventTypes(): Plugin {
  const name = 'virtual:event-types';
  const folder = fileURLToPath(new URL('../proto/olympus/events/v1', import.meta.url));
  return {
    name: 'event-types',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      const files = readdirSync(folder).map((file) => join(folder, file));
      for (const file of files) this.addWatchFile(file);
      const types = files.flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/option \(event_type\) = "([^"]+)"/g)].map(([, type]) => type),
      );
      return `export const eventTypes = ${JSON.stringify(types.sort())};`;
    },
  };
}

export default defineConfig({
  plugins: [react(), eventTypes(), precached(), compressed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: out,
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        app: fileURLToPath(new URL('./index.html', import.meta.url)),
        sw: fileURLToPath(new URL('./src/sw.ts', import.meta.url)),
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': server,
      '/docs': server,
      '/graphql': { target: server, ws: true },
      '/health': server,
      '/.well-known': server,
      '/ws': { target: server, ws: true },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
