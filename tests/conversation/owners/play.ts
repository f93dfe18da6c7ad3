import type { Community } from '../../../src/config/types.ts';
import type { Flows } from '../../../src/conversation/flow/types.ts';
import { act, answer, createOwner, type Owner } from './owner.ts';
import { createRules } from './rules.ts';

const DAY = 24 * 3_600_000;
/** Own messages within which a sensible owner must be through with everything that is open. */
const PATIENCE = 30;

/** What one random owner does: when he starts, everything he does, and how he ends. */
export interface Plan {
  readonly start: number;
  readonly deeds: readonly number[];
  /** `sensible`: answers until nothing is open; `silent`: never writes again. */
  readonly end: 'sensible' | 'silent';
}

/** Plays an owner to his end. Throws with everything he did and was told when a rule is broken or something stays open. */
export function play(plan: Plan, setting: { flows: Flows; community: Community }): Owner {
  const owner = createOwner({ ...setting, start: plan.start, check: createRules() });
  try {
    for (const deed of plan.deeds) act(owner, deed);
    if (plan.end === 'sensible') finish(owner);
    owner.world.wait(8 * DAY);
    expectDone(owner);
    return owner;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${record(owner)}`, { cause: error });
  }
}

function finish(owner: Owner): void {
  const { world } = owner;
  if (world.state.serves === 'person') world.send({ kind: 'session', change: 'ended', servicer: null, code: null });
  for (let turns = 0; open(owner); turns += 1) {
    if (turns > PATIENCE) throw new Error(`stuck: still open after ${PATIENCE} sensible answers`);
    answer(owner, turns * 3);
  }
}

function open({ world }: Owner): boolean {
  return world.state.serves === 'bot' && (world.state.talks.length > 0 || world.state.question !== undefined);
}

function expectDone({ world }: Owner): void {
  const { talks, pending, question, wakeAt, serves } = world.state;
  if (serves === 'person') throw new Error('stuck: a person serves for ever');
  if (talks.length > 0)
    throw new Error(
      `stuck: ${talks.map((talk) => `${talk.flow}.${talk.asked}`).join(', ')} after eight days of silence`,
    );
  if (pending !== undefined || question !== undefined)
    throw new Error('stuck: something waits after eight days of silence');
  if (wakeAt !== null) throw new Error('stuck: wakes for nothing');
}

function record(owner: Owner): string {
  const lines = owner.world.screen.map(({ who, at, text, items }) => {
    const taps = items === undefined ? '' : ` [${items.map((item) => item.text).join('][')}]`;
    return `  ${new Date(at).toISOString().slice(5, 19)} ${who}: ${text.slice(0, 300).replaceAll('\n', ' / ')}${taps}`;
  });
  const events = owner.happened.map((one) => `  ${one.what}`);
  return `screen:\n${lines.join('\n')}\nevents:\n${events.join('\n')}`;
}
