import { beforeEach, describe, expect, test } from '@jest/globals';
import type { OutgoingMessage } from '../../src/delivery/types.ts';
import { toGroup } from './factories.ts';
import type { Call } from './fake-wecom.ts';
import { type DeliveryWorld, openDelivery } from './world.ts';

const MINUTE = 60_000;

let world: DeliveryWorld;
beforeEach(async () => {
  world = await openDelivery();
});

const number = (index: number) => `BX261123-${String(index).padStart(3, '0')}`;
const tickets = (count: number, from = 1) => Array.from({ length: count }, (_, index) => toGroup(number(from + index)));
const contentOf = ({ body }: Call) => (body as { markdown?: { content: string } }).markdown?.content ?? '';

/** The most calls inside any 60 seconds, both ends included. */
function most(calls: readonly Call[]): number {
  return Math.max(
    0,
    ...calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at <= at + MINUTE).length),
  );
}

/** How often each number is named. */
function named(calls: readonly Call[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) {
    for (const found of new Set(contentOf(call).match(/BX261123-\d{3}/g))) {
      counts.set(found, (counts.get(found) ?? 0) + 1);
    }
  }
  return counts;
}

describe('200 tickets within one minute for one group', () => {
  const arrivals: readonly [string, number][] = [
    ['spread over the minute', 300],
    ['all at once', 0],
    ['in the first ten seconds', 50],
  ];
  test.each(arrivals)(
    '%s: at most 20 messages in any 60 seconds, every ticket named in one of them',
    async (_, gap) => {
      for (const ticket of tickets(200)) {
        await world.send(ticket);
        world.clock.advance(gap);
      }
      await world.pass(5 * MINUTE);
      const pushes = world.wecom.of('group');
      expect(most(pushes)).toBeLessThanOrEqual(20);
      const counts = named(pushes);
      expect([...counts.keys()].sort()).toEqual(Array.from({ length: 200 }, (_ticket, index) => number(index + 1)));
      expect(new Set(counts.values())).toEqual(new Set([1]));
      expect(world.outbox.all().filter(({ outcome }) => outcome === null)).toEqual([]);
      expect(world.logged).toEqual([]);
      // All of it is told soon: nobody reads of a fault minutes later.
      expect(Math.max(...pushes.map(({ at }) => at)) - pushes[0]!.at).toBeLessThanOrEqual(gap * 200 + 2 * MINUTE);
    },
  );

  test('over two processes: the same', async () => {
    const other = world.start();
    for (const [index, ticket] of tickets(200).entries()) {
      await world.delivery.enqueue([ticket]);
      await Promise.all([world.delivery.run(), other.run()]);
      if (index % 2 === 0) world.clock.advance(500);
    }
    await world.pass(5 * MINUTE);
    const pushes = world.wecom.of('group');
    expect(most(pushes)).toBeLessThanOrEqual(20);
    expect(named(pushes).size).toBe(200);
    expect(world.logged).toEqual([]);
  });

  test('while others use the webhook too and WeCom refuses (45009): later, and none lost', async () => {
    let refused = 0;
    world.wecom.fault(({ at }) => {
      if (Math.floor(at / 20_000) % 2 === 0) return null;
      refused += 1;
      return { class: 'rate-limited', errcode: 45_009 };
    });
    for (const ticket of tickets(200)) {
      await world.send(ticket);
      world.clock.advance(300);
    }
    await world.pass(15 * MINUTE);
    expect(refused).toBeGreaterThan(0);
    expect(named(world.wecom.of('group')).size).toBe(200);
    expect(most(world.wecom.of('group'))).toBeLessThanOrEqual(20);
  });

  test('two communities that share a webhook share its minute', async () => {
    const { webhookKey } = world.community.departments.find(({ id }) => id === 'engineering')!;
    const departments = world.community.departments.map((one) =>
      one.id === 'security' ? { ...one, webhookKey } : one,
    );
    world = await openDelivery({ departments });
    for (const [index, ticket] of tickets(60).entries()) {
      const message = { ...ticket, department: index % 2 === 0 ? 'engineering' : 'security' } as OutgoingMessage;
      await world.send(message);
      world.clock.advance(500);
    }
    await world.pass(5 * MINUTE);
    expect(most(world.wecom.of('group'))).toBeLessThanOrEqual(20);
    expect(named(world.wecom.of('group')).size).toBe(60);
  });
});

describe('few tickets', () => {
  test('one push each, at once, with number, place, matter and who is called', async () => {
    await world.send(...tickets(3));
    const pushes = world.wecom.of('group');
    expect(pushes).toHaveLength(3);
    for (const [index, push] of pushes.entries()) {
      expect(contentOf(push)).toContain(number(index + 1));
      expect(contentOf(push)).toContain('3栋2单元1701');
      expect(contentOf(push)).toContain('<@li.shifu>');
    }
  });

  test('up to 15 a minute are single, from the 16th on digests say how many', async () => {
    await world.send(...tickets(15));
    expect(world.wecom.of('group')).toHaveLength(15);
    await world.send(...tickets(4, 16));
    await world.pass(MINUTE);
    const digests = world.wecom.of('group').slice(15);
    expect(digests.map(contentOf).join()).toContain('以下');
    expect(named(digests).size).toBe(4);
    for (const digest of digests) expect(contentOf(digest)).toContain('<@li.shifu>');
  });
});

