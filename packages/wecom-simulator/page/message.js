import { templateCard } from './card.js';
import { h } from './dom.js';
import { ICONS } from './icons.js';
import { inline, link, markdown, mention, plain } from './markdown.js';

const mediaUrl = (body) => `/simulator/media/${body.media_id}`;

function picture(src, name) {
  return h(
    'a',
    { href: src, target: '_blank', rel: 'noopener', class: 'photo' },
    h('img', { src, alt: `${name}发来的照片` }),
  );
}

function plate(kind, head, detail) {
  return h(
    'div',
    { class: 'plate' },
    ICONS[kind](),
    h('div', {}, h('b', { class: 'plate-head' }, head), detail && h('span', { class: 'plate-detail' }, detail)),
  );
}

function menu(message, { tap }) {
  const { head_content: head, list = [], tail_content: tail } = message.body;
  const item = (entry, index) => {
    const part = entry[entry.type] ?? {};
    if (entry.type === 'view') return h('span', { class: 'menu-other' }, link(part.url, part.content));
    if (entry.type === 'text') return h('span', { class: 'menu-other' }, part.content);
    return h('button', { type: 'button', class: 'menu-item', onclick: () => tap?.(message, index) }, part.content);
  };
  return [
    head && h('p', { class: 'menu-head' }, inline(head)),
    list.length > 0 &&
      h(
        'ul',
        { class: 'menu-list' },
        list.map((entry, index) => h('li', {}, item(entry, index))),
      ),
    tail && h('p', { class: 'menu-tail' }, inline(tail)),
  ];
}

function article({ title, description, url, picurl }, isFirst) {
  const image = picurl && isFirst ? h('img', { src: picurl, alt: '', class: 'article-image' }) : null;
  return h('div', {}, image, linked({ title, detail: description, url }));
}

function linked({ title, detail, url }) {
  const inside = [h('b', { class: 'linked-head' }, title), detail && h('span', { class: 'linked-detail' }, detail)];
  return h('div', { class: 'linked' }, url ? link(url, ...inside) : inside);
}

function words(body) {
  const people = [...(body.mentioned_list ?? [])].map((one) => [' ', mention(one)]);
  return h('div', { class: 'words' }, plain(body.content ?? ''), people);
}

/** What is inside the bubble of a message. `tap(message, index)` and `act(message, key, selection)` answer to touches. */
export function content(message, handlers = {}) {
  const { msgtype, body } = message;
  switch (msgtype) {
    case 'text':
      return words(body);
    case 'markdown':
    case 'markdown_v2':
      return h('div', { class: 'markdown' }, markdown(body.content));
    case 'msgmenu':
      return menu(message, handlers);
    case 'template_card': {
      const act = handlers.act && ((key, selection) => handlers.act(message, key, selection));
      return templateCard(body, { replacedBy: message.replacedBy, act: act ?? null });
    }
    case 'textcard':
      return linked({ title: body.title, detail: body.description, url: body.url });
    case 'news':
      return h(
        'div',
        { class: 'news' },
        body.articles.map((one, index) => article(one, index === 0)),
      );
    case 'image':
      return picture(body.base64 ? `data:image/png;base64,${body.base64}` : mediaUrl(body), message.name || '');
    case 'link':
      return linked({ title: body.title, detail: body.desc, url: body.url });
    case 'location':
      return plate('place', body.name || '位置', body.address);
    case 'voice':
      return plate('voice', '语音', '3″');
    case 'video':
      return plate('video', '视频', null);
    case 'file':
      return h('a', { href: mediaUrl(body), class: 'plain', download: '' }, plate('file', '文件', '点开下载'));
    case 'sticker':
      return h('span', { class: 'sticker', role: 'img', 'aria-label': '表情' }, '👍');
    default:
      return plate('file', `[${msgtype}]`, null);
  }
}

/** True when the content is its own shape and wants no bubble round it. */
export const isBare = ({ msgtype }) => ['image', 'sticker', 'template_card', 'news'].includes(msgtype);
