import type { Communities } from '../community/index.ts';
import type { EffectHandlers } from '../effects/index.ts';
import type { Community } from './community.ts';
import { type RelayDeps, type RelayRequest, relayToMember } from './relay.ts';

declare module '../effects/effect.ts' {
  interface Effects {
    /** Words that an owner leaves for a member (R34). */
    readonly 'relay.record': Pick<RelayRequest, 'to' | 'text' | 'who'>;
  }
}

/** Executes the effects about words for members. */
export function createRelayHandlers(
  deps: RelayDeps & { readonly communities: Communities<Community> },
): EffectHandlers<'relay.record'> {
  return {
    'relay.record': ({ to, text, who }, { id, community }) =>
      relayToMember(deps, { id, community: deps.communities.get(community), to, text, who }),
  };
}
