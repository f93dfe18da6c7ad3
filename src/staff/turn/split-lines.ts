const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

/** Texts of at most `limit` bytes each, cut between lines; a single longer line is cut between characters. */
export function splitLines(lines: readonly string[], limit: number): string[] {
  const texts: string[] = [];
  let current = '';
  for (const part of lines.flatMap((line) => line.split('\n')).flatMap((line) => pieces(line, limit))) {
    const joined = current === '' ? part : `${current}\n${part}`;
    if (current !== '' && bytes(joined) > limit) {
      texts.push(current);
      current = part;
    } else current = joined;
  }
  return current === '' ? texts : [...texts, current];
}

function pieces(line: string, limit: number): string[] {
  if (bytes(line) <= limit) return [line];
  const result: string[] = [];
  let current = '';
  for (const letter of line) {
    if (bytes(current + letter) > limit) {
      result.push(current);
      current = '';
    }
    current += letter;
  }
  return [...result, current];
}
