import type { Talk } from '../state.ts';
import { summarise } from './draft.ts';
import { walk } from './run-flow.ts';
import { sayPhrase, type Turn } from './turn.ts';
import { flowOf } from './values.ts';
import { closeQuote, closeVisit, startPending } from './visit.ts';

/** Lets the current talk go on until it waits or all are done; a person serving stops it. */
export function advance(turn: Turn): void {
  const { state } = turn;
  for (let guard = 0; guard < 12; guard += 1) {
    if (state.serves === 'person') return;
    const talk = state.talks[0];
    if (talk === undefined) {
      if (!startPending(turn)) return;
      continue;
    }
    const flow = flowOf(turn, talk);
    if (flow === undefined) {
      state.talks.shift();
      continue;
    }
    linkEarlier(turn, talk);
    if (walk(turn, talk, flow) === 'waiting') return;
    endTalk(turn, talk);
    const next = state.talks[0];
    if (next !== undefined && next.visit === undefined && next.quote === undefined) {
      sayPhrase(turn, next.asked === undefined ? 'moreMatters' : 'backTo', { matter: summarise(turn, next) });
    }
  }
}

/** Takes a finished talk off the table and says what its end means to others. */
function endTalk(turn: Turn, talk: Talk): void {
  turn.state.talks = turn.state.talks.filter((other) => other !== talk);
  turn.trace?.(`end:${talk.flow}`);
  if (talk.visit !== undefined) closeVisit(turn, talk, true);
  if (talk.quote !== undefined) closeQuote(turn, talk);
}

/** Finds the tickets that were opened for the other matters of the same message. */
function linkEarlier(turn: Turn, talk: Talk): void {
  for (const mark of talk.after ?? []) {
    const ticket = turn.context.tickets.find(
      (one) => one.category === mark.category && Math.abs(one.openedAt - mark.at) <= 60_000,
    );
    if (ticket !== undefined && !talk.links?.includes(ticket.id)) talk.links = [...(talk.links ?? []), ticket.id];
  }
}

/** A talk that is dropped without a deed. */
export function dropTalk(turn: Turn, talk: Talk): void {
  turn.state.talks = turn.state.talks.filter((other) => other !== talk);
}
