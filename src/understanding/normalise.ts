/** Full-width forms become half-width and letters capital, so that the same message reads the same. Length may change only by nothing. */
export function normalise(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code === 0x3000) result += ' ';
    else if (code >= 0xff01 && code <= 0xff5e) result += String.fromCodePoint(code - 0xfee0);
    else result += character;
  }
  return result.toUpperCase();
}
