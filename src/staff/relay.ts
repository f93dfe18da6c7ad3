import type { Delivery } from '../delivery/types.ts';
import { formatHouse, type House } from '../language/house.ts';
import { maskName, maskText } from '../language/mask.ts';
import { format } from '../messages/index.ts';
import type { RelayBook } from '../records/registers/relay-book.ts';
import type { Clock } from '../shared/clock.ts';
import { deriveId } from '../shared/id.ts';
import type { Community } from './community.ts';
import { memberText } from './member-text.ts';
import { findOneMember } from './reading/people.ts';

/** Where the words are booked and how they are sent. */
export interface RelayDeps {
  readonly relays: Pick<RelayBook, 'add'>;
  readonly delivery: Pick<Delivery, 'enqueue'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Words that an owner leaves for a member (R34). */
export interface RelayRequest {
  /** Derived from the effect, so that relaying twice books and sends once. */
  readonly id: string;
  readonly community: Community;
  /** The member as the owner named them: `李师傅`. */
  readonly to: string;
  readonly text: string;
  /** What is known of the owner. */
  readonly who: { readonly name: string | null; readonly house: House | null };
}

/**
 * Books the words and sends them to the member, who acknowledges with 收到 (R34); to the group of the desk when the name means no
 * member or several. Names and numbers are masked.
 */
export async function relayToMember(
  { relays, delivery, clock }: RelayDeps,
  { id, community, to, text: words, who }: RelayRequest,
): Promise<void> {
  const { desk } = community.messages;
  const name = maskName(who.name ?? '');
  const house = who.house === null ? '' : `（${formatHouse(who.house)}）`;
  const text = maskText(words);
  const member = findOneMember(to, community);
  if (member === null) {
    const content = { kind: 'text', text: format(desk.relay, { who: name, house, to, text }) } as const;
    const group = { to: 'group', department: community.duty.desk, content } as const;
    await delivery.enqueue([{ ...group, id: deriveId(id, 'desk'), community: community.id, purpose: 'task' }]);
    return;
  }
  const { userid } = member;
  await relays.add({ id, community: community.id, userid, at: clock.now(), from: `${name}${house}`, text });
  const message = format(desk.relayed, { who: name, house, text });
  await delivery.enqueue([
    memberText({ id: deriveId(id, 'member'), community: community.id, purpose: 'task', userid, text: message }),
  ]);
}
