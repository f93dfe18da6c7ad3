import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MemberContent, OutgoingMessage } from '../../../src/delivery/types.ts';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import { type DeliveryWorld, openDelivery } from '../../delivery/world.ts';
import { openStaffWorld, type StaffWorld, short, textOf } from '../world.ts';

let world: StaffWorld;
let delivery: DeliveryWorld;
beforeAll(async () => {
  world = await openStaffWorld();
});
beforeEach(async () => {
  world.empty();
  delivery = await openDelivery();
});

type Card = Extract<MemberContent, { kind: 'card' }>;

/** The work card a member was shown last. */
function cardOf(userid: string, sent: readonly OutgoingMessage[]): Card | null {
  const cards = sent.flatMap((message) =>
    message.to === 'member' && message.userid === userid && message.content.kind === 'card' ? [message.content] : [],
  );
  return cards.findLast(({ cardId }) => cardId.endsWith('-work')) ?? null;
}
const key = (ticket: Ticket, action: string, argument?: string) =>
  [action, ticket._id, ...(argument === undefined ? [] : [argument])].join('/');
const buttons = (card: Card | null) => card?.buttons.map(({ text }) => text) ?? null;

describe('a repair by thumb alone', () => {
  test('接单, 到场, 完成: every button of the card does what it says', async () => {
    const ticket = await world.open({ topic: 'plumbing', summary: '换水龙头', words: ['换水龙头'] });
    const first = cardOf('li.shifu', world.take());
    expect(buttons(first)).toEqual(expect.arrayContaining(['接单', '转部门']));
    for (const { key: pressed } of first!.buttons) expect(pressed).toContain(ticket._id);

    await world.click('li.shifu', first!.buttons[0]!.key);
    const accepted = cardOf('li.shifu', world.take());
    expect(await world.load(ticket)).toMatchObject({ state: 'accepted', assignee: 'li.shifu' });
    expect(buttons(accepted)).toEqual(expect.arrayContaining(['到场', '报价', '完成', '转部门', '退单']));

    await world.click('li.shifu', key(ticket, 'arrive'));
    expect((await world.load(ticket)).arrivedAt).toBe(world.clock.now());

    expect(await world.click('li.shifu', key(ticket, 'quote'))).toContain('报价');
    await world.say('li.shifu', '30元 换水龙头');
    expect((await world.load(ticket)).state).toBe('quoted');
    await world.say('tang.jiedai', `业主同意 ${short(ticket)}`);

    expect(await world.click('li.shifu', key(ticket, 'complete'))).toContain('完成说明');
    await world.say('li.shifu', '换了龙头');
    expect(await world.load(ticket)).toMatchObject({
      state: 'done',
      result: { text: '换了龙头' },
      charge: { amount: 30 },
    });
    expect(buttons(cardOf('li.shifu', world.take()))).toEqual([]);
    expect((await world.load(ticket)).timeline.find(({ action }) => action === 'accept')?.channel).toBe('卡片');
  });

  test.each([
    ['transfer', '保洁部', { department: 'cleaning', state: 'waiting' }],
    ['return', '人手不够', { assignee: null, returnedBy: ['li.shifu'] }],
    ['suspend', '等配件', { state: 'suspended' }],
  ])('%s asks for what it lacks', async (action, words, expected) => {
    const ticket = await world.open();
    await world.click('li.shifu', key(ticket, 'accept'));
    expect(await world.click('li.shifu', key(ticket, action))).toMatch(/请回复|哪个部门/);
    await world.say('li.shifu', words);
    expect(await world.load(ticket)).toMatchObject(expected);
  });

  test('the keeper’s 收到 is a button too (R7)', async () => {
    const ticket = await world.open();
    await world.click(ticket.keeper, key(ticket, 'acknowledge'));
    expect((await world.load(ticket)).timeline.at(-1)).toMatchObject({ action: 'acknowledge', by: ticket.keeper });
  });

  test('a head sends somebody by thumb where the head dispatches', async () => {
    const ticket = await world.open({
      category: '售后',
      topic: 'handover-wall',
      summary: '墙面开裂',
      words: ['墙面开裂'],
    });
    const card = cardOf('xu.gong', world.take());
    const assign = card!.buttons.find(({ key: pressed }) => pressed.startsWith('assign/'));
    if (assign === undefined) return expect(buttons(card)).toContain('接单');
    await world.click('xu.gong', assign.key);
    expect((await world.load(ticket)).state).toBe('assigned');
  });
});

