import { type ConversationState, ENGINE_VERSION, initialState, type Profile } from './state.ts';

/**
 * A stored state of whatever shape, reduced to what cannot hurt this engine: counters, profile and answered visits stay; talks,
 * questions and pictures are the caller's to save. Never throws.
 */
export function plainState(stored: unknown): ConversationState {
  const state = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<ConversationState>;
  return {
    ...initialState(),
    engine: ENGINE_VERSION,
    serves: state.serves === 'person' ? 'person' : 'bot',
    profile: plainProfile(state.profile),
    lastOwnerAt: numberOr(state.lastOwnerAt, 0),
    sent: numberOr(state.sent, 0),
    menu: numberOr(state.menu, 0),
    nextTalk: numberOr(state.nextTalk, 1),
    ...(Array.isArray(state.past) ? { past: state.past } : {}),
    ...(typeof state.greetedAt === 'number' ? { greetedAt: state.greetedAt } : {}),
    ...(typeof state.wished === 'string' ? { wished: state.wished } : {}),
  };
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

/** What is known of the owner, as far as it has the shape of this engine. */
export function plainProfile(stored: unknown): Profile {
  if (typeof stored !== 'object' || stored === null) return {};
  const { houses, name, phone, relation, privacy } = stored as Profile;
  return {
    ...(Array.isArray(houses) ? { houses: houses.filter((house) => typeof house?.building === 'string') } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof phone === 'string' ? { phone } : {}),
    ...(typeof relation === 'string' ? { relation } : {}),
    ...(typeof privacy?.version === 'string' ? { privacy } : {}),
  };
}
