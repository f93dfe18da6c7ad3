import { createChatView } from './chat-view.js';
import { fillChoice, remembered } from './choice.js';
import { createComposer } from './composer.js';
import { byId, fill, h } from './dom.js';
import { duration } from './format.js';
import { ICONS } from './icons.js';
import { choosePhoto, samplePhoto } from './photo.js';
import { qrCode } from './qr.js';
import { act, chatOf, store, watch } from './store.js';

const STATES = ['新会话', '机器人接待', '排队等人工', '人工接待', '未开始'];
const SUGGESTIONS = ['厨房水龙头漏水了，3栋2单元1701', '我的单到哪一步了', '转人工'];

/** The owner's phone: WeChat, in the chat with a customer-service account. */
export function createOwnerPhone() {
  const ownerSelect = byId('owner-select');
  const accountSelect = byId('account-select');
  const who = () => ({ owner: ownerSelect.value, account: accountSelect.value });
  const key = () => `owner:${accountSelect.value}:${ownerSelect.value}`;
  const accountName = () => store.world.accounts.find((one) => one.openKfId === accountSelect.value)?.name ?? '';
  const ownerName = () =>
    store.world.owners.find((one) => one.externalUserid === ownerSelect.value)?.nickname ?? '业主';

  const enter = async () => act({ do: 'owner.enters', ...who() });
  const photo = async (take) => {
    const picture = await take();
    return picture === null ? null : act({ do: 'owner.photo', ...who(), ...picture });
  };
  const sends = (kind) => () => act({ do: 'owner.sends', ...who(), kind });

  const view = createChatView({
    element: byId('owner-chat'),
    mine: 'owner',
    handlers: { tap: (message, item) => act({ do: 'owner.taps', ...who(), message: message.id, item }) },
    faceOf: (message) => {
      if (message.from === 'owner') return { name: ownerName(), kind: 'person' };
      if (message.from === 'servicer') return { name: message.name || '客服', kind: 'person' };
      return { name: accountName(), kind: 'account' };
    },
    nameless: false,
    empty: () =>
      h(
        'div',
        { class: 'welcome' },
        h('div', { class: 'qr' }, qrCode(accountSelect.value)),
        h('p', {}, '大堂里贴着这张码'),
        h('button', { type: 'button', class: 'primary', id: 'owner-enter', onclick: enter }, '扫码进入会话'),
        h('p', { class: 'faint' }, '也可以直接在下面说话'),
      ),
  });

  const composer = createComposer({
    element: byId('owner-composer'),
    id: 'owner-text',
    label: '业主说的话',
    placeholder: '说说遇到了什么事',
    send: (text) => act({ do: 'owner.says', ...who(), text }),
    drawer: [
      { icon: 'photo', label: '照片', run: () => photo(choosePhoto) },
      { icon: 'camera', label: '示例照片', run: () => photo(async () => samplePhoto()) },
      { icon: 'voice', label: '语音', run: sends('voice') },
      { icon: 'video', label: '视频', run: sends('video') },
      { icon: 'place', label: '位置', run: sends('location') },
      { icon: 'smile', label: '表情', run: sends('sticker') },
      { icon: 'enter', label: '扫码进入', run: enter },
      { icon: 'reset', label: '撤回上一条', run: recallLast },
    ],
  });
  composer.suggest(SUGGESTIONS);

  async function recallLast() {
    const last = chatOf(key()).messages.findLast((one) => one.from === 'owner' && one.status === 'shown');
    return last ? act({ do: 'owner.recalls', ...who(), message: last.id }) : '还没有说过话';
  }

  function drawStatus() {
    const { session } = chatOf(key());
    byId('owner-title').textContent = accountName();
    const state = session?.state ?? 4;
    const parts = [
      h(
        'span',
        { class: `pill state-${state}` },
        session?.servicer && state === 3 ? `${session.servicer} 接待中` : STATES[state],
      ),
    ];
    if (session && state !== 4) {
      parts.push(h('span', { class: session.quota > 0 ? '' : 'is-out' }, `还可收 ${session.quota} 条`));
      parts.push(
        session.windowLeft > 0
          ? h('span', {}, `窗口剩 ${duration(session.windowLeft)}`)
          : h('span', { class: 'is-out' }, '窗口已关'),
      );
    }
    if (session?.blocked) parts.push(h('span', { class: 'is-out' }, '已拒收'));
    fill(byId('owner-status'), parts);
  }

  let watchedKey = null;
  function show() {
    remembered.set('owner', ownerSelect.value);
    remembered.set('account', accountSelect.value);
    const current = key();
    if (watchedKey !== current) {
      watchedKey = current;
      watch(current, () => key() === current && drawStatus());
    }
    view.show(current);
    drawStatus();
  }

  ownerSelect.addEventListener('change', () => {
    const home = store.world.owners.find((one) => one.externalUserid === ownerSelect.value)?.openKfId;
    if (home) accountSelect.value = home;
    show();
  });
  accountSelect.addEventListener('change', show);
  setInterval(() => store.world && drawStatus(), 30_000);

  watch('world', () => {
    const { owners, accounts } = store.world;
    const before = key();
    fillChoice(
      ownerSelect,
      owners.map((one) => ({ value: one.externalUserid, label: one.nickname })),
      remembered.get('owner'),
    );
    const home = owners.find((one) => one.externalUserid === ownerSelect.value)?.openKfId;
    fillChoice(
      accountSelect,
      accounts.map((one) => ({ value: one.openKfId, label: one.name })),
      remembered.get('account') ?? home,
    );
    if (before !== key()) show();
    else view.draw();
    drawStatus();
  });

  return { who, composer, icon: ICONS.enter };
}
