import { describe, expect, test } from '@jest/globals';
import { type ConversationState, initialState } from '../../src/conversation/state.ts';
import { toEffects } from '../../src/conversation/to-effects.ts';
import type { DialogueOutput, HandOverReason } from '../../src/conversation/types.ts';
import type { Effect, EffectOf } from '../../src/effects/index.ts';
import { deriveId } from '../../src/shared/id.ts';
import { draft } from '../tickets/factories.ts';
import { hearing } from './hearing.ts';
import { shippedCommunity } from './setting.ts';

const community = await shippedCommunity();
const { desk } = community.duty;
const conversationId = 'wkDEMO/wmOwner';
const NOW = Date.UTC(2026, 10, 24, 2);
const HOUSE = { building: '3', unit: '2', room: '1701' };
const text = (words: string) => ({ kind: 'text', text: words }) as const;
const ask = {
  visitId: 'v1',
  ticketId: 't1',
  number: 'BX261124-001',
  type: 'closing',
  matter: '漏水',
  place: null,
  date: '11月24日',
  worker: null,
} as const;
const asking = {
  ...initialState(),
  talks: [{ id: 1, flow: 'visit', version: 1, slots: {}, since: NOW, visit: ask }],
};
const known = { ...initialState(), profile: { name: '王建国', houses: [HOUSE] } };

function effectsOf(outputs: readonly DialogueOutput[], state: ConversationState = initialState()): Effect[] {
  return toEffects(outputs, {
    now: NOW,
    understand: hearing({}),
    community,
    conversationId,
    version: 7,
    state,
  });
}

/** The one message among the effects, which goes to the service desk's group. */
function toDesk(
  outputs: readonly DialogueOutput[],
  state: ConversationState = known,
): { text: string; purpose: string } {
  const [message, ...more] = effectsOf(outputs, state).filter(({ kind }) => kind === 'message.send');
  expect(more).toEqual([]);
  const sent = message as EffectOf<'message.send'>;
  expect(sent).toMatchObject({ to: 'group', department: desk, content: { kind: 'text' } });
  return { text: sent.content.kind === 'text' ? sent.content.text : '', purpose: sent.purpose };
}

describe('what is said', () => {
  test('each message is one effect, in order; a one-time code goes with the first alone', () => {
    const outputs = [{ kind: 'say', messages: [text('您好'), text('请说')], purpose: 'answer', code: 'C1' }] as const;
    const common = { kind: 'message.send', to: 'owner', conversationId, purpose: 'answer' };
    expect(effectsOf(outputs)).toEqual([
      { ...common, content: text('您好'), code: 'C1' },
      { ...common, content: text('请说') },
    ]);
  });

  test.each([
    ['survey', asking, 'v1'],
    ['answer', asking, undefined],
    ['survey', initialState(), undefined],
  ] as const)(
    'follow-up learns how the question of its visit ended, and of no other message: %s',
    (purpose, state, visitId) => {
      const [effect] = effectsOf([{ kind: 'say', messages: [text('修好了吗')], purpose }], state);
      expect((effect as EffectOf<'message.send'>).visitId).toBe(visitId);
    },
  );
});

