import { h } from './dom.js';
import { store } from './store.js';

const INLINE =
  /(<@(?<who>[^>]+)>)|(<font color="(?<color>info|comment|warning)">(?<coloured>[\s\S]*?)<\/font>)|(\*\*(?<bold>[^*]+)\*\*)|(`(?<code>[^`]+)`)|(\[(?<label>[^\]]+)\]\((?<url>https?:\/\/[^\s)]+)\))|(<a href="(?<href>https?:\/\/[^"]+)"[^>]*>(?<anchor>[^<]*)<\/a>)/g;

/** A link that opens beside the page. */
export const link = (href, ...content) =>
  h('a', { href, target: '_blank', rel: 'noopener noreferrer', class: 'link' }, ...content);

/** `@李师傅` for a userid; the userid itself when nobody has it. */
export function mention(userid) {
  const member = store.world?.members.find((one) => one.userid.toLowerCase() === userid.toLowerCase());
  return h('span', { class: 'mention' }, `@${userid === '@all' ? '所有人' : (member?.name ?? userid)}`);
}

/** A text message: WeCom reads nothing in it but links. */
export function plain(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(/<a href="(?<href>https?:\/\/[^"]+)"[^>]*>(?<anchor>[^<]*)<\/a>/g)) {
    parts.push(text.slice(from, match.index), link(match.groups.href, match.groups.anchor));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

/** Text with the marks WeCom knows: @, colours, bold, code, links. */
export function inline(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(from, match.index), mark(match.groups));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

function mark({ who, color, coloured, bold, code, label, url, href, anchor }) {
  if (who) return mention(who);
  if (color) return h('span', { class: `ink-${color}` }, inline(coloured));
  if (bold) return h('strong', {}, inline(bold));
  if (code) return h('code', {}, code);
  return link(url ?? href, label ?? anchor);
}

/** A line-by-line rendering of WeCom's markdown: headings, quotes, lists, paragraphs. */
export function markdown(text) {
  return text.split('\n').map((line) => {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (heading) return h('div', { class: `md-h md-h${Math.min(3, heading[1].length)}` }, inline(heading[2]));
    const quote = /^>\s?(.*)$/.exec(line);
    if (quote) return h('div', { class: 'md-quote' }, inline(quote[1]));
    const item = /^[-*]\s+(.*)$/.exec(line);
    if (item) return h('div', { class: 'md-item' }, inline(item[1]));
    return line.trim() === '' ? h('div', { class: 'md-gap' }) : h('div', {}, inline(line));
  });
}
