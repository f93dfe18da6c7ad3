import type { Ticket } from '../../../src/tickets/ticket.ts';
import { OWNER, type StaffWorld } from '../world.ts';

/** Who is what to the ticket of the table. */
export const PEOPLE = {
  assignee: 'li.shifu',
  worker: 'zhang.shifu',
  head: 'wang.gong',
  keeper: 'he.jiedai',
  desk: 'tang.jiedai',
  supervisor: 'zhou.zhuguan',
  manager: 'chen.jingli',
  finance: 'qian.kuaiji',
  elsewhere: 'ma.baoan',
} as const;

/** One of `PEOPLE`. */
export type Who = keyof typeof PEOPLE;

/** A ticket in a state, by the way that leads there. Each is made once and copied for every row. */
export const STATES = {
  waiting: async (world: StaffWorld, ticket: Ticket) => world.load(ticket),
  accepted: async (world: StaffWorld, ticket: Ticket) => as(world, ticket, 'assignee', `接单 ${ticket.number}`),
  working: async (world: StaffWorld, ticket: Ticket) => {
    await STATES.accepted(world, ticket);
    return as(world, ticket, 'assignee', `到场 ${ticket.number}`);
  },
  suspended: async (world: StaffWorld, ticket: Ticket) => {
    await STATES.accepted(world, ticket);
    return as(world, ticket, 'assignee', `挂起 ${ticket.number} 等配件`);
  },
  quoted: async (world: StaffWorld, ticket: Ticket) => {
    await STATES.accepted(world, ticket);
    return as(world, ticket, 'assignee', `报价 ${ticket.number} 80元 疏通`);
  },
  done: async (world: StaffWorld, ticket: Ticket) => {
    await STATES.quoted(world, ticket);
    const { quotes } = await world.load(ticket);
    const owner = { kind: 'owner', conversationId: OWNER } as const;
    await world.act(ticket, { kind: 'answer-quote', quoteId: quotes[0]!.id, accepted: true }, owner);
    return as(world, ticket, 'assignee', `完成 ${ticket.number} 通了 收费80`);
  },
} satisfies Record<string, (world: StaffWorld, ticket: Ticket) => Promise<Ticket>>;

async function as(world: StaffWorld, ticket: Ticket, who: Who, text: string): Promise<Ticket> {
  await world.say(PEOPLE[who], text);
  return world.load(ticket);
}

/** A ticket that `he.jiedai` keeps, in the given state. */
export async function prepare(world: StaffWorld, state: keyof typeof STATES): Promise<Ticket> {
  const ticket = await world.open();
  await world.act(ticket, { kind: 'hand-keeper', to: PEOPLE.keeper });
  return STATES[state](world, ticket);
}
