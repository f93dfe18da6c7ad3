import { type Communities, type Community, UnknownCommunityError } from '../../src/community/community.ts';

/** These communities and no others. */
export function communitiesOf<C extends Community>(...list: readonly C[]): Communities<C> {
  const find = (id: string) => list.find((community) => community.id === id) ?? null;
  return {
    find,
    get(id) {
      const community = find(id);
      if (community === null) throw new UnknownCommunityError(id);
      return community;
    },
    all: () => list,
    byOpenKfId: (openKfId) => list.find((community) => community.openKfId === openKfId) ?? null,
  };
}
