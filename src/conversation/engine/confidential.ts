import type { Reading } from '../reading.ts';
import { actOnTicket } from './tickets.ts';
import { sayPhrase, type Turn } from './turn.ts';

/** Longest message that only asks for silence; a longer one tells its matter too. */
const ALONE = 14;

/**
 * 请帮我保密 by itself: about the matter under way or the open ticket, never a matter of its own. False when it is more than
 * that, or when there is nothing to keep quiet.
 */
export function keepQuiet(turn: Turn, reading: Reading): boolean {
  if (!reading.intents.has('confidential') || reading.text.length > ALONE) return false;
  const talk = turn.state.talks.find((one) => one.visit === undefined && one.quote === undefined);
  if (talk === undefined) return actOnTicket(turn, { act: 'confidential', reading });
  talk.confidential = true;
  turn.trace?.('confidential');
  sayPhrase(turn, 'keptQuiet');
  return true;
}
