// What every page loads before it can show anything, compressed: fails when that is too much. Reads the build's manifest.
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const out = fileURLToPath(new URL('../../artifacts/web/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${out}.vite/manifest.json`, 'utf8'));
const kib = 1024;
// The texts are loaded beside the entry, not by it.
const budgets = { entry: 135 * kib, texts: 24 * kib, styles: 32 * kib };

const seen = new Set();
const walk = (name) => {
  if (seen.has(name)) return;
  seen.add(name);
  for (const other of manifest[name].imports ?? []) walk(other);
};
walk('index.html');
const size = (file) => statSync(`${out}${file}.gz`, { throwIfNoEntry: false })?.size ?? statSync(`${out}${file}`).size;
const sizes = {
  entry: [...seen].reduce((sum, name) => sum + size(manifest[name].file), 0),
  texts: Math.max(
    ...Object.entries(manifest)
      .filter(([name]) => /texts\/(en|de)\/index/.test(name))
      .map(([, chunk]) => size(chunk.file)),
  ),
  styles: [...seen].flatMap((name) => manifest[name].css ?? []).reduce((sum, file) => sum + size(file), 0),
};
let tooMuch = false;
for (const [name, budget] of Object.entries(budgets)) {
  tooMuch ||= sizes[name] > budget;
  process.stdout.write(`${name}: ${(sizes[name] / kib).toFixed(1)} KiB gzip of ${budget / kib}\n`);
}
process.exit(tooMuch ? 1 : 0);
