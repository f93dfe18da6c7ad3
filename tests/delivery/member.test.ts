import { beforeEach, describe, expect, test } from '@jest/globals';
import type { MemberContent, OutgoingMessage } from '../../src/delivery/types.ts';
import { toMember } from './factories.ts';
import { type DeliveryWorld, openDelivery } from './world.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let world: DeliveryWorld;
beforeEach(async () => {
  world = await openDelivery();
});

type Card = Extract<MemberContent, { kind: 'card' }>;
const card = (overrides: Partial<Card> = {}): Card => ({
  kind: 'card',
  cardId: 't1-work',
  title: 'BX261123-001 报修',
  fields: [{ name: '地点', value: '3栋2单元1701' }],
  buttons: [{ key: 'accept/t1', text: '接单' }],
  state: '待派',
  ...overrides,
});
const send = (content: MemberContent, overrides: Partial<Extract<OutgoingMessage, { to: 'member' }>> = {}) =>
  toMember('', { content, ...overrides });
const settled = (state: string) => card({ buttons: [], state });
const taskIds = () => world.wecom.of('member').flatMap(({ id }) => (id === '' ? [] : [id]));

describe('cards (wecom-api.md 4.2, 4.3)', () => {
  test('a card is sent with its buttons; every sending has a task_id of its own', async () => {
    await world.send(send(card()), send(card(), { userid: 'zhang.shifu' }), send(card()));
    expect(taskIds()).toHaveLength(3);
    expect(new Set(taskIds()).size).toBe(3);
    for (const id of taskIds()) expect(id).toMatch(/^[0-9A-Za-z_@-]{1,128}$/);
  });

  test('after a click everybody who has it sees the new state: he in place, the others without buttons', async () => {
    const holders = ['li.shifu', 'zhang.shifu', 'wang.gong'];
    await world.send(...holders.map((userid) => send(card(), { userid })));
    const [first] = world.wecom.of('member', 'li.shifu');
    const responseCode = world.wecom.click('li.shifu');
    await world.delivery.cardClicked({ community: 'main', userid: 'li.shifu', taskId: first!.id, responseCode });
    const next = card({ buttons: [{ key: 'arrive/t1', text: '到场' }], state: '李师傅已接' });
    await world.send(
      ...holders.map((userid) =>
        send(userid === 'li.shifu' ? next : settled('李师傅已接'), { userid, purpose: 'update' }),
      ),
    );
    expect(world.wecom.of('member')).toHaveLength(3);
    const updates = world.wecom.of('update');
    expect(updates.map(({ to }) => to).sort()).toEqual([...holders].sort());
    for (const { to, body } of updates) {
      expect(body).toEqual(
        to === 'li.shifu'
          ? { card: expect.objectContaining({ button_list: [expect.objectContaining({ text: '到场' })] }) }
          : { replaceName: '李师傅已接' },
      );
    }
  });

  test('a code works once: the next change finds a later one, else a new card is sent to whoever can act', async () => {
    await world.send(send(card()));
    const update = (text: string) => send(card({ buttons: [{ key: `${text}/t1`, text }] }), { purpose: 'update' });
    await world.send(update('到场'));
    expect([world.wecom.of('update').length, world.wecom.of('member').length]).toEqual([1, 1]);
    await world.send(update('完成'));
    expect([world.wecom.of('update').length, world.wecom.of('member').length]).toEqual([1, 2]);
    await world.send(update('挂起'));
    expect([world.wecom.of('update').length, world.wecom.of('member').length]).toEqual([2, 2]);
  });

  test('a code that was used elsewhere is passed over for the next', async () => {
    await world.send(send(card()));
    const [first] = world.wecom.of('member');
    const responseCode = world.wecom.click('li.shifu');
    await world.delivery.cardClicked({ community: 'main', userid: 'li.shifu', taskId: first!.id, responseCode });
    let refused = 0;
    world.wecom.fault(({ api }) => {
      if (api !== 'update' || refused > 0) return null;
      refused += 1;
      return { class: 'business', errcode: 60_140 };
    });
    await world.send(send(settled('已完成'), { purpose: 'update' }));
    expect(refused).toBe(1);
    expect(world.wecom.of('update')).toHaveLength(1);
  });

  test('after 72 hours a code is not tried any more', async () => {
    await world.send(send(card()));
    world.clock.advance(72 * HOUR);
    const tried: string[] = [];
    world.wecom.fault(({ api }) => {
      tried.push(api);
      return null;
    });
    await world.send(send(card({ buttons: [{ key: 'x/t1', text: '恢复' }] }), { purpose: 'update' }));
    expect(tried).toEqual(['member']);
    expect(world.wecom.of('member')).toHaveLength(2);
  });

  test('news greys the old card and sends a new one; nothing to press and nothing old: a plain message', async () => {
    await world.send(send(card()));
    await world.send(send(card({ title: 'BX261123-001 重开' })));
    expect(world.wecom.of('update').map(({ body }) => body)).toEqual([{ replaceName: '待派' }]);
    expect(world.wecom.of('member')).toHaveLength(2);
    await world.send(send(settled('已完成'), { userid: 'wang.gong' }));
    expect(world.wecom.of('member', 'wang.gong')[0]?.text).toContain('已完成');
    await world.send(send(settled('已完成'), { userid: 'sun.zhuguan', purpose: 'update' }));
    expect(world.wecom.of('member', 'sun.zhuguan')).toEqual([]);
  });

  test('what is too long for a line stands in full below; six buttons and six lines at most', async () => {
    const fields = Array.from({ length: 8 }, (_, index) => ({ name: `项${index}`, value: `${index}`.repeat(40) }));
    const buttons = Array.from({ length: 8 }, (_, index) => ({ key: `k${index}`, text: `按钮${index}` }));
    await world.send(send(card({ fields, buttons })));
    const { template_card: sent } = world.wecom.of('member')[0]!.body as {
      template_card: { horizontal_content_list: unknown[]; button_list: unknown[]; sub_title_text: string };
    };
    expect(sent.horizontal_content_list).toHaveLength(6);
    expect(sent.button_list).toHaveLength(6);
    expect(sent.sub_title_text).toContain('0'.repeat(40));
  });
});

