/** The configuration in use now; a changed file on disk replaces it as a whole when it is valid. */
import { type Communities, UnknownCommunityError } from '../community/index.ts';
import type { Cancel } from '../shared/index.ts';
import type { Community, Company } from './types.ts';
import { type CompanyWatch, watchCompany } from './watch-company.ts';

/** The communities that are configured now. */
export interface LiveCompany extends Communities<Community> {
  /** Looks for changes on disk from now on. */
  watch(): Cancel;
}

/** Starts with the configuration that was read at start. */
export function createLiveCompany(company: Company, watch: Omit<CompanyWatch, 'onLoaded'>): LiveCompany {
  let current = company;
  const find = (id: string) => current.communities.get(id) ?? null;
  return {
    find,
    get(id) {
      const community = find(id);
      if (community === null) throw new UnknownCommunityError(id);
      return community;
    },
    all: () => [...current.communities.values()],
    byOpenKfId: (openKfId) => current.byOpenKfId(openKfId),
    watch: () =>
      watchCompany({
        ...watch,
        onLoaded(loaded) {
          current = loaded;
        },
      }),
  };
}
