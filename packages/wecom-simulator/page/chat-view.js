import { avatar } from './avatar.js';
import { fill, h } from './dom.js';
import { shortTime } from './format.js';
import { content, isBare } from './message.js';
import { chatOf, watch } from './store.js';

const GAP = 5 * 60_000;

/** Unchanged lines keep their node, so that what the reader touches does not vanish under the finger. */
const signature = (message, before) =>
  JSON.stringify([message.status, message.body, message.replacedBy, before ? message.at - before.at >= GAP : true]);

/**
 * The scrolling list of a chat. `mine` says which author sits on the right; `handlers` as in message.js; `empty` draws the
 * chat before the first word; `nameless` hides the names, as between two people.
 */
export function createChatView({ element, mine, handlers, empty, nameless, faceOf }) {
  let key = null;
  let drawn = new Map();
  const note = h('p', { class: 'sr-only', 'aria-live': 'polite' });
  const list = h('div', { class: 'lines' });
  fill(element, list, note);
  // A list that scrolls must be reachable by keyboard.
  element.tabIndex = 0;
  let heard = new Set();
  let atEnd = true;

  function toEnd() {
    atEnd = true;
    element.scrollTop = element.scrollHeight;
  }

  element.addEventListener('scroll', () => {
    atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
  });
  // Pictures arrive late and the drawer takes room: who was at the end stays there.
  const keeper = new ResizeObserver(() => atEnd && toEnd());
  keeper.observe(element);
  keeper.observe(list);

  function bubble(message) {
    const inside = content(message, handlers);
    const classes = ['bubble', isBare(message) ? 'is-bare' : '', `of-${message.msgtype}`];
    return h('div', { class: classes.filter(Boolean).join(' ') }, inside);
  }

  function line(message, before) {
    const time = !before || message.at - before.at >= GAP;
    const stamp =
      time && h('time', { class: 'stamp', datetime: new Date(message.at).toISOString() }, shortTime(message.at));
    if (message.status === 'recalled') {
      return h('div', { class: 'line' }, stamp, h('p', { class: 'stamp' }, '一条消息已撤回'));
    }
    const own = message.from === mine;
    const face = faceOf(message);
    const name = !own && !nameless ? h('span', { class: 'sender' }, face.name) : null;
    const failed = message.status === 'failed' && h('p', { class: 'undelivered' }, '未送达：业主看不到这条');
    const row = h(
      'div',
      { class: `row ${own ? 'is-own' : ''} ${failed ? 'is-failed' : ''}` },
      avatar(face.name, face.kind),
      h('div', { class: 'stack' }, h('span', { class: 'sr-only' }, `${face.name}：`), name, bubble(message), failed),
    );
    return h('div', { class: 'line', 'data-message': message.id, 'data-from': message.from }, stamp, row);
  }

  /** Only what others said is read out, and only what is new. */
  function announce(messages) {
    const fresh = messages.filter((one) => !heard.has(one.id) && one.from !== mine);
    if (heard.size > 0 && fresh.length > 0) note.textContent = fresh.map((one) => one.text).join('。');
    heard = new Set(messages.map((one) => one.id));
  }

  function draw() {
    const { messages } = chatOf(key);
    const next = new Map();
    const nodes = messages.map((message, index) => {
      const before = messages[index - 1];
      const mark = signature(message, before);
      const known = drawn.get(message.id);
      const node = known?.mark === mark ? known.node : line(message, before);
      next.set(message.id, { mark, node });
      return node;
    });
    const grew = [...next.keys()].some((id) => !drawn.has(id));
    drawn = next;
    if (nodes.length === 0) fill(list, empty?.());
    else place(nodes);
    announce(messages);
    if (grew) toEnd();
  }

  /** Puts the nodes in order, moving none that is already in its place. */
  function place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...list.childNodes]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, index) => {
      if (list.childNodes[index] !== node) list.insertBefore(node, list.childNodes[index] ?? null);
    });
  }

  const watched = new Set();
  return {
    /** Shows this chat from now on. */
    show(chatKey) {
      if (key !== chatKey) {
        key = chatKey;
        drawn = new Map();
        heard = new Set();
        fill(list);
      }
      if (!watched.has(chatKey)) {
        watched.add(chatKey);
        watch(chatKey, () => key === chatKey && draw());
      }
      draw();
      toEnd();
    },
    draw,
  };
}
