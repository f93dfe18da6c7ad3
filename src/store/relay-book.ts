import type { Model } from 'mongoose';
import type { RelayBook } from '../records/index.ts';
import { insertNew } from './insert-new.ts';
import type { StoredRelay } from './models/staff.ts';

/** An owner's words are personal and are not kept longer than they are of use. */
const KEEP_MS = 90 * 24 * 3_600_000;

const lower = (userid: string) => userid.toLowerCase();

/** Words left for members, on mongoose. */
export function createRelayBook(model: Model<StoredRelay>): RelayBook {
  return {
    add({ id, ...relay }) {
      const userid = lower(relay.userid);
      return insertNew(model, [
        { _id: id, ...relay, userid, acknowledgedAt: null, forgetAt: new Date(relay.at + KEEP_MS) },
      ]);
    },

    async acknowledge({ community, userid, at }) {
      const found = await model
        .findOneAndUpdate(
          { community, userid: lower(userid), acknowledgedAt: null },
          { $set: { acknowledgedAt: at } },
          { sort: { at: 1, _id: 1 } },
        )
        .lean<StoredRelay>();
      if (found === null) return null;
      const { _id, acknowledgedAt: _at, forgetAt: _forget, ...relay } = found;
      return { id: _id, ...relay };
    },
  };
}
