import type { Community } from '../../src/config/types.ts';
import type { Flows } from '../../src/conversation/flow/types.ts';
import type { Profile } from '../../src/conversation/state.ts';
import { createWorld, type World } from '../../src/conversation/story/world.ts';
import type { DialogueOutput, OwnerTicket } from '../../src/conversation/types.ts';
import { type Heard, hearing } from './hearing.ts';
import { shippedCommunity, shippedFlows } from './setting.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Monday 2026-11-23, 14:00 in Shanghai. */
export const NOW = Date.UTC(2026, 10, 23, 6, 0);

const flows = shippedFlows();
const community = await shippedCommunity();

/** A talk in the shipped flows and demo community, with meanings the test decides. */
export interface Talk extends World {
  /** What the bot said after the last event, joined. */
  said(): string;
  /** Effects of one kind after the last event. */
  did<K extends DialogueOutput['kind']>(kind: K): Extract<DialogueOutput, { kind: K }>[];
  /** Taps the newest menu item that shows these words. */
  press(words: string): void;
  /** `flow.step` of the open question. */
  asks(): string;
}

/** Begins a talk. Unless `fresh`, the owner has been greeted and has seen the privacy notice today. */
export function begin(
  given: {
    hears?: Readonly<Record<string, Heard>>;
    tickets?: readonly Partial<OwnerTicket>[];
    knows?: Profile;
    fresh?: boolean;
    flows?: Flows;
    community?: Community;
    now?: number;
  } = {},
): Talk {
  const now = given.now ?? NOW;
  const marks: string[] = [];
  const world = createWorld({
    community: given.community ?? community,
    flows: given.flows ?? flows,
    understand: hearing(given.hears ?? {}),
    now,
    trace: (mark) => marks.push(mark),
  });
  if (given.fresh !== true) {
    world.state.greetedAt = now;
    world.state.lastOwnerAt = now;
    world.state.profile.privacy = { version: community.privacy.version, at: now };
  }
  Object.assign(world.state.profile, given.knows);
  for (const ticket of given.tickets ?? []) world.tickets.push(aTicket(ticket));
  const messages = () =>
    world.effects.flatMap((effect) =>
      effect.kind === 'say'
        ? effect.messages
        : effect.kind === 'open-ticket' || effect.kind === 'add-to-ticket'
          ? effect.tell
          : [],
    );
  return Object.assign(world, {
    said: () =>
      messages()
        .map((one) => (one.kind === 'menu' ? one.head : one.kind === 'text' ? one.text : ''))
        .join('\n'),
    did: <K extends DialogueOutput['kind']>(kind: K) =>
      world.effects.filter((effect): effect is Extract<DialogueOutput, { kind: K }> => effect.kind === kind),
    press(words: string) {
      const items = world.screen.flatMap((shown) => shown.items ?? []);
      const item = items.findLast((one) => one.text.includes(words));
      if (item === undefined) throw new Error(`no tap shows ${words}: ${items.map((one) => one.text).join(' | ')}`);
      world.tap(item);
    },
    asks() {
      const { question, talks } = world.state;
      if (question !== undefined) return `question.${question.kind}`;
      return talks[0]?.asked === undefined ? 'nothing' : `${talks[0].flow}.${talks[0].asked}`;
    },
  });
}

/** An open repair ticket of this owner, opened an hour ago. */
export function aTicket(given: Partial<OwnerTicket> = {}): OwnerTicket {
  return {
    id: 'k1',
    number: 'BX261123-001',
    category: '报修',
    topic: 'plumbing',
    summary: '厨房水龙头漏水',
    house: { building: '3', unit: '2', room: '1701' },
    stateText: '李师傅已接单',
    open: true,
    openedAt: NOW - HOUR,
    promisedAt: NOW + 2 * HOUR,
    worker: '李师傅',
    lastStep: null,
    ...given,
  };
}
