import type { MediaRef } from '../../tickets/index.ts';
import type { Turn } from './turn.ts';

/** A picture as the turn brings it. */
export interface Incoming {
  readonly id: string;
  readonly media: MediaRef;
}

/** Pictures that are kept until it is clear what they belong to. */
const KEPT = 20;

/** Keeps pictures until words come. */
export function hold(turn: Turn, incoming: readonly Incoming[]): void {
  const { state } = turn;
  state.media = [...(state.media ?? []), ...incoming.map((one) => one.media)].slice(-KEPT);
  state.mediaIds = [...(state.mediaIds ?? []), ...incoming.map((one) => one.id)].slice(-KEPT);
}

/** Takes the kept pictures out, for a ticket or a talk. */
export function takeHeld(turn: Turn): { media: MediaRef[]; mediaIds: string[] } {
  const { state } = turn;
  const held = { media: state.media ?? [], mediaIds: state.mediaIds ?? [] };
  delete state.media;
  delete state.mediaIds;
  return held;
}

/** Gives the kept pictures to the matter in front, if there is one. */
export function attachHeld(turn: Turn): void {
  const talk = turn.state.talks[0];
  if (turn.state.media === undefined || talk === undefined || talk.visit !== undefined || talk.quote !== undefined)
    return;
  turn.trace?.(`repair8:${talk.flow}`);
  const held = takeHeld(turn);
  talk.media = [...(talk.media ?? []), ...held.media];
  talk.mediaIds = [...(talk.mediaIds ?? []), ...held.mediaIds];
}
