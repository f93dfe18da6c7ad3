import { describe, expect, test } from '@jest/globals';
import type { OutboxRepository } from '../../src/delivery/ports.ts';
import { OWNER, toGroup, toMember, toOwner } from './factories.ts';
import { openDelivery } from './world.ts';

/** More calls of the outbox than sending these messages takes. */
const MOMENTS = 60;
const LEASE_MS = 10_000;

/** An outbox that dies with its process after so many calls. */
function dying(outbox: OutboxRepository, calls: number): { outbox: OutboxRepository; dead(): boolean } {
  let left = calls;
  const handler: ProxyHandler<OutboxRepository> = {
    get(target, name, receiver) {
      const method = Reflect.get(target, name, receiver) as unknown;
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return method.apply(target, args);
      };
    },
  };
  return { outbox: new Proxy(outbox, handler), dead: () => left < 0 };
}

describe('design rule 3: killed at any moment, nothing is lost and no owner reads a thing twice', () => {
  test.each(Array.from({ length: MOMENTS }, (_, moment) => moment))('after %s calls of the store', async (moment) => {
    const world = await openDelivery();
    await world.ownerWrites();
    const messages = [
      toOwner('已接单'),
      toOwner('李师傅14点到', { purpose: 'progress' }),
      toOwner('照片', { content: { kind: 'image', file: 'a.jpg' } }),
      toOwner(Array.from({ length: 100 }, (_, index) => `第${index}步，请按师傅说的做`).join('\n')),
      toGroup('BX261123-001'),
      toMember('请到场'),
    ];
    await world.delivery.enqueue(messages);
    const { outbox, dead } = dying(world.outbox, moment);
    await world
      .start({ outbox })
      .run()
      .catch(() => {});
    if (!dead()) expect(messages.every((message) => world.outcome(message)?.result === 'sent')).toBe(true);
    world.clock.advance(LEASE_MS + 1);
    await world.start().run();

    for (const message of messages) expect(world.outcome(message)).toMatchObject({ result: 'sent' });
    const texts = world.wecom.of('owner').map(({ text }) => text);
    const all = texts.join('\n');
    for (const said of ['已接单', '李师傅14点到', 'media-a.jpg', '第0步', '第99步']) {
      expect([said, all.split(said).length - 1]).toEqual([said, 1]);
    }
    // What went out twice went out under the same msgid, and WeCom refused the second.
    expect(new Set(world.wecom.of('owner').map(({ id }) => id)).size).toBe(texts.length);
    expect(world.wecom.of('member', 'li.shifu')).toHaveLength(1);
    // A group push has no key of ours: it may come twice, never not at all.
    expect([1, 2]).toContain(world.wecom.of('group').length);
    expect(await world.delivery.budget(OWNER)).toMatchObject({ left: 5 - texts.length });
  });
});

test('while one process works on an owner another keeps its hands off', async () => {
  const world = await openDelivery();
  await world.ownerWrites();
  const other = world.start();
  await world.delivery.enqueue(Array.from({ length: 5 }, (_, index) => toOwner(`${index}`, { purpose: 'reminder' })));
  await Promise.all([world.delivery.run(), other.run(), world.delivery.run(), other.run()]);
  await world.pass(5_000);
  const texts = world.wecom.of('owner').map(({ body }) => (body as { text: { content: string } }).text.content);
  expect(texts).toEqual(['0', '1', '2', '3']);
});

test('an outcome whose effects failed has them executed by the next sweep, and only once', async () => {
  const world = await openDelivery();
  let down = true;
  const delivery = world.start({ failing: () => down });
  const message = toMember('请到场', { alarm: 'a1', ticketId: 't1' });
  await delivery.enqueue([message]);
  await delivery.run();
  await delivery.effects.idle();
  expect(await world.executed()).toEqual([]);
  expect(world.logged).toContainEqual(expect.objectContaining({ message: 'effects failed; will retry' }));
  down = false;
  await delivery.effects.sweep(['main']);
  await delivery.effects.sweep(['main']);
  const action = { kind: 'delivered', alarm: 'a1', ok: true };
  expect(await world.executed()).toEqual([{ kind: 'ticket.act', ticketId: 't1', action }]);
});

test('what a process that died had to report is reported by another', async () => {
  const world = await openDelivery();
  const dead = world.start({ failing: () => true });
  await dead.enqueue([toMember('请到场', { visitId: 'v1' })]);
  await dead.run();
  await dead.effects.idle();
  await world.delivery.effects.sweep(['main'], 1);
  expect(await world.executed()).toEqual([]);
  world.clock.advance(1);
  await world.delivery.effects.sweep(['main'], 1);
  expect(await world.executed()).toEqual([expect.objectContaining({ kind: 'visit.outcome', visitId: 'v1' })]);
});
