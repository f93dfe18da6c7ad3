import type { OwnerPart } from './types.ts';

/** The words of a burst as one text; taps are handled by themselves. */
export function wordsOf(parts: readonly OwnerPart[]): string {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'text') return only.menuId === undefined ? only.text.trim() : '';
  const texts: string[] = [];
  for (const part of parts) {
    if (part.kind === 'text' && part.menuId === undefined) texts.push(part.text);
    if (part.kind === 'location') texts.push([part.address, part.name].filter((one) => one !== '').join(' '));
    if (part.kind === 'other' && part.text !== '') texts.push(part.text);
  }
  return texts.join('\n').trim();
}
