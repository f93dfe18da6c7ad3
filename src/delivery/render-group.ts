import { byteLength, cutBytes, type GroupMessage, groupMarkdown, groupText } from '@shouwen/wecom';
import { maskForGroup } from './guard.ts';
import { splitText } from './split-text.ts';
import type { GroupContent } from './types.ts';

const TEXT_BYTES = 2048;
const MARKDOWN_BYTES = 4096;
/** Longer texts are not put into a digest, and a ticket's line is cut to this. */
const LINE_BYTES = 600;

type TicketContent = Extract<GroupContent, { kind: 'ticket' }>;

/** A group's content as pushes, none over its limits (wecom-api.md 5.1), personal numbers masked. */
export function renderGroup(content: GroupContent): GroupMessage[] {
  switch (content.kind) {
    case 'text': {
      const { mention = [] } = content;
      const pieces = splitText(maskForGroup(content.text), TEXT_BYTES);
      return pieces.map((piece, index) => groupText(piece, index === 0 ? { mention } : {}));
    }
    case 'markdown':
      return splitText(maskForGroup(content.markdown), MARKDOWN_BYTES).map((piece) => groupMarkdown(piece));
    case 'ticket':
      return [groupMarkdown(ticketMarkdown(content))];
  }
}

/** A ticket as a push shows it. Who is called stands at the end and is never cut. */
function ticketMarkdown({ title, fields, text, mention = [], url }: TicketContent): string {
  const lines = [
    `**${title}**`,
    ...fields.map(({ name, value }) => `> ${name}：${value}`),
    ...(text === undefined ? [] : [text]),
    ...(url === undefined ? [] : [url]),
  ];
  const calls = mention.length === 0 ? '' : `\n${callAll(mention)}`;
  return `${cutBytes(maskForGroup(lines.join('\n')), MARKDOWN_BYTES - byteLength(calls))}${calls}`;
}

/** True when the content can be a line of a digest. */
export function fitsDigest(content: GroupContent): boolean {
  return content.kind === 'ticket' || (content.kind === 'text' && byteLength(content.text) <= LINE_BYTES);
}

/**
 * Several contents as one push: a head with `{count}` filled in, then a line each with who is called. Null when they do not
 * fit into one.
 */
export function renderDigest(head: string, contents: readonly GroupContent[]): GroupMessage | null {
  const lines = [head.replaceAll('{count}', String(contents.length)), ...contents.map(digestLine)];
  const markdown = lines.join('\n');
  return byteLength(markdown) > MARKDOWN_BYTES ? null : groupMarkdown(markdown);
}

function digestLine(content: GroupContent): string {
  const { line, mention } = lineOf(content);
  const flat = cutBytes(maskForGroup(line.replace(/\s*\n\s*/g, ' ')), LINE_BYTES);
  return mention.length === 0 ? `> ${flat}` : `> ${flat} ${callAll(mention)}`;
}

function lineOf(content: GroupContent): { line: string; mention: readonly string[] } {
  if (content.kind === 'markdown') return { line: content.markdown, mention: [] };
  return { line: content.kind === 'ticket' ? content.line : content.text, mention: content.mention ?? [] };
}

function callAll(userids: readonly string[]): string {
  return userids.map((userid) => `<@${userid}>`).join('');
}
