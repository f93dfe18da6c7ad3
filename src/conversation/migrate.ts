import type { CollectStep, Flow, Flows } from './flow/types.ts';
import { plainState } from './plain-state.ts';
import { type ConversationState, ENGINE_VERSION, type SlotValue, type Talk } from './state.ts';

/** A state that this engine and these flows can go on with, and the talks that no flow can take any more. */
export interface Migrated {
  readonly state: ConversationState;
  /** To be handed to a person with their words. */
  readonly orphans: readonly Talk[];
}

const NONE: readonly Talk[] = [];

/**
 * Brings a stored state to this engine and these flows, so that a change never breaks a talk under way. An unchanged flow
 * continues. A changed one keeps what still has a question and goes on from its first open one. A flow that is gone is begun
 * again politely on the one for its category, with all that is known; where there is none, a person takes it. A state of
 * another engine version is taken apart and treated the same way.
 */
export function migrate(stored: ConversationState, flows: Flows): Migrated {
  const state = stored.engine === ENGINE_VERSION ? stored : takeApart(stored);
  if (state.talks.every((talk) => flows.byId.get(talk.flow)?.version === talk.version)) return { state, orphans: NONE };
  const orphans: Talk[] = [];
  const talks = state.talks.flatMap((talk) => {
    const flow = flows.byId.get(talk.flow) ?? successor(talk, flows);
    if (flow?.id === talk.flow && flow.version === talk.version) return [talk];
    if (flow !== undefined) return [adapt(talk, flow)];
    orphans.push(talk);
    return [];
  });
  return { state: { ...state, talks }, orphans };
}

/** What another engine wrote: its talks are kept where they have the least shape of one, with a version that no flow has. */
function takeApart(stored: ConversationState): ConversationState {
  const talks: unknown[] = Array.isArray(stored.talks) ? stored.talks : [];
  return { ...plainState(stored), talks: talks.filter(isTalk).map((talk) => ({ ...talk, version: 0 })) };
}

function isTalk(value: unknown): value is Talk {
  if (typeof value !== 'object' || value === null) return false;
  const { id, flow, slots, since } = value as Partial<Talk>;
  const named = typeof id === 'number' && typeof flow === 'string' && typeof since === 'number';
  return named && typeof slots === 'object' && slots !== null;
}

/** The flow that now takes what this talk is about; visits, prices and emergencies have none. */
function successor(talk: Talk, flows: Flows): Flow | undefined {
  const { category } = talk;
  if (category === undefined || talk.danger !== undefined) return undefined;
  const matters = flows.list.filter((flow) => flow.kind === 'matter' && flow.starts.categories.includes(category));
  return matters.find((flow) => flow.starts.topics.length === 0) ?? matters[0];
}

/** Keeps what still has a question in the file and the shape that question takes. */
function adapt(talk: Talk, flow: Flow): Talk {
  const known = (id: string) => flow.indexOf.has(id);
  const asked = talk.flow === flow.id && talk.asked !== undefined && known(talk.asked) ? talk.asked : undefined;
  const slots = Object.entries(talk.slots).filter(([id, value]) => fits(flow, id, value));
  return {
    ...talk,
    flow: flow.id,
    version: flow.version,
    slots: Object.fromEntries(slots),
    asked,
    refused: undefined,
    without: talk.without?.filter(known) ?? [],
    done: talk.done?.filter(known) ?? [],
    ...(asked === undefined ? { restart: true } : {}),
  };
}

function fits(flow: Flow, id: string, value: SlotValue): boolean {
  const step = flow.steps[flow.indexOf.get(id) ?? -1];
  if (step?.kind === 'collect') return SHAPES[step.slot](value, step);
  return flow.steps.some((one) => one.kind === 'collect' && one.otherwise === id) && typeof value === 'string';
}

type Shape = (value: SlotValue, step: CollectStep) => boolean;

const isText: Shape = (value) => typeof value === 'string';
const isOption: Shape = (value, step) => {
  const ids = Array.isArray(value) ? value : [value];
  return ids.every((id) => step.options.some((option) => option.id === id));
};

const SHAPES: Readonly<Record<CollectStep['slot'], Shape>> = {
  house: (value) => typeof value === 'object' && 'building' in value,
  time: (value) => typeof value === 'object' && 'from' in value,
  score: (value) => typeof value === 'number' && value >= 1 && value <= 5,
  choice: isOption,
  yesno: (value) => value === 'yes' || value === 'no',
  phone: isText,
  person: isText,
  text: isText,
  photos: isText,
  money: isText,
  item: isText,
};
