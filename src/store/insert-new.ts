import type { Model } from 'mongoose';

const DUPLICATE_KEY = 11_000;

/** True when an error says that a primary or unique key is taken. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === DUPLICATE_KEY;
}

/**
 * Inserts what is not there yet: a taken `_id` means it was stored before and is not an error. Any other failure is thrown.
 * Goes past mongoose's casting on purpose: the documents come typed from our own rooms.
 */
export async function insertNew<T extends { readonly _id: string }>(
  model: Model<T>,
  documents: readonly object[],
): Promise<void> {
  if (documents.length === 0) return;
  try {
    await model.collection.insertMany(documents as never, { ordered: false });
  } catch (error) {
    const writeErrors = (error as { writeErrors?: unknown[] | unknown }).writeErrors;
    const all = Array.isArray(writeErrors) ? writeErrors : writeErrors === undefined ? [] : [writeErrors];
    const onlyDuplicates = all.length > 0 ? all.every(isDuplicateKey) : isDuplicateKey(error);
    if (!onlyDuplicates) throw error;
  }
}
