/** Who may do what. Each role may do all that the ones before it may. */
export const ROLES = ['reader', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The holder of a key, or the public. */
export interface Viewer {
  /** The key's name; null for the public. */
  name: string | null;
  role: Role | null;
}

export const PUBLIC: Viewer = { name: null, role: null };

export function may(viewer: Viewer, role: Role): boolean {
  return viewer.role !== null && ROLES.indexOf(viewer.role) >= ROLES.indexOf(role);
}
