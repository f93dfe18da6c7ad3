/** A release that cannot be made; the message says what to do. */
export class ReleaseError extends Error {
  readonly code = 'RELEASE_REFUSED';
  override readonly name = 'ReleaseError';
}
