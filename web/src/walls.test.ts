import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({
    path,
    text: readFileSync(`${src}${path}`, 'utf8'),
  }));
const area = (path: string) =>
  path.startsWith('features/') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '');

function imports(file: { path: string; text: string }): string[] {
  return [...file.text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, name = '']) => {
    if (name.startsWith('@/')) return [name.slice(2)];
    if (!name.startsWith('.')) return [];
    return [new URL(name, `file:///${file.path}`).pathname.slice(1)];
  });
}

const below: Record<string, readonly string[]> = {
  lib: ['lib'],
  texts: ['texts', 'lib'],
  api: ['api', 'lib'],
  ui: ['ui', 'api', 'lib', 'texts'],
};

describe('the walls', () => {
  test.each(files.filter(({ path }) => !path.startsWith('app/') && path.includes('/')))('are kept by $path', (file) => {
    const own = area(file.path);
    const allowed = below[own] ?? ['lib', 'ui', 'api', 'texts', own];
    const broken = imports(file).filter((name) => !allowed.includes(area(name)));
    expect(broken).toEqual([]);
  });
});

describe('Mantine', () => {
  const styles = readFileSync(`${src}ui/mantine.css`, 'utf8');
  const used = files.flatMap(({ path, text }) =>
    [...text.matchAll(/import\s*\{([^}]*)\}\s*from '@mantine\/core'/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => ({ path, name: name.trim().split(' ')[0] ?? '' })),
    ),
  );

  test('has a line for every component that is used', () => {
    const sheets = `${src}../node_modules/@mantine/core/styles/`;
    const missing = used.filter(
      ({ name }) => existsSync(`${sheets}${name}.layer.css`) && !styles.includes(`/${name}.layer.css`),
    );
    expect(missing).toEqual([]);
  });

  test('writes no style elements, which the policy of the page forbids', () => {
    const forbidden = ['SimpleGrid', 'Grid', 'AppShell', 'Marquee', 'ColorSchemeScript'];
    expect(used.filter(({ name }) => forbidden.includes(name))).toEqual([]);
    const responsive = files.filter(
      ({ text }) => /\b(visibleFrom|hiddenFrom)=|=\{\{ base:/.test(text) && !text.includes('walls'),
    );
    expect(responsive.map(({ path }) => path)).toEqual([]);
  });
});
