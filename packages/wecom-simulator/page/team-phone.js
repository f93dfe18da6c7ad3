import { createChatView } from './chat-view.js';
import { fillChoice, remembered } from './choice.js';
import { byId, h } from './dom.js';
import { createMemberChat, likelyWorker, memberOptions } from './member-chat.js';
import { chatOf, store, watch } from './store.js';

/** The department's phone: its group, which only shows, and one member's chat with the app, where things are done. */
export function createTeamPhone() {
  const groupSelect = byId('group-select');
  const staffSelect = byId('staff-select');
  const tabs = { group: byId('team-tab-group'), staff: byId('team-tab-staff') };
  const panes = { group: byId('team-group'), staff: byId('team-staff') };
  const seen = new Map();
  let open = 'group';

  const group = createChatView({
    element: byId('group-chat'),
    mine: 'nobody',
    handlers: {},
    faceOf: (message) =>
      message.from === 'member' ? { name: message.name, kind: 'person' } : { name: '首问', kind: 'app' },
    nameless: false,
    empty: () => h('div', { class: 'welcome' }, h('p', { class: 'faint' }, '工单会推送到这个群')),
  });
  const staff = createMemberChat({
    prefix: 'staff',
    select: staffSelect,
    label: '员工对应用说的话',
    placeholder: '写命令，例如：我的单',
    emptyWords: '派给他的单会出现在这里',
  });

  const count = (key) => chatOf(key).messages.filter((one) => one.from === 'bot').length;
  const keys = { group: () => `group:${groupSelect.value}`, staff: () => `member:${staffSelect.value}` };

  function badge() {
    for (const name of ['group', 'staff']) {
      const key = keys[name]();
      if (name === open) seen.set(key, count(key));
      const fresh = count(key) - (seen.get(key) ?? 0);
      const mark = tabs[name].querySelector('.badge');
      mark.hidden = fresh <= 0;
      mark.textContent = fresh > 99 ? '99+' : String(fresh);
      mark.setAttribute('aria-label', `${fresh} 条新消息`);
    }
  }

  function select(name, { focus = false } = {}) {
    open = name;
    for (const one of ['group', 'staff']) {
      tabs[one].setAttribute('aria-selected', String(one === name));
      tabs[one].tabIndex = one === name ? 0 : -1;
      panes[one].hidden = one !== name;
    }
    if (focus) tabs[name].focus();
    if (store.world) show();
  }

  function show() {
    remembered.set('group', groupSelect.value);
    remembered.set('staff', staffSelect.value);
    byId('team-title').textContent =
      open === 'group'
        ? (store.world.groups.find((one) => one.key === groupSelect.value)?.name ?? '部门群')
        : '首问工作台';
    group.show(keys.group());
    staff.show();
    badge();
  }

  for (const [name, other] of [
    ['group', 'staff'],
    ['staff', 'group'],
  ]) {
    tabs[name].addEventListener('click', () => select(name));
    tabs[name].addEventListener('keydown', (event) => {
      if (['ArrowLeft', 'ArrowRight'].includes(event.key)) select(other, { focus: true });
    });
  }
  groupSelect.addEventListener('change', show);
  staffSelect.addEventListener('change', show);
  watch('chats', badge);
  watch('guide', () => {
    const { ticket } = store.guide;
    const number = ticket === '' ? '' : ticket.slice(ticket.lastIndexOf('-') + 1);
    const withTicket =
      number === ''
        ? []
        : [`接单 ${number}`, `到场 ${number}`, { label: `完成 ${number}…`, text: `完成 ${number} 换了阀芯` }];
    staff.composer.suggest([...withTicket, '我的单', '帮助']);
  });
  watch('world', () => {
    fillChoice(
      groupSelect,
      store.world.groups.map((one) => ({ value: one.key, label: one.name })),
      remembered.get('group') ?? store.world.groups.find((one) => /工程|维修/.test(one.name))?.key,
    );
    fillChoice(staffSelect, memberOptions(), remembered.get('staff') ?? likelyWorker());
    show();
  });
  select('group');

  return { select, composer: staff.composer, member: staff.member };
}
