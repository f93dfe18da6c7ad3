import type { Chat } from '../chats.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Message } from '../types.ts';

/** How far the story 报修 → 接单 → 完成 → 回访 has come, and the words and the number the next step needs. */
export interface GuideState {
  /** Steps done: 0 none, 1 reported, 2 accepted, 3 finished, 4 visited. */
  readonly done: 0 | 1 | 2 | 3 | 4;
  /** The owner has begun to talk but has no ticket yet. */
  readonly talking: boolean;
  /** The latest ticket number in a message of the bot, or ''. */
  readonly ticket: string;
}

const TICKET = /\b(?:[A-Z0-9]+-)?[A-Z]{2}\d{6}-\d{3,}/;

function latestTicket(chats: readonly Chat[]): { ticket: string; at: number } {
  let latest = { ticket: '', at: Number.NEGATIVE_INFINITY };
  for (const chat of chats) {
    const message = chat.messages.findLast((one) => one.from === 'bot' && TICKET.test(one.text));
    const ticket = TICKET.exec(message?.text ?? '')?.[0];
    if (message !== undefined && ticket !== undefined && message.at > latest.at) latest = { ticket, at: message.at };
  }
  return latest;
}

/** Reads the story from what was said and clicked; it knows nothing of the bot's flows. */
export function readGuide(sim: SimulatorState): GuideState {
  const owners = sim.chats.sessions().flatMap((chat) => chat.messages.filter((one) => one.from === 'owner'));
  const { ticket } = latestTicket([...sim.chats.groups(), ...sim.chats.members()]);
  const firstOf = (pattern: RegExp): number => {
    const said = (one: Message) => one.from === 'member' && pattern.test(one.text);
    const times = sim.chats
      .members()
      .flatMap((chat) => [
        ...chat.messages.filter(said).map((one) => one.at),
        ...chat.clicked.filter((one) => pattern.test(one.text)).map((one) => one.at),
      ]);
    return Math.min(...times);
  };
  const finished = firstOf(/完成|完工/);
  const answers = owners.filter((one) => one.at >= finished).length;
  if (ticket === '') return { done: 0, talking: owners.length > 0, ticket };
  if (Number.isFinite(finished)) return { done: answers >= 2 ? 4 : 3, talking: true, ticket };
  return { done: Number.isFinite(firstOf(/接单|^接/)) ? 2 : 1, talking: true, ticket };
}