describe('emergencies and alarms', () => {
  test('are never behind a crowd: they have places of their own in the minute', async () => {
    await world.send(...tickets(100));
    const urgent = toGroup('BX261123-911', { purpose: 'emergency' });
    await world.send(urgent);
    expect(named(world.wecom.of('group')).has('BX261123-911')).toBe(true);
    expect(world.outcome(urgent)).toMatchObject({ result: 'sent', at: world.clock.now() });
  });

  test('have places that even long reports cannot fill', async () => {
    const report = () => toGroup('x', { purpose: 'report', content: { kind: 'markdown', markdown: '周报' } });
    await world.send(...Array.from({ length: 40 }, report));
    const urgent = toGroup('BX261123-911', { purpose: 'alarm' });
    await world.send(urgent);
    expect(world.outcome(urgent)).toMatchObject({ result: 'sent', at: world.clock.now() });
    expect(most(world.wecom.of('group'))).toBeLessThanOrEqual(20);
  });

  test('come first of what waits', async () => {
    await world.delivery.enqueue([...tickets(3), toGroup('BX261123-911', { purpose: 'emergency' })]);
    await world.delivery.run();
    expect(contentOf(world.wecom.of('group')[0]!)).toContain('BX261123-911');
  });

  test('when even the reserve is used up they wait for the next place, and nothing overtakes them', async () => {
    await world.send(...Array.from({ length: 40 }, (_, index) => toGroup(number(index), { purpose: 'emergency' })));
    await world.pass(3 * MINUTE);
    expect(most(world.wecom.of('group'))).toBeLessThanOrEqual(20);
    expect(named(world.wecom.of('group')).size).toBe(40);
  });
});

describe('design rule 11: personal numbers', () => {
  test.each([
    [
      'a ticket',
      {
        kind: 'ticket',
        title: 'BX261123-001',
        line: '回电13812345678',
        fields: [{ name: '电话', value: '138 1234 5678' }],
      },
    ],
    ['a text', { kind: 'text', text: '业主电话13812345678，身份证330102199001011234' }],
    ['a markdown', { kind: 'markdown', markdown: '**电话** 13812345678' }],
  ] as const)('%s leaves masked', async (_, content) => {
    await world.send(toGroup('x', { content }));
    await world.send(...tickets(20), toGroup('y', { content }));
    await world.pass(2 * MINUTE);
    for (const { text } of world.wecom.of('group')) expect(text).not.toMatch(/138 ?1234 ?5678|330102199001011234/);
    expect(
      world.wecom
        .of('group')
        .map(({ text }) => text)
        .join(),
    ).toContain('138****5678');
  });

  test('a link and a mention keep their digits', async () => {
    const text = '<@13812345678> https://example.com/t/13812345678';
    await world.send(toGroup('x', { content: { kind: 'text', text } }));
    expect(world.wecom.of('group')[0]?.text).toContain(text);
  });
});

describe('limits of wecom-api.md 5.1', () => {
  test('a long text is cut into pushes of at most 2048 bytes that lose nothing', async () => {
    const text = Array.from({ length: 300 }, (_, index) => `第${index}行的内容`).join('\n');
    await world.send(toGroup('x', { content: { kind: 'text', text } }));
    const pieces = world.wecom.of('group').map(({ body }) => (body as { text: { content: string } }).text.content);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(2048);
    expect(pieces.join('\n').replace(/\n+/g, '\n')).toBe(text);
  });

  test('a ticket that is too long is cut, who is called never', async () => {
    const fields = [{ name: '内容', value: '水'.repeat(3_000) }];
    await world.send(
      toGroup('x', { content: { kind: 'ticket', title: 'T', line: 'T', fields, mention: ['li.shifu'] } }),
    );
    const [push] = world.wecom.of('group');
    expect(Buffer.byteLength(contentOf(push!))).toBeLessThanOrEqual(4096);
    expect(contentOf(push!)).toMatch(/<@li\.shifu>$/);
  });

  test('a digest is never over 4096 bytes', async () => {
    const long = Array.from({ length: 60 }, (_, index) => {
      const line = `${number(index + 1)} ${'水'.repeat(300)}`;
      return toGroup(number(index + 1), { content: { kind: 'ticket', title: number(index + 1), line, fields: [] } });
    });
    await world.send(...long);
    await world.pass(10 * MINUTE);
    for (const push of world.wecom.of('group')) expect(Buffer.byteLength(contentOf(push))).toBeLessThanOrEqual(4096);
    expect(named(world.wecom.of('group')).size).toBe(60);
  });
});

describe('a group that cannot be reached', () => {
  const gone = { class: 'target-gone', errcode: 93_000 } as const;

  test('its head gets the work in the app, once, and whoever owes it hears that the group failed', async () => {
    world.wecom.fault(({ api }) => (api === 'group' ? gone : null));
    const task = toGroup('BX261123-001', { ticketId: 't1' });
    const update = toGroup('BX261123-002', { purpose: 'update' });
    await world.send(task, update);
    await world.delivery.run();
    expect(world.wecom.of('member', 'wang.gong').map(({ text }) => text)).toEqual([
      expect.stringContaining('BX261123-001'),
    ]);
    expect(world.outcome(task)).toMatchObject({ result: 'failed', reason: 'target-gone', errcode: 93_000 });
    expect(world.outcome(update)).toMatchObject({ result: 'failed' });
  });

  test('an unknown department is a mistake of the configuration, said in the log', async () => {
    const message = toGroup('BX261123-001', { department: 'canteen' });
    await world.send(message);
    expect(world.outcome(message)).toMatchObject({ result: 'failed', reason: 'misconfigured' });
    expect(world.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('departments.yaml') }),
    );
  });
});
