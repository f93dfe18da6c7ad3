/** Length of a text on the wire. WeCom's limits are bytes of UTF-8, not characters (wecom-api.md 12.15). */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

function cutAt(bytes: Buffer, limit: number): number {
  let end = Math.min(limit, bytes.length);
  while (end > 0 && end < bytes.length && (bytes.readUInt8(end) & 0xc0) === 0x80) end -= 1;
  return end;
}

/**
 * The text, cut to at most `limit` bytes without splitting a character; what was cut ends with `mark` ("…").
 * A mark that does not fit itself is left out.
 */
export function cutBytes(text: string, limit: number, { mark = '…' }: { mark?: string } = {}): string {
  if (limit < 0) throw new RangeError('limit must not be negative');
  if (Buffer.byteLength(text) <= limit) return text;
  const tail = Buffer.byteLength(mark) <= limit ? mark : '';
  const bytes = Buffer.from(text);
  return bytes.toString('utf8', 0, cutAt(bytes, limit - Buffer.byteLength(tail))) + tail;
}

/**
 * The text in pieces of at most `limit` bytes (at least 4, so that any character fits), cut at the last line break of a
 * piece where that leaves at least half of it, else between two characters. Joined, the pieces are the text again.
 */
export function splitBytes(text: string, limit: number): string[] {
  if (limit < 4) throw new RangeError('limit must be at least 4');
  const pieces: string[] = [];
  let rest = Buffer.from(text);
  while (rest.length > limit) {
    const end = cutAt(rest, limit);
    const line = rest.lastIndexOf('\n', end - 1) + 1;
    const at = line > limit / 2 ? line : end;
    pieces.push(rest.toString('utf8', 0, at));
    rest = rest.subarray(at);
  }
  pieces.push(rest.toString('utf8'));
  return pieces;
}
