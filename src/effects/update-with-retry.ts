import type { Versioned } from './versioned.ts';

/** Attempts before a document counts as contended; nobody loses this often by accident. */
const ATTEMPTS = 30;

/** Too many writers change one document at once. */
export class ContentionError extends Error {
  readonly code = 'CONTENTION';
  override readonly name = 'ContentionError';
  constructor(id: string) {
    super(`document ${id} is being changed by too many writers at once; try again`);
  }
}

/** One document and what an update decided. `next` is the same document when nothing is to be written. */
export interface Update<D, R> {
  readonly next: D;
  readonly result: R;
}

/**
 * Reads a document, changes it by a function of what was read, and writes it at the version that was read; a lost race is
 * tried again with the newer document. Resolves to null when there is no document, rejects with ContentionError.
 */
export async function updateWithRetry<D extends Versioned, R>(
  source: { read(): Promise<D | null>; save(document: D, expectedVersion: number): Promise<boolean> },
  update: (document: D) => Update<D, R> | Promise<Update<D, R>>,
): Promise<R | null> {
  let id = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const document = await source.read();
    if (document === null) return null;
    id = document._id;
    const { next, result } = await update(document);
    if (next === document || (await source.save(next, document.version))) return result;
  }
  throw new ContentionError(id);
}
