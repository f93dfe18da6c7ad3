/** A value that this program itself guarantees was missing. */
export class MissingValueError extends Error {
  readonly code = 'MISSING_VALUE';
  override readonly name = 'MissingValueError';
}

/** The value, which the code around it guarantees to be there. Throws MissingValueError where that guarantee is broken. */
export function defined<T>(value: T): NonNullable<T> {
  if (value === null || value === undefined) throw new MissingValueError('a value that must exist here is missing');
  return value;
}
