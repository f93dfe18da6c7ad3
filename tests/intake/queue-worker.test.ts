import { describe, expect, test } from '@jest/globals';
import { createManualClock } from '@shouwen/wecom-simulator';
import { createDispatcher, type Effect } from '../../src/effects/index.ts';
import type { Inbound } from '../../src/intake/ports.ts';
import { createQueueWorker, type TurnInput } from '../../src/intake/queue-worker.ts';
import { type Executed, recordingHandlers } from '../effects/recorded.ts';
import { memoryConversations, memoryInbox } from './memory.ts';

interface State {
  readonly heard: readonly string[];
}

const START = Date.UTC(2026, 10, 23, 6, 0, 0);
const BURST = 1_500;

function text(id: string, options: Partial<Inbound> = {}): Inbound {
  return {
    _id: id,
    community: 'main',
    key: 'wk/owner',
    sentAt: START,
    receivedAt: START,
    now: false,
    event: { kind: 'part', part: { kind: 'text', id, at: START, text: id } },
    ...options,
  };
}

const heardIn = (input: TurnInput) => (input.kind === 'wake' ? 'wake' : input.items.map(({ _id }) => _id).join('+'));

const say = (text: string): Effect => ({
  kind: 'message.send',
  to: 'owner',
  conversationId: 'wk/owner',
  purpose: 'answer',
  content: { kind: 'text', text },
});
const textOf = ({ effect }: Executed) =>
  effect.kind === 'message.send' && effect.content.kind === 'text' ? effect.content.text : effect.kind;

function setUp(options: { wakeAt?: (input: TurnInput) => number | null } = {}) {
  const clock = createManualClock(START);
  const inbox = memoryInbox();
  const conversations = memoryConversations<State>();
  const executed: Executed[] = [];
  const errors: object[] = [];
  const log = { error: (fields: object) => void errors.push(fields) };
  const faults = { effects: 0, turns: 0, settles: 0 };
  const fails = (what: keyof typeof faults) => {
    if (faults[what] === 0) return;
    faults[what] -= 1;
    throw new Error('the store is away');
  };
  let processes = 0;
  /** A worker in a process of its own. */
  const worker = () => {
    processes += 1;
    const effects = createDispatcher({ clock, log });
    effects.serve(recordingHandlers(executed, () => fails('effects')));
    return createQueueWorker<State>({
      inbox,
      conversations: {
        ...conversations,
        async settle(...of) {
          fails('settles');
          await conversations.settle(...of);
        },
      },
      effects,
      clock,
      instance: `process-${processes}`,
      leaseMs: 10_000,
      turns: {
        burst: () => BURST,
        async take(document, input) {
          fails('turns');
          const heard = [...(document.state?.heard ?? []), heardIn(input)];
          return { state: { heard }, effects: [say(heardIn(input))], wakeAt: options.wakeAt?.(input) ?? null };
        },
      },
      log,
    });
  };
  return { clock, inbox, conversations, executed, said: () => executed.map(textOf), errors, faults, worker };
}

describe('bursts', () => {
  test('messages within the burst are one turn, and the turn waits for its end', async () => {
    const world = setUp();
    const worker = world.worker();
    await world.inbox.put([text('a')]);
    worker.wake('main', 'wk/owner');
    await worker.idle();
    expect(world.said()).toEqual([]);

    world.clock.advance(1_000);
    await world.inbox.put([text('b', { sentAt: START + 1_000, receivedAt: START + 1_000 })]);
    worker.wake('main', 'wk/owner');
    await worker.idle();
    world.clock.advance(BURST - 1);
    await worker.idle();
    expect(world.said()).toEqual([]);

    world.clock.advance(1);
    await worker.idle();
    expect(world.conversations.get('wk/owner')?.state).toEqual({ heard: ['a+b'] });
  });

  test('a pressing message ends the wait at once and takes the others along', async () => {
    const world = setUp();
    const worker = world.worker();
    await world.inbox.put([text('a'), text('着火了', { now: true, sentAt: START + 1 })]);
    worker.wake('main', 'wk/owner');
    await worker.idle();
    expect(world.conversations.get('wk/owner')?.state).toEqual({ heard: ['a+着火了'] });
  });

  test('an event between messages is a turn of its own, in order', async () => {
    const world = setUp();
    const worker = world.worker();
    await world.inbox.put([
      text('a', { now: true }),
      text('recall', { sentAt: START + 1, now: true, event: { kind: 'recalled', messageId: 'x' } }),
      text('b', { sentAt: START + 2, now: true }),
    ]);
    worker.wake('main', 'wk/owner');
    await worker.idle();
    expect(world.conversations.get('wk/owner')?.state).toEqual({ heard: ['a', 'recall', 'b'] });
  });
});

