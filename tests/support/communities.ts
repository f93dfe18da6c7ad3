import { type Communities, type Community, UnknownCommunityError } from '../../src/community/community.ts';

/** The communities service over these communities, as the configuration on disk gives it. */
export function communitiesOf<C extends Community>(...list: readonly C[]): Communities<C> {
  const find = (id: string) => list.find((community) => community.id === id) ?? null;
  return {
    get(id) {
      const found = find(id);
      if (found === null) throw new UnknownCommunityError(id);
      return found;
    },
    find,
    all: () => list,
    byOpenKfId: (openKfId) => list.find((community) => community.openKfId === openKfId) ?? null,
  };
}
