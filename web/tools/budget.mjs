// What every page loads before it can show anything, and what the heaviest page adds, compressed: fails when that is too much. Reads the
// build's manifest.
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const out = fileURLToPath(new URL('../../artifacts/web/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${out}.vite/manifest.json`, 'utf8'));
const kib = 1024;
// The texts of every screen are loaded beside the entry, not by it; an area's own come with its pages and count there.
const budgets = { entry: 135 * kib, texts: 5 * kib, styles: 32 * kib, page: 112 * kib };

const reach = (name, seen = new Set()) => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of manifest[name].imports ?? []) reach(other, seen);
  return seen;
};
const size = (file) => statSync(`${out}${file}.gz`, { throwIfNoEntry: false })?.size ?? statSync(`${out}${file}`).size;
const weigh = (names) => [...names].reduce((sum, name) => sum + size(manifest[name].file), 0);
const entry = reach('index.html');
const largest = (pattern, weight) =>
  Object.keys(manifest)
    .filter((name) => pattern.test(name))
    .map((name) => ({ name, bytes: weight(name) }))
    .sort((a, b) => b.bytes - a.bytes)[0];
const texts = largest(/texts\/(en|de)\/index/, (name) => size(manifest[name].file));
const page = largest(/features\/.*Page\.tsx$/, (name) => weigh([...reach(name)].filter((one) => !entry.has(one))));
const sizes = {
  entry: weigh(entry),
  texts: texts.bytes,
  styles: [...entry].flatMap((name) => manifest[name].css ?? []).reduce((sum, file) => sum + size(file), 0),
  page: page.bytes,
};
let tooMuch = false;
for (const [name, budget] of Object.entries(budgets)) {
  tooMuch ||= sizes[name] > budget;
  const which = name === 'page' ? ` (${page.name})` : '';
  process.stdout.write(`${name}: ${(sizes[name] / kib).toFixed(1)} KiB gzip of ${budget / kib}${which}\n`);
}
process.exit(tooMuch ? 1 : 0);
