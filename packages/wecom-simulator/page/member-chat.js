import { createChatView } from './chat-view.js';
import { createComposer } from './composer.js';
import { byId, h } from './dom.js';
import { choosePhoto, samplePhoto } from './photo.js';
import { act, store } from './store.js';

/** A member's chat with the app: cards to tap, commands to write. Used by the staff side and by the manager's phone. */
export function createMemberChat({ prefix, select, placeholder, label, emptyWords }) {
  const member = () => select.value;
  const nameOf = () => store.world.members.find((one) => one.userid === member())?.name ?? '';
  const photo = async (take) => {
    const picture = await take();
    return picture === null ? null : act({ do: 'member.photo', member: member(), ...picture });
  };

  const view = createChatView({
    element: byId(`${prefix}-chat`),
    mine: 'member',
    handlers: {
      act: (message, key, selection) =>
        act({ do: 'member.clicks', member: member(), message: message.id, key, selection }),
    },
    faceOf: (message) =>
      message.from === 'member' ? { name: nameOf(), kind: 'person' } : { name: '首问', kind: 'app' },
    nameless: true,
    empty: () => h('div', { class: 'welcome' }, h('p', { class: 'faint' }, emptyWords)),
  });

  const composer = createComposer({
    element: byId(`${prefix}-composer`),
    id: `${prefix}-text`,
    label,
    placeholder,
    send: (text) => act({ do: 'member.says', member: member(), text }),
    drawer: [
      { icon: 'photo', label: '照片', run: () => photo(choosePhoto) },
      { icon: 'camera', label: '示例照片', run: () => photo(async () => samplePhoto()) },
    ],
  });

  return { composer, member, show: () => view.show(`member:${member()}`), draw: view.draw };
}

/** The members as options of a select, by department. */
export const memberOptions = () =>
  store.world.members.map(({ userid, name, department, title }) => ({
    value: userid,
    label: title ? `${name} · ${title}` : name,
    group: department ?? '员工',
  }));

/** Someone who manages, else the last member. */
export const likelyManager = () =>
  (
    store.world.members.find((one) => /经理|主任|总/.test(`${one.title ?? ''}${one.name}`)) ??
    store.world.members.at(-1)
  )?.userid;

/** Someone who repairs, else the first member. */
export const likelyWorker = () =>
  (
    store.world.members.find((one) => /工程|维修|师傅/.test(`${one.department ?? ''}${one.title ?? ''}${one.name}`)) ??
    store.world.members[0]
  )?.userid;
