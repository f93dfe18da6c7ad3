import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rescue } from '../../src/conversation/rescue.ts';
import { type ConversationState, ENGINE_VERSION, initialState } from '../../src/conversation/state.ts';
import { type StepInput, step } from '../../src/conversation/step.ts';
import type { ConversationEvent } from '../../src/conversation/types.ts';
import { hearing } from './hearing.ts';
import { shippedCommunity, shippedFlows } from './setting.ts';
import { begin, HOUR, NOW } from './talk.ts';

const flows = shippedFlows();
const community = await shippedCommunity();
const hears = {
  厨房水龙头漏水: { category: '报修', topic: 'plumbing' },
  着火了: { danger: { level: 'yes', kind: 'fire' } },
} as const;

function input(
  given: Partial<Omit<StepInput, 'context'>> & { text?: string; understand?: StepInput['context']['understand'] } = {},
): StepInput {
  const event: ConversationEvent = {
    kind: 'messages',
    parts: [{ kind: 'text', id: 'm1', at: NOW, text: given.text ?? '厨房水龙头漏水' }],
  };
  const context = { now: NOW, community, tickets: [], understand: given.understand ?? hearing(hears) };
  return { state: given.state ?? initialState(), event: given.event ?? event, context, flows: given.flows ?? flows };
}

const broken = (): never => {
  throw new Error('understanding is broken');
};

describe('rescue: the step itself failed, a person takes over with what is known (repair 10)', () => {
  test('one sentence, then the hand-over with the words; the program is quiet from then on', () => {
    const result = rescue(input());
    expect(result.outputs.map((effect) => effect.kind)).toEqual(['say', 'hand-over']);
    expect(result.outputs[1]).toMatchObject({ reason: 'error', summary: expect.stringContaining('厨房水龙头漏水') });
    expect(result.state).toMatchObject({
      engine: ENGINE_VERSION,
      serves: 'person',
      talks: [],
      sent: 1,
      lastOwnerAt: NOW,
    });
    expect(result.state.wakeAt).toBe(NOW + 2 * HOUR);
  });

  test('what the talk knew is in the summary, the owner himself stays known', () => {
    const talk = begin({ hears });
    talk.say('厨房水龙头漏水');
    talk.say('3栋2单元1701');
    talk.state.profile.name = '李';
    const result = rescue(input({ state: talk.state, text: '13812341234' }));
    const [handOver] = result.outputs.filter((effect) => effect.kind === 'hand-over');
    expect(handOver!.summary).toMatch(/厨房水龙头漏水[\s\S]*1701/);
    expect(result.state.profile).toMatchObject({ name: '李' });
  });

  test('danger is told to people even now', () => {
    const result = rescue(input({ text: '着火了' }));
    expect(result.outputs[0]).toMatchObject({ kind: 'alert', level: 'yes', danger: 'fire' });
    expect(result.outputs.at(-1)).toMatchObject({ kind: 'hand-over', urgent: true });
  });

  test('the next turn stands on sound ground, and the talk comes back clean', () => {
    const after = rescue(input({ state: { ...initialState(), talks: [null] } as unknown as ConversationState })).state;
    const next = step(input({ state: after }));
    expect(next.outputs).toEqual([]);
    const ended = step(
      input({ state: next.state, event: { kind: 'session', change: 'ended', servicer: null, code: null } }),
    );
    expect(ended.state).toMatchObject({ serves: 'bot', talks: [] });
  });

  test('while a person serves nothing is said and nobody is called twice', () => {
    const result = rescue(input({ state: { ...initialState(), serves: 'person' } }));
    expect(result.outputs).toEqual([]);
  });

  test('a broken understanding does not break it', () => {
    const result = rescue(input({ understand: broken }));
    expect(result.outputs.map((effect) => effect.kind)).toEqual(['say', 'hand-over']);
  });

  test('it never throws and always answers with a sound state, whatever was stored and whatever came', () => {
    const events = fc.constantFrom<ConversationEvent>(
      input().event,
      { kind: 'wake' },
      { kind: 'recalled', messageId: 'x' },
      { kind: 'enter', welcomeCode: null, scene: null, sceneParam: null },
      { kind: 'session', change: 'taken', servicer: null, code: null },
      { kind: 'messages', parts: [] },
      { kind: 'messages', parts: null as never },
    );
    const states = fc.oneof(
      fc.anything({ maxDepth: 2 }),
      fc.record({
        engine: fc.anything(),
        talks: fc.anything(),
        profile: fc.anything(),
        sent: fc.anything(),
        past: fc.anything(),
      }),
    );
    fc.assert(
      fc.property(states, events, fc.constantFrom(flows, null as never), (state, event, some) => {
        const result = rescue(input({ state: state as ConversationState, event, flows: some ?? ({} as never) }));
        expect(result.state).toMatchObject({ engine: ENGINE_VERSION, serves: 'person', talks: [] });
        expect(Number.isFinite(result.state.wakeAt)).toBe(true);
        step(input({ state: JSON.parse(JSON.stringify(result.state)) as ConversationState }));
      }),
      { numRuns: 500 },
    );
  });
});
