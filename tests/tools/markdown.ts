/** Headings, anchors and relative links of Markdown text, as GitHub renders them. Pure. */

export interface Heading {
  text: string;
  /** What `#…` of a link names; a repeated one has `-1`, `-2` … behind it. */
  anchor: string;
}

export interface Link {
  /** As written, without title: `../clauses.md#rulings`, `#evaluation`. */
  target: string;
  /** From 1. */
  line: number;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** The text with fenced code and code spans blanked out; offsets and lines stay. */
export function withoutCode(markdown: string): string {
  return markdown.replace(/^(```|~~~)[\s\S]*?^\1[^\n]*$/gm, blank).replace(/`[^`\n]+`/g, blank);
}

/** GitHub's anchor of a heading: lower case, punctuation dropped, spaces to hyphens. */
export function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replace(/ /g, '-');
}

export function headings(markdown: string): Heading[] {
  const seen = new Map<string, number>();
  const fences = markdown.replace(/^(```|~~~)[\s\S]*?^\1[^\n]*$/gm, blank);
  return [...fences.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, text = '']) => {
    const anchor = anchorOf(text);
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return { text, anchor: count === 0 ? anchor : `${anchor}-${count}` };
  });
}

/** Links and pictures whose target is in the repository; addresses with a scheme are left out. */
export function relativeLinks(markdown: string): Link[] {
  const text = withoutCode(markdown);
  const inline = [...text.matchAll(/\]\(\s*<?([^()\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const defined = [...text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm)];
  const html = [...text.matchAll(/<(?:img|a)\b[^>]*?\b(?:src|href)="([^"]+)"/g)];
  return [...inline, ...defined, ...html]
    .map((match) => ({ target: match[1] ?? '', line: text.slice(0, match.index).split('\n').length }))
    .filter(({ target }) => !/^[a-z][a-z+.-]*:|^\/\//i.test(target));
}
