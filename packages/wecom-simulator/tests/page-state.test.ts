import { afterEach, describe, expect, test } from '@jest/globals';
import type { Json } from '../src/types.ts';
import { START, setUp, tearDown, WORLD } from './harness.ts';

const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.cancel();
  await tearDown();
});

interface StreamEvent {
  readonly event: string;
  readonly data: Json;
}

/** Reads server-sent events of the page one by one. */
async function* eventsOf(base: string): AsyncGenerator<StreamEvent> {
  const response = await fetch(`${base}/simulator/events`);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  readers.push(reader);
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const match = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, end));
      text = text.slice(end + 2);
      if (match !== null) yield { event: match[1] as string, data: JSON.parse(match[2] as string) as Json };
    }
  }
}

async function watching(overrides: Parameters<typeof setUp>[0] = {}) {
  const all = await setUp(overrides);
  const events = eventsOf(all.base);
  const next = async (): Promise<StreamEvent> => (await events.next()).value as StreamEvent;
  /** Reads on until an event fits. */
  const until = async (fits: (one: StreamEvent) => boolean): Promise<StreamEvent> => {
    for (;;) {
      const one = await next();
      if (fits(one)) return one;
    }
  };
  return { ...all, next, until };
}

const chatsOf = ({ data }: StreamEvent) => data.chats as { key: string; messages: Json[]; session?: Json }[];
const guideOf = ({ data }: StreamEvent) => data.guide as Json;

describe('the state the page shows', () => {
  test('begins with everything there is', async () => {
    const { next, simulator } = await watching();
    simulator.owner('张三').says('喂');
    const first = await next();
    expect(first.event).toBe('state');
    expect(first.data).toMatchObject({
      now: START,
      offline: false,
      world: {
        corpName: '翠湖物业',
        timezone: 'Asia/Shanghai',
        accounts: WORLD.accounts.map(({ openKfId, name }) => ({ openKfId, name })),
        canAdvance: true,
      },
    });
    const keys = chatsOf(first).map((one) => one.key);
    expect(keys).toEqual(expect.arrayContaining(['member:li.shifu', 'member:chen.jingli', 'group:eng']));
  });

  test('goes on with the chats that changed, and only with them', async () => {
    const { next, simulator, until } = await watching();
    await next();
    simulator.owner('张三').says('水管漏水');
    const change = await until((one) => one.event === 'change' && chatsOf(one).length > 0);
    expect(chatsOf(change)).toMatchObject([
      {
        key: 'owner:wkCH:wmZhang',
        messages: [
          { from: 'owner', name: '张三', msgtype: 'text', text: '水管漏水', status: 'shown', replacedBy: null },
        ],
        session: { state: 0, quota: 5, blocked: false, servicer: null, windowLeft: 172_800_000 },
      },
    ]);
    expect(change.data).not.toHaveProperty('world');
  });

  test('tells a new owner as a change of the world', async () => {
    const { next, simulator, until } = await watching();
    await next();
    simulator.owner('新业主').says('喂');
    const change = await until((one) => one.data.world !== undefined);
    expect(change.data.world).toMatchObject({
      owners: expect.arrayContaining([expect.objectContaining({ nickname: '新业主' })]),
    });
  });

  test('names the servicer and the sender, and counts calls', async () => {
    const { call, next, simulator, until } = await watching();
    await next();
    const owner = simulator.owner('张三');
    owner.says('喂');
    simulator.member('li.shifu').takes(owner);
    simulator.member('li.shifu').writesTo(owner, '我来');
    await call('message/send', { agentid: 1, touser: 'li.shifu', msgtype: 'text', text: { content: 'x' } });
    const change = await until((one) =>
      (one.data.calls as Json[]).some((c) => c.name === 'message/send' && c.outcome === 'answered'),
    );
    expect(change.data.calls).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'api', name: 'message/send', errcode: 40056, status: 200 }),
      ]),
    );
    const whole = await (await eventsOf(simulator.baseUrl).next()).value;
    const session = chatsOf(whole as StreamEvent).find((one) => one.key === 'owner:wkCH:wmZhang');
    expect(session).toMatchObject({
      session: { state: 3, servicer: '李师傅' },
      messages: [{}, { from: 'servicer', name: '李师傅' }],
    });
  });

  test('begins anew after a reset', async () => {
    const { next, simulator, until } = await watching();
    await next();
    simulator.owner('张三').says('喂');
    await simulator.settled();
    await simulator.reset();
    const again = await until((one) => one.event === 'state');
    expect(chatsOf(again).filter((one) => one.key.startsWith('owner:'))).toEqual([]);
  });

  test('says where the clock cannot be moved', async () => {
    const { next } = await watching({ clock: { now: () => START, after: () => () => {} } });
    expect((await next()).data.world).toMatchObject({ canAdvance: false });
  });
});

describe('the guide: how far the story of a repair has come', () => {
  const ticket = 'BX261123-001';
  const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });

  test.each<[string, string[], Json]>([
    ['at first', [], { done: 0, talking: false, ticket: '' }],
    ['an owner talks', ['owner 水管漏水'], { done: 0, talking: true, ticket: '' }],
    ['the group knows the ticket', ['owner 漏水', 'group'], { done: 1, talking: true, ticket }],
    ['a member accepted', ['owner 漏水', 'group', 'member 接单 001'], { done: 2, talking: true, ticket }],
    [
      'a member finished',
      ['owner 漏水', 'group', 'member 接单 001', 'member 完成 001'],
      { done: 3, talking: true, ticket },
    ],
    [
      'one answer of the owner is not the whole visit',
      ['group', 'member 完成 001', 'owner 好了'],
      { done: 3, talking: true, ticket },
    ],
    [
      'the owner answered twice',
      ['group', 'member 完成 001', 'owner 好了', 'owner 满意'],
      { done: 4, talking: true, ticket },
    ],
  ])('%s', async (_title, steps, guide) => {
    const { call, clock, next, simulator } = await watching();
    for (const step of steps) {
      const [who, ...words] = step.split(' ');
      if (who === 'owner') simulator.owner('张三').says(words.join(' '));
      else if (who === 'member') simulator.member('li.shifu').says(words.join(' '));
      else await call('webhook/send', markdown(`【新工单】${ticket} 漏水`), { key: 'eng' });
      clock.advance(1000);
    }
    await simulator.settled();
    expect(guideOf(await next())).toEqual(guide);
  });

  test('names the latest of several tickets, a prefix before it included', async () => {
    const { call, clock, next } = await watching();
    for (const one of ['BX261123-001', 'CH-TS261124-0012']) {
      await call('webhook/send', markdown(`工单 ${one}`), { key: 'eng' });
      clock.advance(1000);
    }
    expect(guideOf(await next())).toMatchObject({ ticket: 'CH-TS261124-0012' });
  });
});
