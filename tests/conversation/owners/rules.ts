import { ENGINE_VERSION, type Talk } from '../../../src/conversation/state.ts';
import type { DialogueOutput } from '../../../src/conversation/types.ts';
import type { OwnerContent } from '../../../src/delivery/types.ts';
import type { Happened, Owner } from './owner.ts';

const MINUTE = 60_000;
/** Own messages the owner may write without a question about danger being put (R8: before 30 minutes have passed). */
const R8 = 30 * MINUTE;
const BUDGET = 4;

/** What is remembered of one owner between events. */
interface Memory {
  /** Messages since the owner's last one. */
  sent: number;
  serves: 'bot' | 'person';
  /** Talks under way before the event, by id. */
  talks: Map<number, Talk>;
  /** Talks that a person has been told of. */
  handed: Set<number>;
}

/** A check of everything that must hold after every event, whatever the owner does. Throws with what is wrong. */
export function createRules(): (owner: Owner, happened: Happened) => void {
  const memory: Memory = { sent: 0, serves: 'bot', talks: new Map(), handed: new Set() };
  return (owner, happened) => {
    const effects = owner.world.all.slice(happened.from);
    const said = effects.flatMap(messagesOf);
    budget({ happened, effects, memory });
    texts(owner, said);
    silence({ owner, happened, said, memory });
    known(owner, happened);
    danger({ owner, happened, effects, memory });
    nothingVanishes({ owner, happened, effects, memory });
    drafts(owner);
    plainState(owner);
    memory.serves = owner.world.state.serves;
    memory.talks = new Map(owner.world.state.talks.map((talk) => [talk.id, talk]));
  };
}

function fail(rule: string, detail: string): never {
  throw new Error(`${rule}: ${detail}`);
}

function messagesOf(effect: DialogueOutput): readonly OwnerContent[] {
  if (effect.kind === 'say') return effect.messages;
  return effect.kind === 'open-ticket' || effect.kind === 'add-to-ticket' ? effect.tell : [];
}

/**
 * Four of WeChat's five messages, one kept in reserve. What goes out with a one-time code does not count (wecom-api.md 3.5);
 * surveys pass delivery's own budget, which turns those without room into phone tasks.
 */
function budget(given: { happened: Happened; effects: readonly DialogueOutput[]; memory: Memory }): void {
  const { happened, effects, memory } = given;
  if (happened.event?.kind === 'messages') memory.sent = 0;
  for (const effect of effects) {
    const counts = effect.kind !== 'say' || (effect.code === undefined && effect.purpose !== 'survey');
    if (counts) memory.sent += messagesOf(effect).length;
  }
  if (memory.sent > BUDGET) fail('message budget', `${memory.sent} messages since the owner's last one`);
}

const BANNED = /不知道|不清楚|不归我管|没办法|免费|包赔|赔偿您/;

