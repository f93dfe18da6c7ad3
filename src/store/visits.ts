import type { Model } from 'mongoose';
import type { Dispatcher } from '../effects/index.ts';
import type { Visit, VisitRepository } from '../followup/index.ts';
import type { StoredVisit } from './models/follow-up.ts';
import { createVersionedRepository } from './versioned-repository.ts';

const ACTIVE = { $in: ['planned', 'asked', 'reminded', 'phone'] };
const BY_DUE = { sort: { dueAt: 1, _id: 1 } } as const;

/** Return visits on mongoose. */
export function createVisitRepository(model: Model<StoredVisit>, effects: Dispatcher): VisitRepository {
  const {
    find,
    findOne: _findOne,
    ...shared
  } = createVersionedRepository<Visit, StoredVisit>(model, {
    toStored: (visit) => visit,
    fromStored: ({ hasPending: _pending, ...visit }) => visit,
    effects,
  });
  return {
    ...shared,
    byTicket: (community, ticketId) => find({ community, ticketId }, BY_DUE),
    active: (community, conversationId) => find({ community, conversationId, state: ACTIVE }, BY_DUE),
    waitingForRain: (community, { limit, after }) =>
      find(
        { community, waits: 'rain', state: ACTIVE, ...(after === null ? {} : { _id: { $gt: after } }) },
        { sort: { _id: 1 }, limit },
      ),
    search: ({ community, from, to }) => find({ community, dueAt: { $gte: from, $lt: to } }, BY_DUE),
  };
}