describe('tickets', () => {
  test('a ticket is opened under an id of conversation, version and place, for whoever writes', () => {
    const opened = draft({ reporter: { ...draft().reporter, conversationId: null }, links: ['t0'] });
    const outputs = [
      { kind: 'say', messages: [text('好的'), text('这就登记')], purpose: 'answer' },
      { kind: 'open-ticket', draft: opened, tell: [text('{number} 已登记')] },
      { kind: 'open-ticket', draft: opened, tell: [], linkWith: [1] },
    ] as const;
    const [, , first, second] = effectsOf(outputs);
    const reporter = { ...opened.reporter, conversationId };
    const id = deriveId(conversationId, 7, 1);
    expect(first).toEqual({
      kind: 'ticket.open',
      id,
      draft: { ...opened, reporter, links: ['t0'] },
      replies: [text('{number} 已登记')],
    });
    expect(second).toEqual({
      kind: 'ticket.open',
      id: deriveId(conversationId, 7, 2),
      draft: { ...opened, reporter, links: ['t0', id] },
      replies: [],
    });
  });

  const media = [{ file: 'a.jpg', type: 'image' }] as const;
  const time = { from: NOW + 3_600_000, to: NOW + 7_200_000, text: '明天下午' };
  test.each([
    ['note', '还有响声', { kind: 'note', text: '还有响声' }],
    ['media', '看图', { kind: 'add-media', media, text: '看图' }],
    ['urge', '快点', { kind: 'urge', text: '快点' }],
    ['cancel', '不用了', { kind: 'cancel', reason: '不用了' }],
    ['rework', '又坏了', { kind: 'reopen', reason: '又坏了', unsolved: true }],
    ['confidential', '别说是我', { kind: 'add-detail', what: 'confidential', text: '别说是我' }],
    ['contact', '打13900000000', { kind: 'add-detail', what: 'contact', text: '打13900000000', phone: '13900000000' }],
    ['contact', '换个电话', { kind: 'add-detail', what: 'contact', text: '换个电话' }],
    ['appointment', '明天下午来', { kind: 'add-detail', what: 'appointment', text: '明天下午来', appointment: time }],
    ['appointment', '改天', { kind: 'add-detail', what: 'appointment', text: '改天' }],
    [
      'safety',
      '困在5栋1单元302',
      {
        kind: 'add-detail',
        what: 'safety',
        text: '困在5栋1单元302',
        house: { building: '5', unit: '1', room: '302' },
      },
    ],
    ['safety', '我没事', { kind: 'add-detail', what: 'safety', text: '我没事' }],
  ] as const)('what the owner adds is done in their name: %s %s', (what, words, action) => {
    const tell = [text('已转告')];
    expect(effectsOf([{ kind: 'add-to-ticket', ticketId: 't1', what, text: words, media, tell }])).toEqual([
      { kind: 'ticket.act', ticketId: 't1', action, conversationId, replies: tell },
    ]);
  });

  test('the answer to a price', () => {
    const answer = { ticketId: 't1', quoteId: 'q1', accepted: true, text: '可以' } as const;
    expect(effectsOf([{ kind: 'answer-quote', ...answer }])).toEqual([
      {
        kind: 'ticket.act',
        ticketId: 't1',
        action: { kind: 'answer-quote', quoteId: 'q1', accepted: true, text: '可以' },
        conversationId,
      },
    ]);
  });

  test('the answer to a visit', () => {
    const answer = {
      visitId: 'v1',
      solved: true,
      score: 4,
      reasons: ['慢'],
      words: '好',
      praise: true,
      final: false,
    } as const;
    expect(effectsOf([{ kind: 'answer-visit', ticketId: 't1', ...answer }])).toEqual([
      { kind: 'visit.answer', ...answer },
    ]);
  });
});

describe('the service desk', () => {
  const REASONS: HandOverReason[] = [
    'asked',
    'anger',
    'threat',
    'not-understood',
    'unknown-question',
    'fees',
    'error',
    'privacy',
  ];

  test.each(REASONS)('repair 10: a person takes over (%s): the desk reads why before the session moves', (reason) => {
    const output = { kind: 'hand-over', reason, summary: '电话13812345678，漏水', urgent: false } as const;
    const kinds = effectsOf([output], known).map(({ kind }) => kind);
    expect(kinds).toEqual(['message.send', 'session.transfer']);
    expect(effectsOf([output], known)[1]).toEqual({ kind: 'session.transfer', conversationId });
    const message = toDesk([output]);
    expect(message.purpose).toBe('task');
    expect(message.text).toContain('漏水');
    expect(message.text).not.toMatch(/王建国|13812345678|\{/);
  });

  test('silence is looked at by the desk and leaves the session where it is', () => {
    const output = { kind: 'hand-over', reason: 'silence', summary: '漏水', urgent: false } as const;
    expect(effectsOf([output]).map(({ kind }) => kind)).toEqual(['message.send']);
  });

  test('an urgent one is an emergency', () => {
    expect(toDesk([{ kind: 'hand-over', reason: 'threat', summary: '', urgent: true }]).purpose).toBe('emergency');
  });

  test.each([
    ['fire', HOUSE, community.routing.dangers.fire?.name ?? ''],
    ['fire', null, '3栋2单元'],
    [null, null, '3栋2单元'],
    ['kind-unknown', null, 'kind-unknown'],
  ])(
    'an alert about %s at %j names the danger and the house, without a phone or given name',
    (danger, house, words) => {
      const output = { kind: 'alert', danger, level: 'yes', text: '电话13812345678', house } as const;
      const message = toDesk([output]);
      expect(message.purpose).toBe('emergency');
      expect(message.text).toContain(words);
      expect(message.text).not.toMatch(/王建国|13812345678|\{/);
    },
  );

  test('R34: words for somebody else go on with what is known of the owner', () => {
    const output = { kind: 'relay', to: '张师傅', text: '谢谢' } as const;
    const effect = { kind: 'relay.record', to: '张师傅', text: '谢谢' } as const;
    expect(effectsOf([output], known)).toEqual([{ ...effect, who: { name: '王建国', house: HOUSE } }]);
    expect(effectsOf([output])).toEqual([{ ...effect, who: { name: null, house: null } }]);
  });

  test.each(['delete', 'correct'] as const)('a wish to %s stored data becomes a task of the desk', (request) => {
    const message = toDesk([{ kind: 'privacy', request, text: '我的电话13812345678' }]);
    expect(message.purpose).toBe('task');
    expect(message.text).not.toMatch(/13812345678|\{/);
  });

  test('of an owner nothing is known of, nothing is written', () => {
    expect(toDesk([{ kind: 'privacy', request: 'delete', text: '' }], initialState()).text).not.toMatch(
      /undefined|null|\{/,
    );
  });
});
