import { defined } from '../../shared/index.ts';
import type { MediaRef } from '../../tickets/index.ts';
import { advance } from './advance.ts';
import { tellSafety } from './danger.ts';
import { attachHeld, hold, type Incoming } from './held.ts';
import { actOn } from './tickets.ts';
import { phrase, sayPhrase, type Turn } from './turn.ts';

/**
 * Takes pictures, voice and files that came without words: to the open matter, to an open ticket, or keeps them with one
 * question (repair 8). With words they are kept until the words say where they belong.
 */
export function takeMedia(turn: Turn, incoming: readonly Incoming[], withWords: boolean): void {
  const { state } = turn;
  const talk = state.talks.find((one) => one.visit === undefined && one.quote === undefined);
  turn.trace?.(`repair8:${talk?.flow ?? 'none'}`);
  hold(turn, incoming);
  if (withWords) return;
  if (talk === undefined) {
    settleHeld(turn);
    return;
  }
  const media = incoming.map((one) => one.media);
  state.talks = [talk, ...state.talks.filter((one) => one !== talk)];
  attachHeld(turn);
  if (talk.danger !== undefined) tellSafety(turn, talk, { words: '', media });
  sayPhrase(turn, 'mediaTaken');
  voiceNote(turn, media);
  advance(turn);
}

/** Pictures that no talk has taken: to the only open ticket, else one question about them. */
export function settleHeld(turn: Turn): void {
  const { state, context } = turn;
  if (state.media === undefined) return;
  const open = context.tickets.filter((ticket) => ticket.open);
  const { media } = state;
  if (open.length === 1) {
    actOn(turn, { act: 'media', ticket: defined(open[0]), text: '' });
    return;
  }
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

/** Takes a recalled message out of what has not been handed in yet. */
export function onRecalled(turn: Turn, messageId: string): void {
  for (const holder of [turn.state, ...turn.state.talks]) {
    const at = holder.mediaIds?.indexOf(messageId) ?? -1;
    if (at < 0) continue;
    holder.media = defined(holder.media).filter((_, index) => index !== at);
    holder.mediaIds = defined(holder.mediaIds).filter((_, index) => index !== at);
    turn.trace?.('recalled');
  }
}
