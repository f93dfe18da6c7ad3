import { describe, expect, test } from '@jest/globals';
import type { Flow, Flows } from '../../src/conversation/flow/types.ts';
import { migrate } from '../../src/conversation/migrate.ts';
import { type ConversationState, ENGINE_VERSION, initialState } from '../../src/conversation/state.ts';
import { step } from '../../src/conversation/step.ts';
import { hearing } from './hearing.ts';
import { shippedCommunity, shippedFlows } from './setting.ts';
import { begin, NOW } from './talk.ts';

const flows = shippedFlows();
const community = await shippedCommunity();
const WORDS = '厨房水龙头漏水';
const hears = { [WORDS]: { category: '报修', topic: 'plumbing' } } as const;

/** The shipped flows with one of them changed, or taken away with null. */
function changed(id: string, change: (flow: Flow) => Flow | null): Flows {
  const list = flows.list.flatMap((flow) => (flow.id === id ? (change(flow) ?? []) : [flow]));
  return { ...flows, list, byId: new Map(list.map((flow) => [flow.id, flow])) };
}

function withSteps(flow: Flow, steps: Flow['steps'], version = flow.version + 1): Flow {
  return { ...flow, version, steps, indexOf: new Map(steps.map((one, index) => [one.id, index])) };
}

/** The stored state of a repair whose house is known and whose phone is asked for. */
function halfWay(): ConversationState {
  const talk = begin({ hears });
  talk.say(WORDS);
  talk.say('8栋1单元1109');
  expect(talk.asks()).toBe('repair.phone');
  return talk.state;
}

function say(state: ConversationState, text: string, now: Flows) {
  const context = { now: NOW + 60_000, community, tickets: [], understand: hearing(hears) };
  const event = { kind: 'messages', parts: [{ kind: 'text', id: 'm9', at: NOW, text }] } as const;
  return step({ state, event, context, flows: now });
}

const saidOf = (result: ReturnType<typeof step>) => JSON.stringify(result.outputs);

describe('state: plain JSON, stamped with engine and flow version; a changed flow never breaks a talk', () => {
  test('the state survives JSON unchanged and carries both versions', () => {
    const state = halfWay();
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(state.engine).toBe(ENGINE_VERSION);
    expect(state.talks[0]!.version).toBe(flows.byId.get('repair')!.version);
  });

  test('an unchanged flow continues: the state is not even copied', () => {
    const state = halfWay();
    expect(migrate(state, flows).state).toBe(state);
  });

  test('a changed text of the same question continues where it was', () => {
    const now = changed('repair', (flow) => withSteps(flow, flow.steps));
    const result = say(halfWay(), '13812341234', now);
    expect(result.state.talks[0]).toMatchObject({
      version: 2,
      slots: { phone: '13812341234', house: { room: '1109' } },
    });
    expect(saidOf(result)).not.toContain('哪一栋');
  });

  test('a new question in front is asked, and nothing known again', () => {
    const now = changed('repair', (flow) => {
      const phone = flow.steps[flow.indexOf.get('phone')!]!;
      return withSteps(flow, [{ ...phone, id: 'spare', when: null } as typeof phone, ...flow.steps]);
    });
    const result = say(halfWay(), '13812341234', now);
    expect(result.state.talks[0]!.slots).toMatchObject({ matter: WORDS, house: { building: '8' } });
  });

  test('the open question taken away: begun again politely with what is known, the answer not lost', () => {
    const now = changed('repair', (flow) =>
      withSteps(
        flow,
        flow.steps.filter((one) => one.id !== 'phone'),
      ),
    );
    const result = say(halfWay(), '13812341234', now);
    expect(saidOf(result)).toContain('接着办');
    expect(saidOf(result)).not.toMatch(/哪一栋|什么地方/);
    expect(result.state.talks[0]).toMatchObject({ flow: 'repair', slots: { matter: WORDS } });
    expect(result.state.talks[0]!.words).toContain('13812341234');
  });

  test('a question that takes another kind now forgets the old value instead of misreading it', () => {
    const now = changed('repair', (flow) =>
      withSteps(
        flow,
        flow.steps.map((one) =>
          one.id === 'house' && one.kind === 'collect' ? { ...one, slot: 'text' as const } : one,
        ),
      ),
    );
    const { state } = migrate(halfWay(), now);
    expect(state.talks[0]!.slots).toEqual({ matter: WORDS });
  });

  test('the whole flow taken away: begun again on the one for its category', () => {
    const now = changed('repair', (flow) => ({ ...withSteps(flow, flow.steps, 1), id: 'fixit' }));
    const result = say(halfWay(), '13812341234', now);
    expect(result.state.talks[0]).toMatchObject({ flow: 'fixit', slots: { matter: WORDS, house: { room: '1109' } } });
    expect(saidOf(result)).toContain('接着办');
  });

  test('no flow left for it: a person takes it with all that is known, and the owner hears of it', () => {
    const now = changed('repair', () => null);
    const result = say(halfWay(), '在吗', now);
    expect(result.outputs).toContainEqual(
      expect.objectContaining({ kind: 'hand-over', summary: expect.stringContaining(WORDS) }),
    );
    expect(saidOf(result)).toContain('转给');
    expect(result.state.talks).toEqual([]);
  });

  test('a ticket that is open is not opened again by a changed file', () => {
    const talk = begin({ hears: { 着火了: { category: '其它', danger: { level: 'yes', kind: 'fire' } } } });
    talk.say('着火了');
    expect(talk.tickets).toHaveLength(1);
    const now = changed('emergency', (flow) =>
      withSteps(
        flow,
        flow.steps.map((one) => (one.kind === 'do' && one.deed === 'open-ticket' ? { ...one, id: 'opened2' } : one)),
      ),
    );
    const result = say(talk.state, '没有', now);
    expect(result.outputs.filter((effect) => effect.kind === 'open-ticket')).toEqual([]);
  });

  test.each([0, 2, 99])('engine version %i: the owner, his counters and his matter are kept', (engine) => {
    const state = { ...halfWay(), engine };
    state.profile.phone = '13812341234';
    const result = migrate(state, flows);
    expect(result.state).toMatchObject({
      engine: ENGINE_VERSION,
      profile: { phone: '13812341234' },
      talks: [{ flow: 'repair', version: 1, slots: { matter: WORDS } }],
    });
  });

  test.each([
    null,
    {},
    { engine: 7 },
    { engine: 7, talks: 'none', profile: 3, sent: 'x' },
    { engine: 7, talks: [null, 1, {}, { id: 1 }, { id: 1, flow: 'repair', since: NOW, slots: { house: 5 } }] },
  ])('a state of no known shape starts anew: %j', (stored) => {
    const state = (stored === null ? { ...initialState(), engine: -1 } : stored) as ConversationState;
    const result = say(state, WORDS, flows);
    expect(result.state.engine).toBe(ENGINE_VERSION);
    expect(saidOf(result)).toContain('房号');
  });
});