/** Limits of WeChat and the words we never say (R26, R28). What the owner wrote himself is his own. */
function texts(owner: Owner, said: readonly OwnerContent[]): void {
  for (const message of said) {
    const text = message.kind === 'menu' ? message.head : message.kind === 'text' ? message.text : '';
    if (text.trim() === '') fail('words', 'an empty message');
    if (/undefined|\[object|NaN/.test(text)) fail('words', text);
    if (BANNED.test(text) && BANNED.test(withoutOwner(owner, text))) fail('R26', text);
    const bytes = Buffer.byteLength(text);
    if (bytes > (message.kind === 'menu' ? 1024 : 2048)) fail('byte limit', `${bytes} bytes`);
    if (message.kind !== 'menu') continue;
    if (message.items.length === 0 || message.items.length > 10) fail('menu', `${message.items.length} items`);
    for (const item of message.items) {
      if (!/^[\w]{1,64}$/.test(item.id)) fail('menu id', item.id);
      if (Buffer.byteLength(item.text) > 128) fail('menu item', item.text);
    }
  }
}

/** A text without the pieces that the owner wrote. */
function withoutOwner({ world }: Owner, text: string): string {
  const pieces = world.screen.flatMap((shown) => (shown.who === 'owner' ? shown.text.split('\n') : []));
  return pieces.filter((piece) => BANNED.test(piece)).reduce((rest, piece) => rest.replaceAll(piece, ''), text);
}

/** While a person serves the bot is quiet; while the bot serves nobody is left without an answer (repair 10). */
function silence(given: { owner: Owner; happened: Happened; said: readonly OwnerContent[]; memory: Memory }): void {
  const { owner, happened, said, memory } = given;
  const { event } = happened;
  const quiet = memory.serves === 'person' && owner.world.state.serves === 'person';
  if (quiet && said.length > 0 && event?.kind !== 'session') fail('R/repair 10', 'speaks while a person serves');
  if (event?.kind === 'messages' && memory.serves === 'bot' && said.length === 0)
    fail('answer', 'the owner wrote and got no answer');
}

/** Nothing that is known is asked for (repair 1): not in this talk, and not from the binding where the question may use it. */
function known(owner: Owner, happened: Happened): void {
  const { state } = owner.world;
  for (const mark of happened.marks) {
    const match = /^(\w+)\.(\w+):asked$/.exec(mark);
    const talk = state.talks.find((one) => one.flow === match?.[1]);
    const flow = owner.flows.byId.get(match?.[1] ?? '');
    const step = flow?.steps[flow.indexOf.get(match?.[2] ?? '') ?? -1];
    if (talk === undefined || step?.kind !== 'collect' || talk.asked === undefined) continue;
    if (state.talks.filter((one) => one.flow === match?.[1]).length > 1) continue;
    const half = talk.refused?.[`${step.id}?`] !== undefined;
    if (talk.slots[step.id] !== undefined && !half)
      fail('re-asks', `${mark} but it is ${JSON.stringify(talk.slots[step.id])}`);
    if (half || !step.from.includes('profile')) continue;
    const { houses, phone, name } = state.profile;
    const inBinding =
      (step.slot === 'house' && houses?.length === 1) ||
      (step.slot === 'phone' && phone) ||
      (step.slot === 'person' && name);
    if (inBinding) fail('re-asks', `${mark} but the binding has it`);
  }
}

/** Danger: one message, a ticket or an addition to it at once, never a form first (repair 12). */
function danger(given: { owner: Owner; happened: Happened; effects: readonly DialogueOutput[]; memory: Memory }): void {
  const { happened, effects, memory } = given;
  const { event } = happened;
  if (event?.kind !== 'messages' || event.parts.length !== 1) return;
  const [part] = event.parts;
  if (part?.kind !== 'text' || part.menuId !== undefined || !LIVE.test(part.text)) return;
  const told = effects.some(
    (effect) =>
      (effect.kind === 'open-ticket' && effect.draft.danger !== null) ||
      effect.kind === 'alert' ||
      (effect.kind === 'add-to-ticket' && effect.what === 'safety'),
  );
  if (!told) fail('repair 12', 'nobody was told of the danger');
  const said = effects.flatMap(messagesOf).length;
  if (memory.serves === 'bot' && said !== 1) fail('repair 12', `${said} messages instead of one`);
}

const LIVE = /着火了！|很浓的煤气味|被困在电梯里了/;

/** A recognised matter never disappears: a ticket, a person, another ticket it belongs to, or the owner's own wish. */
function nothingVanishes(given: {
  owner: Owner;
  happened: Happened;
  effects: readonly DialogueOutput[];
  memory: Memory;
}): void {
  const { owner, happened, effects, memory } = given;
  const { talks } = owner.world.state;
  if (effects.some((effect) => effect.kind === 'hand-over') || happened.event?.kind === 'session') {
    for (const id of [...memory.talks.keys(), ...talks.map((talk) => talk.id)]) memory.handed.add(id);
  }
  for (const [id, talk] of memory.talks) {
    if (talks.some((one) => one.id === id) || memory.handed.has(id)) continue;
    if (talk.recognised !== true) continue;
    const settled =
      effects.some((effect) => ['open-ticket', 'add-to-ticket'].includes(effect.kind)) ||
      happened.marks.some(
        (mark) => mark.startsWith('repair5:') || mark === 'question:resume:drop' || mark === 'question:resume:fresh',
      ) ||
      talk.done?.includes('open') === true ||
      talk.done?.includes('openurgent') === true;
    if (!settled) fail('vanished', `talk ${id} (${talk.flow}) is gone without a ticket, a person or a word`);
  }
}

/** R8: a draft with a recognisable request is with the service desk before thirty minutes have passed. */
function drafts({ world }: Owner): void {
  for (const talk of world.state.talks) {
    const waits = talk.recognised === true && talk.handed !== true && talk.danger === undefined;
    const since = talk.resumed ?? talk.since;
    if (waits && world.state.serves === 'bot' && world.now - since >= R8)
      fail('R8', `talk ${talk.id} waits since ${(world.now - talk.since) / MINUTE} minutes`);
  }
}

function plainState({ world }: Owner): void {
  const { state } = world;
  if (state.engine !== ENGINE_VERSION) fail('state', 'not stamped');
  if (JSON.stringify(state).length > 60_000) fail('state', 'grows without bound');
  for (const talk of state.talks)
    if (typeof talk.version !== 'number') fail('state', `talk ${talk.id} carries no version`);
}