describe('kill it anywhere', () => {
  test('effects that were stored but not carried out are carried out after the restart, before anything else', async () => {
    const world = setUp();
    world.faults.effects = 1;
    const first = world.worker();
    await world.inbox.put([text('a', { now: true })]);
    first.wake('main', 'wk/owner');
    await first.idle();
    expect(world.errors).toHaveLength(1);
    expect(world.conversations.get('wk/owner')?.pendingEffects).toHaveLength(1);

    await world.inbox.put([text('b', { now: true, sentAt: START + 1 })]);
    const second = world.worker();
    await second.sweep(['main']);
    await second.idle();
    expect(world.said()).toEqual(['a', 'b']);
  });

  test('a crash between the write and marking the message done does not play it twice', async () => {
    const world = setUp();
    await world.inbox.put([text('a', { now: true })]);
    world.conversations.set({
      _id: 'wk/owner',
      community: 'main',
      version: 1,
      state: { heard: ['a'] },
      pendingEffects: [{ id: 'effect-of-a', effect: say('a') }],
      handled: ['a'],
      nextDueAt: null,
      updatedAt: START,
    });
    const worker = world.worker();
    await worker.sweep(['main']);
    await worker.idle();
    expect(world.conversations.get('wk/owner')?.state).toEqual({ heard: ['a'] });
    expect(world.executed.map(({ id }) => id)).toEqual(['effect-of-a']);
    expect(world.inbox.all().every(({ done }) => done)).toBe(true);
  });

  test('the id of an effect comes from conversation, version and place: the same turn owes the same ids', async () => {
    const ids: string[] = [];
    for (let round = 0; round < 2; round++) {
      const world = setUp();
      const worker = world.worker();
      await world.inbox.put([text('a', { now: true })]);
      worker.wake('main', 'wk/owner');
      await worker.idle();
      ids.push(world.executed[0]!.id);
    }
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('leases and clocks', () => {
  test('while another process holds the lease nothing happens; when it ran out the work is taken over', async () => {
    const world = setUp();
    await world.conversations.claim({ community: 'main', id: 'wk/owner', by: 'other', now: START, leaseMs: 10_000 });
    await world.inbox.put([text('a', { now: true })]);
    const worker = world.worker();
    worker.wake('main', 'wk/owner');
    await worker.idle();
    expect(world.said()).toEqual([]);

    world.clock.advance(10_000);
    await worker.sweep(['main']);
    await worker.idle();
    expect(world.said()).toEqual(['a']);
  });

  test('a conversation is woken at its time, by its own timer and by a sweep after a restart', async () => {
    const wakeAt = (input: TurnInput) => (input.kind === 'wake' ? null : START + 60_000);
    const world = setUp({ wakeAt });
    const worker = world.worker();
    await world.inbox.put([text('a', { now: true })]);
    worker.wake('main', 'wk/owner');
    await worker.idle();
    world.clock.advance(59_999);
    await worker.idle();
    expect(world.conversations.get('wk/owner')?.state?.heard).toEqual(['a']);
    await worker.stop();

    world.clock.advance(1);
    const restarted = world.worker();
    await restarted.sweep(['main']);
    await restarted.idle();
    expect(world.conversations.get('wk/owner')?.state?.heard).toEqual(['a', 'wake']);
  });

  test('a wake that asks to be woken in the past does not spin', async () => {
    const world = setUp({ wakeAt: () => START });
    const worker = world.worker();
    await world.inbox.put([text('a', { now: true })]);
    worker.wake('main', 'wk/owner');
    await worker.idle();
    for (let time = 0; time < 3; time += 1) {
      world.clock.advance(0);
      await worker.idle();
    }
    expect(world.conversations.get('wk/owner')?.state?.heard).toEqual(['a', 'wake']);
    expect(world.conversations.get('wk/owner')?.nextDueAt).toBe(START + 60_000);
  });
});
