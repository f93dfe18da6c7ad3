/**
 * Every match of a global expression, in order: `matchAll` without the copy of the expression that it compiles for each text, which
 * costs more than the search itself on short messages.
 */
export function allMatches(words: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  words.lastIndex = 0;
  for (let match = words.exec(text); match !== null; match = words.exec(text)) {
    found.push(match);
    if (match[0] === '') words.lastIndex += 1;
  }
  return found;
}
