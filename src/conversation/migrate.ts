import type { Flows } from './flow/types.ts';
import { type ConversationState, ENGINE_VERSION, initialState, type Talk } from './state.ts';

/**
 * Brings a stored state to this engine and these flows. A talk whose flow file is gone is dropped; one whose file has
 * changed goes on with what is already known, from its first open question. An older engine's state keeps the profile.
 */
export function migrate(state: ConversationState, flows: Flows): ConversationState {
  if (state.engine !== ENGINE_VERSION)
    return { ...initialState(), profile: state.profile ?? {}, lastOwnerAt: state.lastOwnerAt ?? 0 };
  if (state.talks.every((talk) => flows.byId.get(talk.flow)?.version === talk.version)) return state;
  const talks = state.talks.flatMap((talk) => {
    const flow = flows.byId.get(talk.flow);
    return flow === undefined ? [] : [flow.version === talk.version ? talk : adapt(talk, flows)];
  });
  return { ...state, talks };
}

/** Keeps what still has a question in the new file; the open question is put anew by the next turn. */
function adapt(talk: Talk, flows: Flows): Talk {
  const flow = flows.byId.get(talk.flow)!;
  const known = (id: string) => flow.indexOf.has(id);
  const collected = new Set(
    flow.steps.flatMap((step) =>
      step.kind === 'collect' ? [step.id, ...(step.otherwise === null ? [] : [step.otherwise])] : [],
    ),
  );
  const asked = talk.asked !== undefined && known(talk.asked) ? { asked: talk.asked } : { asked: undefined };
  return {
    ...talk,
    ...asked,
    version: flow.version,
    slots: Object.fromEntries(Object.entries(talk.slots).filter(([id]) => collected.has(id))),
    without: talk.without?.filter(known),
    done: talk.done?.filter(known),
  };
}
