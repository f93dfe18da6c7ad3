import type { Model, QueryFilter } from 'mongoose';
import type { House } from '../language/house.ts';
import type { OwnerBook } from '../staff/index.ts';
import type { StoredConversation } from './models/conversation.ts';

/** The only one a filter finds; null when nobody or several fit. */
async function theOne(model: Model<StoredConversation>, filter: object): Promise<StoredConversation | null> {
  const found = await model
    .find(filter as QueryFilter<StoredConversation>)
    .limit(2)
    .lean<StoredConversation[]>();
  return found.length === 1 ? found[0]! : null;
}

function livesIn({ building, unit, room }: House): object {
  return { 'state.profile.houses': { $elemMatch: { building, room, ...(unit === null ? {} : { unit }) } } };
}

const phoneOf = ({ state }: StoredConversation) =>
  (state as { profile?: { phone?: string } } | null)?.profile?.phone ?? null;

/**
 * Whose conversation it is, from what owners told of themselves. A house has several people who may not read each other's
 * matters (R5), so somebody with another phone than the caller's is not him.
 */
export function createOwnerBook(model: Model<StoredConversation>): OwnerBook {
  return {
    async conversationOf({ community, phone, house }) {
      if (phone !== null) {
        const known = await theOne(model, { community, 'state.profile.phone': phone });
        if (known !== null) return known._id;
      }
      if (house === null || house.room === null) return null;
      const inHouse = await theOne(model, { community, ...livesIn(house) });
      const isSomebodyElse = phone !== null && inHouse !== null && phoneOf(inHouse) !== null;
      return isSomebodyElse ? null : (inHouse?._id ?? null);
    },
  };
}
