import type { Communities } from '../community/community.ts';
import type { Delivery } from '../delivery/types.ts';
import type { EffectContext, EffectHandlers, EffectOf } from '../effects/index.ts';
import { format } from '../messages/index.ts';
import type { RelayBook } from '../records/registers/relay-book.ts';
import type { Clock } from '../shared/clock.ts';
import { deriveId } from '../shared/id.ts';
import type { Community } from './community.ts';
import { findMembers } from './find-people.ts';

declare module '../effects/effect.ts' {
  interface Effects {
    /** Words that an owner leaves for a member (R34). `text`, `who` and `house` are masked. */
    readonly 'relay.record': {
      readonly to: string;
      readonly text: string;
      readonly who: string;
      readonly house: string;
    };
  }
}

/** What relaying words stands on. */
export interface RelayDeps {
  readonly communities: Communities<Community>;
  readonly relays: Pick<RelayBook, 'add'>;
  readonly delivery: Pick<Delivery, 'enqueue'>;
  readonly clock: Clock;
}

/** Executes the effects about words for members. */
export function createRelayHandlers(deps: RelayDeps): EffectHandlers<'relay.record'> {
  return { 'relay.record': (effect, context) => relay(deps, effect, context) };
}

/** R34: to the person, who acknowledges with 收到; to the desk when the name fits nobody or several. */
async function relay(
  { communities, relays, delivery, clock }: RelayDeps,
  { to, text: words, ...places }: EffectOf<'relay.record'>,
  { id, community: communityId }: EffectContext,
): Promise<void> {
  const community = communities.get(communityId);
  const { desk } = community.messages;
  const [member, other] = findMembers(to, community);
  const { who, house } = places;
  const message = { community: communityId, purpose: 'task' } as const;
  if (member === undefined || other !== undefined) {
    const text = format(desk.relay, { who, house, to, text: words });
    const content = { kind: 'text', text } as const;
    await delivery.enqueue([
      { ...message, id: deriveId(id, 'desk'), to: 'group', department: community.duty.desk, content },
    ]);
    return;
  }
  const { userid } = member;
  await relays.add({ id, community: communityId, userid, at: clock.now(), from: `${who}${house}`, text: words });
  const content = { kind: 'text', text: format(desk.relayed, { who, house, text: words }) } as const;
  await delivery.enqueue([{ ...message, id: deriveId(id, 'member'), to: 'member', userid, content }]);
}
