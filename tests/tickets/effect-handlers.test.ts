import { describe, expect, test } from '@jest/globals';
import type { Effect, EffectOf } from '../../src/effects/index.ts';
import { executeEffect } from '../support/execute-pending.ts';
import { community, draft, NOON, OWNER } from './factories.ts';
import { createTicketWorld } from './world.ts';

type World = ReturnType<typeof createTicketWorld>;

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const execute = (world: World, effect: Effect, id = 'e1') =>
  executeEffect(world.service.handlers, effect, { id, community: 'main' });

/** Everything that effects of this room change. */
const picture = async (world: World) => ({
  tickets: await world.tickets.search({ community: 'main', limit: 100 }),
  messages: world.messages(),
});

/** Executes the effect, then a second time as after a crash: nothing may change by that. */
async function twice(world: World, effect: Effect) {
  await execute(world, effect);
  const once = await picture(world);
  await execute(world, effect);
  expect(await picture(world)).toEqual(once);
  return once;
}

const personal = { category: '投诉', topic: 'attitude', accused: '马师傅' } as const;

describe('ticket.open', () => {
  const effect = (overrides: Partial<EffectOf<'ticket.open'>> = {}): EffectOf<'ticket.open'> => ({
    kind: 'ticket.open',
    id: 't1',
    draft: draft(),
    ...overrides,
  });

  test('opens the ticket under the given id, and the reporter reads number, promise and department', async () => {
    const replies = [text('{number} 已登记，{promise}'), text('由{department}处理')];
    const { tickets, messages } = await twice(createTicketWorld(), effect({ replies }));
    expect(tickets).toMatchObject([{ _id: 't1', number: 'BX261124-001', summary: draft().summary }]);
    const department = community.departments.find(({ id }) => id === tickets[0]?.department)?.name;
    expect(messages).toMatchObject([
      { to: 'owner', openKfId: 'wkDEMO', externalUserid: 'owner-1', ticketId: 't1', purpose: 'promise' },
      { to: 'owner', content: text(`由${department}处理`) },
    ]);
    expect(messages[0]?.content).toEqual(text(expect.stringMatching(/^BX261124-001 已登记，.*预计/) as never));
  });

  test('every text of a menu is filled in; pictures go as they are', async () => {
    const item = { id: 'a', text: '查{number}' };
    const menu = { kind: 'menu', head: '{number}', items: [item], tail: '{department}' } as const;
    const { messages } = await twice(
      createTicketWorld(),
      effect({ replies: [menu, { kind: 'image', file: 'a.jpg' }] }),
    );
    const [first, second] = messages.map(({ content }) => content);
    expect(JSON.stringify(first)).not.toContain('{number}');
    expect(first).toMatchObject({ kind: 'menu', head: 'BX261124-001', items: [{ id: 'a', text: '查BX261124-001' }] });
    expect(second).toEqual({ kind: 'image', file: 'a.jpg' });
  });

  test('danger is answered as an emergency', async () => {
    const world = createTicketWorld();
    const { messages } = await twice(
      world,
      effect({ draft: draft({ danger: 'fire', urgent: true }), replies: [text('{number}')] }),
    );
    expect(messages).toMatchObject([{ purpose: 'emergency' }]);
  });

  test('whoever is not in WeChat reads nothing here', async () => {
    const reporter = { ...draft().reporter, conversationId: null };
    const { tickets, messages } = await twice(
      createTicketWorld(),
      effect({ draft: draft({ reporter }), replies: [text('{number}')] }),
    );
    expect(tickets).toHaveLength(1);
    expect(messages).toEqual([]);
  });

  test('a common-area fault that is known is joined once, and its number is told', async () => {
    const world = createTicketWorld();
    const light = { topic: 'lighting-public', place: '2单元5楼楼道', summary: '楼道灯坏了', words: ['楼道灯坏了'] };
    await world.open(light, 'first');
    const reporter = { ...draft().reporter, conversationId: 'wkDEMO/owner-2', name: null, phone: null };
    const joining = effect({ id: 'second', draft: draft({ ...light, reporter }), replies: [text('{number}')] });
    const { tickets, messages } = await twice(world, joining);
    expect(tickets.map(({ _id, joined }) => [_id, joined.map(({ via }) => via)])).toEqual([['first', ['second']]]);
    expect(messages).toMatchObject([{ externalUserid: 'owner-2', ticketId: 'first', content: text('BX261124-001') }]);
  });
});

