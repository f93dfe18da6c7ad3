import type { Phones } from './phones.ts';

/** A ticket number as people read it. */
const NUMBER = /BX\d{6}-\d{3,}/;
const WORKER = 'member:li.shifu';
const GROUP = 'group:demo-engineering';

/** Who talks, and where they live. */
export interface Caller {
  readonly nickname: string;
  readonly house: string;
  readonly contact: string;
}

/** The owners of the demo with a house and telephone of their own. */
export const CALLERS: readonly Caller[] = [
  { nickname: '林女士', house: '3栋2单元1701', contact: '我姓林，13812345671' },
  { nickname: '周先生', house: '5栋1单元302', contact: '我姓周，13812345672' },
  { nickname: '何阿姨', house: '8栋1单元901', contact: '我姓何，13812345673' },
];

/** One owner's matter on its way; the phases are played in this order, each by all callers at once. */
export interface Talk {
  /** The owner describes a repair piece by piece, until asked to confirm it. */
  describes(): Promise<void>;
  /** The owner confirms, until they have the ticket number and the group has the push. */
  confirms(): Promise<void>;
  /** The worker's three commands and what the owner hears of them, the question whether it is solved included. */
  isServed(): Promise<void>;
  /** The owner answers the questions after the work. */
  answers(): Promise<void>;
  /** How many messages the owner wrote so far. */
  messages(): number;
}

/** A talk of one caller over the demo's phones. */
export function createTalk(phones: Phones, { nickname, house, contact }: Caller): Talk {
  const { key, owner, account } = phones.ownerChat(nickname);
  let messages = 0;
  let number = '';

  async function says(text: string, answer = /\S/): Promise<string> {
    const seen = phones.sent(key).length;
    messages += 1;
    await phones.act({ do: 'owner.says', owner, account, text });
    return phones.hears(key, { seen, text: answer });
  }
  async function worker(command: string, heardByOwner: RegExp): Promise<void> {
    const seen = phones.sent(key).length;
    const answers = phones.sent(WORKER).length;
    await phones.act({ do: 'member.says', member: 'li.shifu', text: command });
    await phones.hears(WORKER, { seen: answers, text: new RegExp(number) });
    await phones.hears(key, { seen, text: heardByOwner });
  }
  return {
    messages: () => messages,
    async describes() {
      await says('厨房水管一直滴水');
      await says(house);
      await says(contact);
      await says('明天上午在家', /上门时间/);
    },
    async confirms() {
      const pushes = phones.sent(GROUP).length;
      const confirmed = await says('对', NUMBER);
      number = NUMBER.exec(confirmed)?.[0] ?? '';
      await phones.hears(GROUP, { seen: pushes, text: new RegExp(number) });
    },
    async isServed() {
      await worker(`接单 ${number}`, /接单/);
      await worker(`到场 ${number}`, /现场/);
      await worker(`完成 ${number} 换了角阀`, /解决/);
    },
    async answers() {
      await says('解决了');
      await says('5');
      await says('没有');
    },
  };
}
