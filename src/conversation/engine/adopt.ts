import type { Reading } from '../reading.ts';
import type { Talk } from '../state.ts';
import { absorb } from './absorb.ts';
import { advance } from './advance.ts';
import { handOver } from './deeds.ts';
import { summarise } from './draft.ts';
import { sayPhrase, type Turn } from './turn.ts';
import { flowOf } from './values.ts';
import { park } from './visit.ts';

/** A talk whose flow file is gone and that no other takes: a person gets its words, the owner is told so in one line. */
export function adopt(turn: Turn, talk: Talk): void {
  turn.trace?.('migrate:orphan');
  if (talk.visit !== undefined || talk.quote !== undefined) {
    park(turn, talk);
    return;
  }
  if (talk.recognised !== true || talk.opened === true || talk.handed === true) return;
  handOver(turn, { reason: 'silence', talk, tell: null });
  if (turn.state.serves === 'bot') sayPhrase(turn, 'handedOver', { matter: summarise(turn, talk) });
}

/** Begins a talk again whose open question is gone: the words are taken for what they say, nothing known is asked again. */
export function restart(turn: Turn, talk: Talk, reading: Reading): boolean {
  const flow = flowOf(turn, talk);
  if (talk.restart !== true || flow === undefined) return false;
  turn.trace?.(`migrate:restart:${flow.id}`);
  talk.restart = undefined;
  absorb(turn, { talk, flow, reading, asked: [] });
  talk.words = [...(talk.words ?? []), reading.text];
  sayPhrase(turn, 'backTo', { matter: summarise(turn, talk) });
  advance(turn);
  return true;
}
