/** Where the pull of an account stands. */
export interface Position {
  /**
   * Messages sent before this time, epoch milliseconds, are recorded and not answered. It stays what it was at the
   * account's first pull, so that a crash during that pull changes nothing.
   */
  readonly answerFrom: number;
  /** WeCom's cursor; empty at first. */
  readonly cursor: string;
}

/** Reads a stored position; a bare cursor of another program is taken as it is. */
export function parsePosition(text: string): Position {
  const [, answerFrom, cursor] = /^(\d+):(.*)$/s.exec(text) ?? [];
  if (answerFrom === undefined || cursor === undefined) return { answerFrom: 0, cursor: text };
  return { answerFrom: Number(answerFrom), cursor };
}

/** The text under which a position is stored. */
export const formatPosition = ({ answerFrom, cursor }: Position): string => `${answerFrom}:${cursor}`;
