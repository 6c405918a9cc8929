/** Documents that somebody might send to do harm, or that went wrong on their way; each with what comes of it. */
import { BROKEN } from './broken.ts';
import { DANGEROUS } from './dangerous.ts';
import type { HostileDocument } from './written.ts';

export const HOSTILE: readonly HostileDocument[] = [...BROKEN, ...DANGEROUS];
