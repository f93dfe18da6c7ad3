import type { Community } from '../../src/config/types.ts';
import type { TicketAction } from '../../src/tickets/action.ts';
import { createTicketDesk } from '../../src/tickets/desk.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { community, draft, member, NOON, system } from './factories.ts';
import { createMemoryNumbers, createMemoryTickets } from './memory-tickets.ts';

/** A desk over memory with a clock in the hand. Effects of the `act` kind are carried out by `settle`. */
export function deskOver(of: Community = community) {
  const tickets = createMemoryTickets();
  const time = { now: NOON };
  const desk = createTicketDesk({
    tickets,
    numbers: createMemoryNumbers(),
    community: (id) => {
      if (id !== of.id) throw new Error(`no community ${id}`);
      return of;
    },
    now: () => time.now,
  });
  let count = 0;
  return {
    desk,
    tickets,
    time,
    async open(overrides: Partial<TicketDraft> = {}, id = `t${++count}`) {
      return desk.open(draft({ firstWordAt: time.now, ...overrides }), id);
    },
    async act(ticketId: string, action: TicketAction, by: string | null): Promise<Ticket> {
      const result = await desk.act({
        community: 'main',
        ticketId,
        action,
        actor: by === null ? system : member(by, of),
      });
      if (isRefusal(result)) throw new Error(result.text);
      return result.ticket;
    },
    load: async (id: string): Promise<Ticket> => (await tickets.load('main', id))!,
    /** What is owed to other tickets. */
    async settle(): Promise<void> {
      for (const ticket of await tickets.owing(1_000)) {
        for (const { id, effect } of ticket.owed) {
          if (effect.kind === 'act')
            await desk.act({ community: 'main', ticketId: effect.ticketId, action: effect.action, actor: system, id });
          if (effect.kind === 'open-ticket') await desk.open(effect.draft, effect.id);
        }
        await tickets.settled(
          'main',
          ticket._id,
          ticket.owed.map(({ id }) => id),
        );
      }
    },
  };
}
