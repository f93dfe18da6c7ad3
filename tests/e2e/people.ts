import type { ServiceWorld } from './world.ts';

/** A ticket number as people read it. */
export const NUMBER = /(?:[A-Z0-9]+-)?(?:SH|BX|TS|FW|BY|JY|QT)\d{6}-\d{3,}/;

const joined = (messages: readonly { readonly text: string }[]) => messages.map(({ text }) => text).join('\n');

/** The people of a world as a story needs them: each says something and the story reads what came of it. */
export function peopleIn(world: ServiceWorld, who = '林女士', openKfId?: string) {
  const { sim } = world;
  const owner = sim.owner(who, openKfId === undefined ? {} : { openKfId });

  /** What the owner read while something happened. */
  async function ownerReads(work: () => unknown): Promise<string> {
    const before = owner.inbox.length;
    await work();
    await world.pass(2_000);
    return joined(owner.inbox.slice(before));
  }

  return {
    owner,
    ownerReads,
    /** The owner writes and reads the answer. */
    says: (text: string) => ownerReads(() => owner.says(text)),
    taps: (choice: string | RegExp) => ownerReads(() => owner.taps(choice)),
    /** A member writes to the app and reads the answer. */
    async member(userid: string, text: string): Promise<string> {
      const member = sim.member(userid);
      const before = member.inbox.length;
      member.says(text);
      await world.pass(2_000);
      return joined(member.inbox.slice(before));
    },
    /** Everything a member was sent. */
    inboxOf: (userid: string) => joined(sim.member(userid).inbox),
    /** Everything a department's group was sent. */
    group: (key: string) => joined(sim.group(key).messages),
  };
}

/** The ticket number in a text; fails the story when there is none. */
export function numberIn(text: string): string {
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) throw new Error(`no ticket number in: ${text}`);
  return number;
}
