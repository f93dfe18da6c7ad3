import { fillChoice, remembered } from './choice.js';
import { byId } from './dom.js';
import { createMemberChat, likelyManager, memberOptions } from './member-chat.js';
import { store, watch } from './store.js';

const COMMANDS = ['今日', '未完成', '超时', '投诉', '满意度', '月报', '帮助'];

/** The manager's phone: his chat with the app. */
export function createManagerPhone() {
  const select = byId('manager-select');
  const chat = createMemberChat({
    prefix: 'manager',
    select,
    label: '经理对应用说的话',
    placeholder: '问一句，例如：未完成 工程部',
    emptyWords: '点一个命令，看看今天怎么样',
  });

  function show() {
    remembered.set('manager', select.value);
    chat.show();
  }

  select.addEventListener('change', show);
  watch('guide', () => {
    const { ticket } = store.guide;
    chat.composer.suggest(ticket === '' ? COMMANDS : [`查 ${ticket}`, ...COMMANDS]);
  });
  watch('world', () => {
    fillChoice(select, memberOptions(), remembered.get('manager') ?? likelyManager());
    show();
  });
  return chat;
}