describe('ticket.act', () => {
  const note: EffectOf<'ticket.act'> = {
    kind: 'ticket.act',
    ticketId: 't1',
    action: { kind: 'note', text: '下午在家' },
    conversationId: OWNER,
    replies: [text('{number} 已转告')],
  };

  test('acts in the owner’s name, once, and they read that it was done', async () => {
    const world = createTicketWorld();
    await world.open({}, 't1');
    const { tickets, messages } = await twice(world, note);
    expect(tickets[0]?.timeline.filter(({ action }) => action === 'note')).toMatchObject([
      { by: 'owner', text: '下午在家' },
    ]);
    expect(messages).toMatchObject([{ to: 'owner', purpose: 'answer', content: text('BX261124-001 已转告') }]);
  });

  test('a refusal is read by the owner in place of the replies', async () => {
    const world = createTicketWorld();
    await world.open({}, 't1');
    await world.act('t1', { kind: 'accept' }, 'li.shifu');
    await world.act('t1', { kind: 'complete', text: '修好了' }, 'li.shifu');
    const { messages } = await twice(world, { ...note, action: { kind: 'cancel', reason: '不用了' } });
    expect(messages).toHaveLength(1);
    expect(messages[0]?.content).toMatchObject({ kind: 'text', text: expect.not.stringContaining('已转告') });
  });

  test('of a ticket that is not there, and of another owner’s, they read the same', async () => {
    const world = createTicketWorld();
    await world.open({ reporter: { ...draft().reporter, conversationId: 'wkDEMO/other' } }, 'theirs');
    await execute(world, { ...note, ticketId: 'nowhere' }, 'e1');
    await execute(world, { ...note, ticketId: 'theirs' }, 'e2');
    const [nowhere, theirs, ...more] = world.messages();
    expect(more).toEqual([]);
    expect(theirs?.content).toEqual(nowhere?.content);
    expect((await world.load('theirs')).timeline.map(({ action }) => action)).toEqual(['open']);
  });

  test('without a conversation the program acts, and nobody reads an answer', async () => {
    const world = createTicketWorld();
    await world.open({}, 't1');
    const { conversationId: _, replies: __, ...effect } = note;
    const link = { kind: 'link', ticketId: 't9', number: 'BX261124-009', why: 'related' } as const;
    const { tickets, messages } = await twice(world, { ...effect, action: link });
    expect(tickets[0]?.linked).toMatchObject([{ id: 't9' }]);
    expect(messages).toEqual([]);
    await execute(world, { ...effect, ticketId: 'nowhere', action: link }, 'e2');
    expect(world.messages()).toEqual([]);
  });

  test('the outcome of an alarm’s message is heard once', async () => {
    const world = createTicketWorld();
    await world.open({ topic: 'power-indoor' }, 't1');
    world.time.now = NOON + 5 * 60_000;
    await world.service.tick(world.time.now);
    const alarm = (await world.load('t1')).ladders[0]?.alarms[0]?.id ?? '';
    const action = { kind: 'delivered', alarm, ok: true } as const;
    const { tickets } = await twice(world, { kind: 'ticket.act', ticketId: 't1', action });
    expect(tickets[0]?.ladders[0]?.alarms[0]).toMatchObject({ id: alarm, deliveredAt: world.time.now });
  });
});

describe('owner.call', () => {
  const effect: EffectOf<'owner.call'> = {
    kind: 'owner.call',
    messageId: 'm1',
    ticketId: 't1',
    text: '师傅打13912345678联系您',
    reason: 'window-closed',
    urgent: false,
  };

  test('the desk’s group is asked to call, once a message, with the number masked', async () => {
    const world = createTicketWorld();
    await world.open({}, 't1');
    const { messages } = await twice(world, effect);
    expect(messages).toMatchObject([{ to: 'group', department: community.duty.desk, purpose: 'task', ticketId: 't1' }]);
    const { content } = messages[0]!;
    const words = content.kind === 'text' ? content.text : '';
    expect(words).toContain('BX261124-001');
    expect(words).toContain(community.messages.desk.failures['window-closed']);
    expect(words).toContain('139****5678');
    expect(words).not.toContain('王小明');
    // The same message fails again, under another effect.
    await execute(world, effect, 'e2');
    expect(world.messages()).toHaveLength(1);
  });

  test('an emergency is one for the desk too', async () => {
    const { messages } = await twice(createTicketWorld(), { ...effect, urgent: true });
    expect(messages).toMatchObject([{ purpose: 'emergency' }]);
  });

  test('R1: about a complaint that the group may not know of, the case owner is asked alone', async () => {
    const world = createTicketWorld();
    await world.open(personal, 't1');
    const { keeper } = await world.load('t1');
    const { messages } = await twice(world, effect);
    expect(messages).toMatchObject([{ to: 'member', userid: keeper }]);
    expect(keeper).not.toBe('ma.baoan');
  });

  test.each([null, 'nowhere'])('without its ticket (%s) the words reach the desk all the same', async (ticketId) => {
    const { messages } = await twice(createTicketWorld(), { ...effect, ticketId });
    expect(messages).toMatchObject([{ to: 'group', content: { text: expect.stringContaining('师傅打139') } }]);
  });

  test('a picture that did not arrive is called one', async () => {
    const { messages } = await twice(createTicketWorld(), { ...effect, text: null });
    expect(messages).toMatchObject([{ content: { text: expect.stringContaining(community.messages.desk.photo) } }]);
  });
});
