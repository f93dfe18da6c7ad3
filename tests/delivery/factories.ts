import { newEntry } from '../../src/delivery/entry.ts';
import type { OutboxEntry } from '../../src/delivery/ports.ts';
import type { OutgoingMessage } from '../../src/delivery/types.ts';

const KF = 'wkDEMO';
export const OWNER = { community: 'main', openKfId: KF, externalUserid: 'wmOwner' } as const;

type Overrides<T extends OutgoingMessage['to']> = Partial<Extract<OutgoingMessage, { to: T }>>;

let counter = 0;
const nextId = () => {
  counter += 1;
  return `m${counter}`;
};

/** A text to the owner. */
export function toOwner(text: string, overrides: Overrides<'owner'> = {}): OutgoingMessage {
  const { community, openKfId, externalUserid } = OWNER;
  const base = { id: nextId(), community, to: 'owner', openKfId, externalUserid, purpose: 'answer' } as const;
  return { ...base, content: { kind: 'text', text }, ...overrides };
}

/** A ticket to the engineering group. */
export function toGroup(number: string, overrides: Overrides<'group'> = {}): OutgoingMessage {
  return {
    id: nextId(),
    community: 'main',
    to: 'group',
    department: 'engineering',
    purpose: 'task',
    content: {
      kind: 'ticket',
      title: `${number} 报修`,
      line: `${number} 3栋2单元1701 厨房下水外溢`,
      fields: [{ name: '位置', value: '3栋2单元1701' }],
      mention: ['li.shifu'],
    },
    ...overrides,
  };
}

/** A text to 李师傅. */
export function toMember(text: string, overrides: Overrides<'member'> = {}): OutgoingMessage {
  return {
    id: nextId(),
    community: 'main',
    to: 'member',
    userid: 'li.shifu',
    purpose: 'task',
    content: { kind: 'text', text },
    ...overrides,
  };
}

/** An entry as the outbox stores it. */
export function makeEntry(overrides: Partial<OutboxEntry> = {}): OutboxEntry {
  return { ...newEntry(toOwner('您好'), { now: 1_000, order: 1 }), ...overrides };
}
