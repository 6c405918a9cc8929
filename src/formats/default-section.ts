/** Where an article goes that says nothing of it. */
import type { Crumb } from '../news/section.ts';

/** The section of an article that names none. */
export const DEFAULT_SECTION: readonly Crumb[] = [{ name: 'News', slug: 'news' }];
