import type { Community } from '../../src/config/types.ts';
import type { OutgoingMessage } from '../../src/delivery/types.ts';
import type { TicketAction } from '../../src/tickets/action.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import { createTicketService } from '../../src/tickets/service.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { communitiesOf } from '../support/communities.ts';
import { executePending } from '../support/execute-pending.ts';
import { community, draft, member, NOON, system } from './factories.ts';
import { createMemoryNumbers, createMemoryTickets } from './memory-tickets.ts';

/** The ticket service over memory under a clock moved by hand. `settle` executes effects about tickets. */
export function createTicketWorld(of: Community = community) {
  const tickets = createMemoryTickets();
  const time = { now: NOON };
  const messages = new Map<string, OutgoingMessage>();
  const counted: { community: string; category: string }[] = [];
  const service = createTicketService({
    tickets,
    numbers: createMemoryNumbers(),
    delivery: {
      async enqueue(added) {
        for (const message of added) if (!messages.has(message.id)) messages.set(message.id, message);
      },
    },
    communities: communitiesOf(of),
    clock: { now: () => time.now, after: () => () => {} },
    metrics: { tickets: { inc: (labels) => counted.push(labels) } },
  });
  let count = 0;
  return {
    service,
    tickets,
    time,
    /** Labels of the tickets that were counted as opened. */
    counted,
    /** What was put into the outbox, each id once. */
    messages: (): OutgoingMessage[] => [...messages.values()],
    async open(overrides: Partial<TicketDraft> = {}, id = `t${++count}`) {
      return service.open(draft({ firstWordAt: time.now, ...overrides }), id);
    },
    async act(ticketId: string, action: TicketAction, by: string | null): Promise<Ticket> {
      const actor = by === null ? system : member(by, of);
      const result = await service.act({ community: 'main', ticketId, action, actor });
      if (isRefusal(result)) throw new Error(result.text);
      return result.ticket;
    },
    async load(id: string): Promise<Ticket> {
      const found = await tickets.load('main', id);
      if (found === null) throw new Error(`no ticket ${id}`);
      return found;
    },
    /** Executes what tickets ask of other tickets. */
    settle: () => executePending([tickets], { communities: ['main'], handlers: service.handlers }),
  };
}