describe('a late click gets the truth', () => {
  test('somebody has it: he is told who, and his card shows it', async () => {
    const ticket = await world.open();
    await world.click('li.shifu', key(ticket, 'accept'));
    world.take();
    expect(await world.click('zhang.shifu', key(ticket, 'accept'))).toContain('李师傅');
    const card = cardOf('zhang.shifu', world.take());
    expect(card).toMatchObject({ buttons: [], state: expect.stringContaining('李师傅') });
    expect((await world.load(ticket)).assignee).toBe('li.shifu');
  });

  test('his own old button after it was done', async () => {
    const ticket = await world.open();
    await world.click('li.shifu', key(ticket, 'accept'));
    await world.say('li.shifu', `完成 ${short(ticket)} 通了`);
    const before = await world.load(ticket);
    for (const action of ['accept', 'arrive', 'suspend', 'return']) {
      const answer = await world.click('li.shifu', key(ticket, action));
      expect(answer).toMatch(/已完成|已由李师傅|请回复/);
    }
    expect((await world.load(ticket)).version).toBe(before.version);
  });

  test('a ticket that went to another department', async () => {
    const ticket = await world.open();
    await world.say('wang.gong', `转 ${short(ticket)} 保洁部`);
    const answer = await world.click('li.shifu', key(ticket, 'accept'));
    expect(answer).toMatch(/不归您|不在您的处理范围/);
    expect((await world.load(ticket)).assignee).toBeNull();
  });

  test.each(['', '/', 'accept', 'accept/', 'accept/none', 'nonsense/x', 'assign/x/y/z', 'query/x', 'merge/x', '接单'])(
    'a key that is none of ours: %j',
    async (pressed) => {
      expect(await world.click('li.shifu', pressed)).toMatch(/我的单|查/);
    },
  );

  test('a key whose action needs more than the card can hold does nothing', async () => {
    const ticket = await world.open();
    for (const action of ['merge', 'query', 'register', 'hand-keeper', 'tick', 'delivered', 'visit-result']) {
      await world.click('li.shifu', key(ticket, action));
    }
    expect((await world.load(ticket)).version).toBe(ticket.version);
  });
});

describe('one card state for everybody who has it (through delivery)', () => {
  /** What each member sees of his newest card in WeCom: the state it was sent with, or what it was changed to. */
  function screens(): Map<string, string> {
    const seen = new Map<string, string>();
    for (const { api, to, body } of delivery.wecom.calls) {
      if (api === 'member' && 'template_card' in body) seen.set(to, JSON.stringify(body.template_card));
      if (api === 'update') seen.set(to, String(body.replaceName ?? JSON.stringify(body.card)));
    }
    return seen;
  }

  test('接单 by one: his card goes on, the others are greyed with his name, within the same moment', async () => {
    const ticket = await world.open();
    await delivery.send(...world.take());
    const holders = ['li.shifu', 'zhang.shifu', 'wang.gong'];
    for (const userid of holders) expect(screens().get(userid)).toContain('接单');

    const [sent] = delivery.wecom.of('member', 'li.shifu').filter(({ id }) => id !== '');
    const responseCode = delivery.wecom.click('li.shifu');
    await delivery.delivery.cardClicked({ community: 'main', userid: 'li.shifu', taskId: sent!.id, responseCode });
    await world.click('li.shifu', key(ticket, 'accept'));
    await delivery.send(...world.take());

    expect(screens().get('li.shifu')).toContain('到场');
    expect(screens().get('li.shifu')).toContain('李师傅已接');
    for (const userid of ['zhang.shifu', 'wang.gong']) expect(screens().get(userid)).toBe('李师傅已接');
    expect(delivery.wecom.of('update').length).toBeGreaterThanOrEqual(3);
    const cards = delivery.wecom.of('member').filter(({ id }) => id !== '');
    expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
  });

  test('design rule 11: nothing personal on a card', async () => {
    const ticket = await world.open();
    await world.click('li.shifu', key(ticket, 'accept'));
    for (const message of world.take()) {
      if (message.content.kind === 'card') expect(textOf(message)).not.toMatch(/王建国|13812345678/);
    }
  });
});
