import { type Doc, doc, int, type Value } from '../bson/values.ts';
import { codeName, MongoError } from '../errors.ts';

/** A write command's answer in the making: errors by index of the statement. */
export interface WriteErrors {
  errors: Doc[];
  add(index: number, error: unknown): void;
}

/** Collects the errors of single statements; anything but a MongoError is not for the client and is thrown on. */
export function collectErrors(): WriteErrors {
  const errors: Doc[] = [];
  return {
    errors,
    add: (index, error) => {
      if (!(error instanceof MongoError)) throw error;
      const d = doc({ index: int(index), code: int(error.code) });
      if (error.code !== 11000) d.set('codeName', codeName(error.code));
      for (const [name, value] of error.extra ?? []) d.set(name, value);
      d.set('errmsg', error.message);
      errors.push(d);
    },
  };
}

/** `writeErrors`, where there are any. */
export const errorFields = (w: WriteErrors): Record<string, Value | undefined> => ({
  writeErrors: w.errors.length ? w.errors : undefined,
});
