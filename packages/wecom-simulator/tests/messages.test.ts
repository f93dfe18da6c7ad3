import { afterEach, describe, expect, test } from '@jest/globals';
import { field, setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const HOUR = 3_600_000;
const AGENT = { agentid: 1000002 };
const text = (touser: string, content = '新工单') => ({ ...AGENT, touser, msgtype: 'text', text: { content } });
const button = (text: string, key: string) => ({ text, key, style: 1 });
const CARD = {
  card_type: 'button_interaction',
  main_title: { title: 'BX261123-001' },
  task_id: 'BX261123-001_1',
  button_list: [button('接单', 'accept'), button('转单', 'pass')],
};
const card = (touser: string, more: object = {}) => ({
  ...AGENT,
  touser,
  msgtype: 'template_card',
  template_card: { ...CARD, ...more },
});

async function withCard(touser = 'li.shifu|chen.jingli') {
  const all = await setUp();
  const sent = await all.call('message/send', card(touser));
  const update = (body: object) => all.call('message/update_template_card', { ...AGENT, ...body });
  const clickCode = async () => {
    await all.simulator.settled();
    return field(all.bot.received.at(-1)!.plain, 'ResponseCode');
  };
  return {
    ...all,
    li: all.simulator.member('li.shifu'),
    chen: all.simulator.member('chen.jingli'),
    sent,
    update,
    clickCode,
  };
}

describe('message/send (wecom-api.md 4.1)', () => {
  test('partly bad recipients: errcode 0 and the bad ones in lower case', async () => {
    const { call, simulator } = await setUp();
    const answer = await call('message/send', text('LI.SHIFU|Ghost'));
    expect(answer).toMatchObject({ errcode: 0, invaliduser: 'ghost' });
    expect((await simulator.member('li.shifu').hears('新工单')).id).toBe(answer.msgid);
  });

  test.each([
    ['nobody known', text('ghost|spirit'), 81013],
    ['nobody named', { ...AGENT, msgtype: 'text', text: { content: 'x' } }, 40035],
    ['no agentid', { touser: 'li.shifu', msgtype: 'text', text: { content: 'x' } }, 41011],
    ['another agentid', { ...text('li.shifu'), agentid: 1 }, 40056],
    ['an unknown type', { ...AGENT, touser: 'li.shifu', msgtype: 'msgmenu' }, 40008],
    ['no words', text('li.shifu', ''), 44004],
    ['unknown media', { ...AGENT, touser: 'li.shifu', msgtype: 'image', image: { media_id: 'x' } }, 40007],
    [
      'a textcard without url',
      { ...AGENT, touser: 'li.shifu', msgtype: 'textcard', textcard: { title: 'a', description: 'b' } },
      40058,
    ],
    [
      'nine articles',
      {
        ...AGENT,
        touser: 'li.shifu',
        msgtype: 'news',
        news: { articles: Array.from({ length: 9 }, () => ({ title: 'a', url: 'https://a' })) },
      },
      45008,
    ],
  ])('%s is refused', async (_name, body, errcode) => {
    const { call } = await setUp();
    expect((await call('message/send', body)).errcode).toBe(errcode);
  });

  test('@all, textcard, news, markdown are shown; long text is cut', async () => {
    const { call, simulator } = await setUp();
    await call('message/send', {
      ...AGENT,
      touser: '@all',
      msgtype: 'textcard',
      textcard: { title: '日报', description: '今日 3 单', url: 'https://a' },
    });
    await call('message/send', {
      ...AGENT,
      touser: '@all',
      msgtype: 'news',
      news: { articles: [{ title: '周报', url: 'https://a' }] },
    });
    await call('message/send', {
      ...AGENT,
      touser: '@all',
      msgtype: 'markdown',
      markdown: { content: '字'.repeat(700) },
    });
    const texts = simulator.member('chen.jingli').inbox.map((one) => one.text);
    expect(texts).toEqual(['日报\n今日 3 单', '周报', '字'.repeat(682)]);
  });

  test('the 31st message of a minute is dropped in silence', async () => {
    const { call, simulator, clock } = await setUp();
    for (let i = 0; i < 31; i += 1) expect((await call('message/send', text('li.shifu|chen.jingli'))).errcode).toBe(0);
    const li = simulator.member('li.shifu');
    expect([li.inbox.length, li.dropped]).toEqual([30, 1]);
    clock.advance(60_000);
    await call('message/send', text('li.shifu'));
    expect([li.inbox.length, li.dropped]).toEqual([31, 1]);
  });

  test('an identical request within the interval is delivered once', async () => {
    const { call, simulator, clock } = await setUp();
    const request = { ...text('li.shifu'), enable_duplicate_check: 1, duplicate_check_interval: 60 };
    const first = await call('message/send', request);
    expect((await call('message/send', request)).msgid).toBe(first.msgid);
    expect(simulator.member('li.shifu').inbox).toHaveLength(1);
    clock.advance(60_000);
    await call('message/send', request);
    expect(simulator.member('li.shifu').inbox).toHaveLength(2);
  });
});

describe('template cards (wecom-api.md 4.2)', () => {
  test.each([
    ['no task id', { task_id: undefined }, 42014],
    ['a task id with a blank', { task_id: 'a b' }, 42014],
    ['no title', { main_title: {} }, 42033],
    ['no buttons', { button_list: [] }, 42038],
    ['a button without words', { button_list: [button('', 'a')] }, 42038],
    ['a button without key', { button_list: [button('接', '')] }, 42039],
    ['two buttons with one key', { button_list: [button('接', 'a'), button('转', 'a')] }, 42039],
    ['a link button without url', { button_list: [{ type: 1, text: '看' }] }, 42028],
    ['seven pairs', { horizontal_content_list: Array.from({ length: 7 }, () => ({ keyname: 'a' })) }, 42035],
    ['a pair without name', { horizontal_content_list: [{ value: 'a' }] }, 42027],
    ['a member pair without userid', { horizontal_content_list: [{ keyname: 'a', type: 3 }] }, 42050],
    ['an option without id', { button_selection: { question_key: 'q', option_list: [{ text: 'a' }] } }, 42040],
    ['a repeated menu key', { action_menu: { action_list: [button('a', 'k'), button('b', 'k')] } }, 42051],
    ['an unknown kind', { card_type: 'poster' }, 42031],
    ['a notice without action', { card_type: 'text_notice' }, 42045],
    ['a news notice without picture', { card_type: 'news_notice', card_action: { type: 1, url: 'https://a' } }, 42044],
    [
      'a vote without submit',
      { card_type: 'vote_interaction', checkbox: { question_key: 'q', option_list: [{ id: '1', text: 'a' }] } },
      42049,
    ],
    ['a form without selects', { card_type: 'multiple_interaction', submit_button: button('好', 'ok') }, 42047],
  ])('%s is refused', async (_name, more, errcode) => {
    const { call } = await setUp();
    expect((await call('message/send', card('li.shifu', more))).errcode).toBe(errcode);
  });

  test('without a callback address 43012, a task id twice 42014', async () => {
    const { call, simulator } = await setUp();
    simulator.hasCallbackUrl(false);
    expect((await call('message/send', card('li.shifu'))).errcode).toBe(43012);
    simulator.hasCallbackUrl(true);
    expect((await call('message/send', card('li.shifu'))).errcode).toBe(0);
    expect((await call('message/send', card('li.shifu'))).errcode).toBe(42014);
  });

  test('only a card that calls back gets a response code', async () => {
    const { call, sent } = await withCard();
    expect(sent.response_code).toBeDefined();
    const notice = { card_type: 'text_notice', main_title: { title: 'a' }, card_action: { type: 1, url: 'https://a' } };
    const answer = await call('message/send', {
      ...AGENT,
      touser: 'li.shifu',
      msgtype: 'template_card',
      template_card: notice,
    });
    expect(answer.errcode).toBe(0);
    expect(answer.response_code).toBeUndefined();
  });

  test('a click comes back with key, task, kind, code and selection', async () => {
    const { simulator, li, bot } = await withCard();
    li.clicks('BX261123-001', '接单', { selection: { worker: ['a', 'b'] } });
    await simulator.settled();
    const xml = bot.received[0]!.plain;
    expect(field(xml, 'Event')).toBe('template_card_event');
    expect(field(xml, 'EventKey')).toBe('accept');
    expect(field(xml, 'TaskId')).toBe('BX261123-001_1');
    expect(field(xml, 'CardType')).toBe('button_interaction');
    expect(field(xml, 'FromUserName')).toBe('li.shifu');
    expect(field(xml, 'ResponseCode')).toMatch(/^RC/);
    expect(field(xml, 'OptionIds')).toContain('<![CDATA[b]]>');
    expect(() => li.clicks('BX261123-001', '完成')).toThrow('no button');
  });
});

describe('message/update_template_card (wecom-api.md 4.3)', () => {
  test('replaces the button for the named members, once per code', async () => {
    const { li, chen, update, clickCode } = await withCard();
    li.clicks('BX261123-001', 'accept');
    const code = await clickCode();
    expect(
      await update({ userids: ['li.shifu', 'ghost'], response_code: code, button: { replace_name: '已接单' } }),
    ).toMatchObject({ errcode: 0, invaliduser: ['ghost'] });
    expect(li.card()?.card?.replacedBy).toBe('已接单');
    expect(chen.card()?.card?.replacedBy).toBeNull();
    expect((await update({ atall: 1, response_code: code, button: { replace_name: '再' } })).errcode).toBe(60140);
  });

  test('a whole new card for everyone who has it; an old screen can still click the old one', async () => {
    const { simulator, li, chen, sent, update, bot } = await withCard();
    const after = { ...CARD, main_title: { title: '李师傅已接单' }, button_list: [button('完成', 'done')] };
    expect((await update({ atall: 1, response_code: sent.response_code, template_card: after })).errcode).toBe(0);
    expect(chen.card('李师傅已接单')?.text).toContain('[完成]');
    expect(() => chen.clicks('李师傅已接单', '接单')).toThrow('no button');
    chen.clicks('李师傅已接单', '接单', { stale: true });
    await simulator.settled();
    expect(field(bot.received[0]!.plain, 'EventKey')).toBe('accept');
    expect(li.card()?.text).toBe(chen.card()?.text);
  });

  test('a code lives 72 hours; bad requests do not use it up', async () => {
    const { sent, update, clock } = await withCard();
    const code = sent.response_code;
    expect((await update({ response_code: code, button: { replace_name: 'x' } })).errcode).toBe(40058);
    expect((await update({ userids: ['li.shifu'], response_code: code })).errcode).toBe(40058);
    expect(
      (await update({ userids: ['li.shifu'], response_code: code, template_card: { card_type: 'x' } })).errcode,
    ).toBe(42031);
    clock.advance(72 * HOUR);
    expect((await update({ userids: ['li.shifu'], response_code: code, button: { replace_name: 'x' } })).errcode).toBe(
      60140,
    );
  });

  test('someone who never had the card is in invaliduser', async () => {
    const { sent, update } = await withCard('li.shifu');
    const answer = await update({
      userids: ['li.shifu', 'chen.jingli'],
      response_code: sent.response_code,
      button: { replace_name: 'x' },
    });
    expect(answer.invaliduser).toEqual(['chen.jingli']);
  });
});

describe('message/recall (wecom-api.md 4.4)', () => {
  test('within 24 hours', async () => {
    const { call, simulator, clock } = await setUp();
    const { msgid } = await call('message/send', text('li.shifu'));
    expect((await call('message/recall', { msgid: 'no' })).errcode).toBe(40058);
    expect((await call('message/recall', { msgid })).errcode).toBe(0);
    expect(simulator.member('li.shifu').inbox).toEqual([]);
    const later = await call('message/send', text('li.shifu'));
    clock.advance(24 * HOUR);
    expect((await call('message/recall', { msgid: later.msgid })).errcode).toBe(42052);
  });
});