describe('texts (wecom-api.md 4.1)', () => {
  test('over 2048 bytes in several, none silently cut', async () => {
    const text = Array.from({ length: 120 }, (_, index) => `第${index}行：地点和事项`).join('\n');
    await world.send(toMember(text));
    const pieces = world.wecom.of('member').map(({ body }) => (body as { text: { content: string } }).text.content);
    for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(2048);
    expect(pieces.join('\n')).toBe(text);
  });

  test('at most 30 in any minute to one member, because WeCom drops the rest without a word', async () => {
    await world.send(...Array.from({ length: 80 }, (_, index) => toMember(`消息${index}`)));
    await world.pass(5 * MINUTE);
    const calls = world.wecom.of('member');
    expect(calls).toHaveLength(80);
    for (const { at } of calls) {
      expect(calls.filter((other) => other.at >= at && other.at <= at + MINUTE).length).toBeLessThanOrEqual(30);
    }
    expect(calls.map(({ body }) => (body as { text: { content: string } }).text.content)).toEqual(
      Array.from({ length: 80 }, (_, index) => `消息${index}`),
    );
  });

  test('a picture is uploaded and sent', async () => {
    await world.send(send({ kind: 'image', file: 'a/b.jpg' }));
    expect(world.wecom.of('member')[0]?.body).toMatchObject({ msgtype: 'image', image: { media_id: 'media-a/b.jpg' } });
  });
});

test('in a crowd of tasks the answer to what he has just asked does not wait', async () => {
  await world.send(...Array.from({ length: 100 }, (_, index) => toMember(`任务${index}`)));
  const answer = toMember('已接单', { purpose: 'answer' });
  await world.send(answer);
  expect(world.outcome(answer)).toMatchObject({ result: 'sent', at: world.clock.now() });
  const alarm = toMember('超时', { purpose: 'alarm' });
  await world.send(alarm);
  expect(world.outcome(alarm)).toMatchObject({ result: 'sent', at: world.clock.now() });
  await world.pass(6 * MINUTE);
  expect(world.wecom.of('member', 'li.shifu')).toHaveLength(102);
});

test('one who is full does not hold up another', async () => {
  await world.send(
    ...Array.from({ length: 40 }, (_, index) => toMember(`消息${index}`)),
    toMember('您好', { userid: 'wang.gong' }),
  );
  expect(world.wecom.of('member', 'wang.gong')).toHaveLength(1);
  expect(world.wecom.of('member', 'li.shifu')).toHaveLength(25);
});
