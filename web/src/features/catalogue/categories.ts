/** The tree of categories as lists and choices. The API gives every category right behind its parent. */
export type Category = { id: string; parent_id: string | null; name: string; position: number; version: number };

export type Placed<T extends Category> = { category: T; depth: number };

/** How deep each stands, in the order given. */
export function placed<T extends Category>(categories: readonly T[]): Placed<T>[] {
  const depths = new Map<string, number>();
  return categories.map((category) => {
    const depth = category.parent_id === null ? 0 : (depths.get(category.parent_id) ?? -1) + 1;
    depths.set(category.id, depth);
    return { category, depth };
  });
}

/** "Drinks > Hot": the names from the top. */
export function pathOf(categories: readonly Category[], id: string | null): string {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const names: string[] = [];
  for (
    let at = id === null ? undefined : byId.get(id);
    at && names.length < 20;
    at = at.parent_id === null ? undefined : byId.get(at.parent_id)
  )
    names.unshift(at.name);
  return names.join(' > ');
}

/** Id → path, for all at once. */
export function categoryPaths(categories: readonly Category[]): Map<string, string> {
  const paths = new Map<string, string>();
  for (const category of categories) {
    const above = category.parent_id === null ? undefined : paths.get(category.parent_id);
    paths.set(category.id, above === undefined ? category.name : `${above} > ${category.name}`);
  }
  return paths;
}

/** A category and everything below it. */
export function branch(categories: readonly Category[], id: string): Set<string> {
  const found = new Set([id]);
  for (const category of categories)
    if (category.parent_id !== null && found.has(category.parent_id)) found.add(category.id);
  return found;
}

/** Choices for a select, indented by their depth; without a branch that must not be chosen. */
export function choices(
  categories: readonly Category[],
  without: string | null = null,
): { value: string; label: string }[] {
  const hidden = without === null ? new Set<string>() : branch(categories, without);
  return placed(categories)
    .filter(({ category }) => !hidden.has(category.id))
    .map(({ category, depth }) => ({ value: category.id, label: `${'\u2003'.repeat(depth)}${category.name}` }));
}

/** The positions that bring a category one place up or down among its siblings: what has to be written, in order. */
export function stepped<T extends Category>(
  categories: readonly T[],
  id: string,
  by: -1 | 1,
): { category: T; position: number }[] {
  const moved = categories.find((category) => category.id === id);
  if (!moved) return [];
  const siblings = categories.filter((category) => category.parent_id === moved.parent_id);
  const at = siblings.indexOf(moved);
  const other = siblings[at + by];
  if (!other) return [];
  const ordered = [...siblings];
  ordered[at] = other;
  ordered[at + by] = moved;
  return ordered.flatMap((category, position) => (category.position === position ? [] : [{ category, position }]));
}

/** The names of paths that are not there yet, parents before children, each with the path of its parent. */
export function missingPaths(
  categories: readonly Category[],
  paths: readonly string[],
): { path: string; parent: string | null; name: string }[] {
  const known = new Set(categories.map((category) => key(pathOf(categories, category.id))));
  const missing: { path: string; parent: string | null; name: string }[] = [];
  for (const path of paths) {
    const names = path.split(' > ');
    names.forEach((name, at) => {
      const own = names.slice(0, at + 1).join(' > ');
      if (known.has(key(own))) return;
      known.add(key(own));
      missing.push({ path: own, parent: at === 0 ? null : names.slice(0, at).join(' > '), name });
    });
  }
  return missing;
}

/** Path → id, whatever capitals are used. */
export function idsByPath(categories: readonly Category[]): { get: (path: string) => string | undefined } {
  const ids = new Map(categories.map((category) => [key(pathOf(categories, category.id)), category.id]));
  return { get: (path) => ids.get(key(path)) };
}

const key = (path: string) => path.trim().toLowerCase();
