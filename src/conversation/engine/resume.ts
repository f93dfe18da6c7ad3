import type { Talk } from '../state.ts';
import { summarise } from './draft.ts';
import { askEngine, offers } from './question.ts';
import { sayPhrase, type Turn } from './turn.ts';

/** Offers an owner who comes back to go on with what was left open (repair 9). `text` is what he wrote now. */
export function offerResume(turn: Turn, talk: Talk, text: string): void {
  sayPhrase(turn, 'resumeAsk', { matter: summarise(turn, talk) });
  askEngine(turn, { kind: 'resume', talk: talk.id, text, offered: offers(turn, ['resume', 'fresh', 'drop']) });
  turn.trace?.('repair9:resume');
}
