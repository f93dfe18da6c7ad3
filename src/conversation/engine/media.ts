import type { MediaRef } from '../../tickets/types.ts';
import { advance } from './advance.ts';
import { tellSafety } from './danger.ts';
import { actOn } from './tickets.ts';
import { phrase, sayPhrase, type Turn } from './turn.ts';

/** A picture as the turn brings it. */
export interface Incoming {
  readonly id: string;
  readonly media: MediaRef;
}

/** Takes pictures, voice and files: to the open matter, to an open ticket, or keeps them until words come (repair 8). */
export function takeMedia(turn: Turn, incoming: readonly Incoming[], withWords: boolean): void {
  const { state } = turn;
  const media = incoming.map((one) => one.media);
  const talk = state.talks.find((one) => one.visit === undefined && one.quote === undefined);
  turn.trace('repair8:media');
  if (talk !== undefined) {
    talk.media = [...(talk.media ?? []), ...media];
    talk.mediaIds = [...(talk.mediaIds ?? []), ...incoming.map((one) => one.id)];
    if (withWords) return;
    if (talk.danger !== undefined) tellSafety(turn, { ...talk, media }, '');
    sayPhrase(turn, 'mediaTaken');
    voiceNote(turn, media);
    advance(turn);
    return;
  }
  if (withWords) {
    hold(turn, incoming);
    return;
  }
  const open = turn.context.tickets.filter((ticket) => ticket.open);
  if (open.length === 1) {
    actOn(turn, { act: 'media', ticket: open[0]!, text: '', media });
    return;
  }
  hold(turn, incoming);
  sayPhrase(turn, 'mediaAsk', { what: mediaName(turn, media) });
  voiceNote(turn, media);
}

function mediaName(turn: Turn, media: readonly MediaRef[]): string {
  return turn.flows.phrases.media[media[0]?.type ?? 'file'];
}

/** Voice is kept for people, but the program reads only words. */
function voiceNote(turn: Turn, media: readonly MediaRef[]): void {
  if (media.some((one) => one.type === 'voice')) turn.lines.push({ text: phrase(turn, 'voiceAsk') });
}

function hold(turn: Turn, incoming: readonly Incoming[]): void {
  const { state } = turn;
  state.media = [...(state.media ?? []), ...incoming.map((one) => one.media)].slice(-20);
  state.mediaIds = [...(state.mediaIds ?? []), ...incoming.map((one) => one.id)].slice(-20);
}

/** Gives the pictures that came before any word to the matter they belong to. */
export function attachHeld(turn: Turn): void {
  const { state } = turn;
  const talk = state.talks[0];
  if (state.media === undefined || talk === undefined || talk.visit !== undefined || talk.quote !== undefined) return;
  talk.media = [...(talk.media ?? []), ...state.media];
  talk.mediaIds = [...(talk.mediaIds ?? []), ...(state.mediaIds ?? [])];
  delete state.media;
  delete state.mediaIds;
}

/** Takes a recalled message out of what has not been handed in yet. */
export function onRecalled(turn: Turn, messageId: string): void {
  for (const holder of [turn.state, ...turn.state.talks]) {
    const at = holder.mediaIds?.indexOf(messageId) ?? -1;
    if (at < 0) continue;
    holder.media = holder.media!.filter((_, index) => index !== at);
    holder.mediaIds = holder.mediaIds!.filter((_, index) => index !== at);
    turn.trace('repair8:recalled');
  }
}
