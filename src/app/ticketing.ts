import type { Community } from '../config/types.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { TicketAction } from '../tickets/action.ts';
import { createTicketDesk, type TicketDesk } from '../tickets/desk.ts';
import type { OwedEffect } from '../tickets/effect.ts';
import type { TicketNumbers, TicketRepository } from '../tickets/ports.ts';
import { isRefusal } from '../tickets/texts.ts';
import type { Ticket } from '../tickets/types.ts';
import { createPump, type Pump } from './pump.ts';

/** One thing that the program itself does to a ticket. */
export interface SystemAct {
  readonly community: string;
  readonly ticketId: string;
  readonly action: TicketAction;
  readonly id: string;
}

/** The ticket desk with its pump. */
export interface Ticketing {
  /** Sets the pump going after every change. */
  readonly desk: TicketDesk;
  readonly pump: Pump;
  /** Acts as the system; a refusal is an answer. */
  act(request: SystemAct): Promise<unknown>;
  /** Tickets whose limits, ladders or promises have fallen due. */
  tick(now: number, limit: number): Promise<void>;
}

/** Tickets: the desk on its repositories, and what they owe carried out. */
export function createTicketing(deps: {
  readonly tickets: TicketRepository;
  readonly numbers: TicketNumbers;
  community(id: string): Community;
  /** Epoch ms. */
  now(): number;
  carryOut(owed: OwedEffect, ticket: Ticket): Promise<void>;
  readonly metrics: Metrics;
  /** A member has put category or topic right. */
  corrected(ticket: Ticket): Promise<void>;
  /** Something more may wait somewhere else. */
  noted(): void;
  onError(error: unknown, ticket: Ticket | null): void;
}): Ticketing {
  const { tickets, numbers, community, now, metrics } = deps;
  const plain = createTicketDesk({ tickets, numbers, community, now });
  const pump = createPump<Ticket>({
    owing: tickets.owing,
    async settle(ticket) {
      for (const owed of ticket.owed) await deps.carryOut(owed, ticket);
      await tickets.settled(
        ticket.community,
        ticket._id,
        ticket.owed.map(({ id }) => id),
      );
      deps.noted();
    },
    onError: deps.onError,
  });
  const desk: TicketDesk = {
    ...plain,
    async open(draft, id) {
      const opened = await plain.open(draft, id);
      metrics.tickets.inc({ community: draft.community, category: draft.category });
      pump.poke();
      return opened;
    },
    async act(request) {
      const result = await plain.act(request);
      pump.poke();
      if (request.action.kind === 'reclassify' && !isRefusal(result)) await deps.corrected(result.ticket);
      return result;
    },
  };
  return {
    desk,
    pump,
    act: (request) => desk.act({ ...request, actor: { kind: 'system' } }),
    async tick(at, limit) {
      await plain.tick(at, limit);
      pump.poke();
    },
  };
}
