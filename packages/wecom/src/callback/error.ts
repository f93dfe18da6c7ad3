/** Stable codes of why a callback request was refused before or after decryption. */
export type CallbackErrorCode =
  | 'missing-parameter'
  | 'too-old'
  | 'body-too-large'
  | 'no-encrypt'
  | 'broken-xml'
  | 'doctype'
  | 'entity'
  | 'broken-json'
  | 'missing-field';

/** A callback request that cannot be accepted as it is. The message names what is wrong, never the content. */
export class CallbackError extends Error {
  override readonly name = 'CallbackError';
  readonly code: CallbackErrorCode;
  constructor(code: CallbackErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
