import type { Effect, PendingEffect, Versioned } from '../../src/effects/index.ts';

/** A document with something to show for its changes. */
export interface Note extends Versioned {
  readonly text: string;
}

/** A note as it is inserted, without effects unless given. */
export function note(overrides: Partial<Note> = {}): Note {
  return {
    _id: 'n1',
    community: 'main',
    version: 1,
    pendingEffects: [],
    nextDueAt: null,
    updatedAt: 0,
    text: '',
    ...overrides,
  };
}

/** An effect that can be told from others by its name. Handled one at a time. */
export const transfer = (name: string): Effect => ({ kind: 'session.transfer', conversationId: name });

/** A message to a group; messages in a row are handled together where the handler can. */
export const push = (text: string): Effect => ({
  kind: 'message.send',
  to: 'group',
  department: 'engineering',
  purpose: 'task',
  content: { kind: 'text', text },
});

/** Effects under ids equal to their names. */
export const pending = (...names: string[]): PendingEffect[] => names.map((id) => ({ id, effect: transfer(id) }));

/** The name of an effect of `transfer` or `push`. */
export function nameOf(effect: Effect): string {
  if (effect.kind === 'session.transfer') return effect.conversationId;
  return effect.kind === 'message.send' && effect.content.kind === 'text' ? effect.content.text : effect.kind;
}
