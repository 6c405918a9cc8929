/** Sections form a tree; an article stands in the deepest of its breadcrumb. */
import { slugify } from './slug.ts';

/** One step of a breadcrumb, from the root down. */
export interface Crumb {
  slug: string;
  /** The name to give the section if it has to be made; an existing section keeps its own. */
  name: string;
}

/** How deep a section may lie. */
export const MAX_DEPTH = 8;

/** "news/foreign-policy" → News, Foreign Policy. Empty where no step is left. */
export function breadcrumbOfPath(path: string): Crumb[] {
  return path
    .split('/')
    .map(slugify)
    .filter((slug) => slug !== '')
    .map((slug) => ({ slug, name: nameOfSlug(slug) }));
}

/** ["News", "Foreign Policy"] → the same with their slugs; names without a letter or digit are left out. */
export function breadcrumbOfNames(names: readonly string[]): Crumb[] {
  return names.map((name) => ({ slug: slugify(name), name: name.trim() })).filter(({ slug }) => slug !== '');
}

export function pathOf(breadcrumb: readonly Crumb[]): string {
  return breadcrumb.map(({ slug }) => slug).join('/');
}

/** "a/b/c" → "a", "a/b", "a/b/c". */
export function ancestorPaths(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, depth) => steps.slice(0, depth + 1).join('/'));
}

function nameOfSlug(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
