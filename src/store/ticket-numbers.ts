import type { Model } from 'mongoose';
import { CATEGORY_CODES, defined } from '../shared/index.ts';
import type { TicketNumbers } from '../tickets/index.ts';
import { isDuplicateKey } from './insert-new.ts';
import type { TicketNumberDocument } from './models/ticket-number.ts';

/**
 * Numbers without gaps, however many processes ask and die: the place of a ticket's id in the day's list is its number, so
 * asking again for the same ticket finds the same place.
 */
export function createTicketNumbers(model: Model<TicketNumberDocument>): TicketNumbers {
  return {
    async next({ community, category, day, ticketId }) {
      const _id = `${community}/${CATEGORY_CODES[category]}${day}`;
      try {
        const list = await model
          .findOneAndUpdate(
            { _id, community, tickets: { $ne: ticketId } },
            { $push: { tickets: ticketId } },
            { upsert: true, returnDocument: 'after' },
          )
          .lean<TicketNumberDocument>();
        return defined(list).tickets.indexOf(ticketId) + 1;
      } catch (error) {
        // The list exists and holds the id already: the upsert could not insert a second one.
        if (!isDuplicateKey(error)) throw error;
        const list = await model.findOne({ _id, community }).lean<TicketNumberDocument>();
        const place = list?.tickets.indexOf(ticketId) ?? -1;
        if (place >= 0) return place + 1;
        // Two processes opened the day at once; the list is there now.
        return this.next({ community, category, day, ticketId });
      }
    },
  };
}
