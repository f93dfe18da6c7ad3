import type { Doc } from './bson/values.ts';

const codeNames: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  8: 'UnknownError',
  9: 'FailedToParse',
  11: 'UserNotFound',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  18: 'AuthenticationFailed',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  68: 'IndexAlreadyExists',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  76: 'NoReplicationEnabled',
  79: 'UnknownReplWriteConcern',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  100: 'UnsatisfiableWriteConcern',
  115: 'CommandNotSupported',
  116: 'DocTooLargeForCapped',
  121: 'DocumentValidationFailure',
  128: 'ShutdownInProgress',
  136: 'CappedPositionLost',
  146: 'ExceededMemoryLimit',
  151: 'NotExactValueField',
  160: 'DocumentTooLarge',
  165: 'ViewDepthLimitExceeded',
  166: 'CommandNotSupportedOnView',
  167: 'OptionNotSupportedOnView',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  224: 'QueryFeatureNotAllowed',
  237: 'CursorKilled',
  238: 'NotImplemented',
  241: 'ConversionFailure',
  263: 'OperationNotSupportedInTransaction',
  291: 'NoQueryExecutionPlans',
  303: 'FeatureNotSupported',
  352: 'UnsupportedOpQueryCommand',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  13297: 'DatabaseDifferCase',
};

/** The name MongoDB gives an error code; `Location<code>` where it has none. */
export function codeName(code: number): string {
  return codeNames[code] ?? `Location${code}`;
}

/** An error a client sees: MongoDB's numeric `code`, the message, and fields that go beside them (`keyPattern`, `errInfo`, …). */
export class MongoError extends Error {
  readonly code: number;
  readonly extra: Doc | undefined;

  constructor(code: number, message: string, extra?: Doc) {
    super(message);
    this.name = 'MongoError';
    this.code = code;
    this.extra = extra;
  }
}

/** Shorthand for `throw new MongoError(…)` inside an expression. */
export function fail(code: number, message: string, extra?: Doc): never {
  throw new MongoError(code, message, extra);
}
