import { afterEach, describe, expect, test } from '@jest/globals';
import { field, setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const AGENT = { agentid: 1000002 };
const option = (id: string) => ({ id, text: `option ${id}` });

async function withCard(template_card: object) {
  const all = await setUp();
  const member = all.simulator.member('li.shifu');
  await all.call('message/send', { ...AGENT, touser: 'li.shifu', msgtype: 'template_card', template_card });
  const lastCallback = async () => {
    await all.simulator.settled();
    return all.bot.received.at(-1)?.plain ?? '';
  };
  return { ...all, member, lastCallback };
}

describe('what a driver refuses', () => {
  test('a member or group that the world does not know', async () => {
    const { simulator } = await setUp();
    expect(() => simulator.member('nobody')).toThrow('no member nobody in this world');
    expect(() => simulator.group('none')).toThrow('no group none in this world');
    await expect(simulator.member('li.shifu').asksBot('x', { group: 'none' })).rejects.toThrow('no group none');
  });

  test('an owner without any account', async () => {
    const { simulator } = await setUp({ world: { corpName: 'x', accounts: [], members: [], groups: [], owners: [] } });
    expect(() => simulator.owner('Bob')).toThrow('the world has no account');
  });

  test('a menu entry, a message and a card that are not there', async () => {
    const { simulator } = await setUp();
    const owner = simulator.owner('张三');
    expect(() => owner.taps('yes')).toThrow('has no menu item yes');
    expect(() => owner.recalls('m1')).toThrow('no such message: m1');
    expect(() => simulator.member('li.shifu').clicks('t1', 'accept')).toThrow('li.shifu has no card t1');
  });

  test('writing to an owner whom another member serves', async () => {
    const { simulator } = await setUp();
    const owner = simulator.owner('张三');
    owner.says('你好');
    simulator.member('chen.jingli').takes(owner);
    expect(() => simulator.member('li.shifu').writesTo(owner, 'x')).toThrow('li.shifu does not serve wmZhang');
    expect(() => simulator.member('li.shifu').receives('wkYS', true)).toThrow('li.shifu is no servicer of wkYS');
  });
});

describe('owners', () => {
  test('are the same by name and by id, and keep what was read', async () => {
    const { simulator } = await setUp();
    expect(simulator.owner('张三')).toBe(simulator.owner('wmZhang'));
    expect(simulator.owner('wmNew').externalUserid).toBe('wmNew');
    expect(simulator.owner('张三').at('wkYS').openKfId).toBe('wkYS');
  });

  test('too large a file arrives as words', async () => {
    const { simulator } = await setUp();
    const owner = simulator.owner('张三');
    owner.sends('image', { bytes: Buffer.alloc(2_097_153) });
    expect(owner.chat[0]).toMatchObject({ msgtype: 'text' });
    expect(owner.chat[0]?.text).toContain('[image: ');
  });

  test('the body of a sample can be replaced', async () => {
    const { simulator } = await setUp();
    const owner = simulator.owner('张三');
    owner.sends('location', { body: { name: '南门' } });
    owner.sendsRaw('channels', { nickname: 'x' });
    expect(owner.chat.map(({ body }) => body)).toEqual([
      expect.objectContaining({ name: '南门', latitude: expect.any(Number) }),
      { nickname: 'x' },
    ]);
  });
});

describe('cards', () => {
  test('a question is answered with what was chosen over what was preset', async () => {
    const question = (key: string) => ({ question_key: key, selected_id: '1', option_list: ['1', '2'].map(option) });
    const { member, lastCallback } = await withCard({
      card_type: 'multiple_interaction',
      main_title: { title: 'x' },
      task_id: 't1',
      select_list: [question('a'), question('b')],
      submit_button: { text: 'Send', key: 'send' },
    });
    member.clicks('t1', 'Send', { selection: { b: ['2'] } });
    const xml = await lastCallback();
    expect(field(xml, 'EventKey')).toBe('send');
    const chosen = [...xml.matchAll(/<QuestionKey>.*?\[(\w)\].*?<OptionId>.*?\[(\w)\]/g)];
    expect(chosen.map(([, key, id]) => [key, id])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test('an entry of the corner menu comes back as a menu event', async () => {
    const { member, lastCallback } = await withCard({
      card_type: 'text_notice',
      main_title: { title: 'BX261123-001' },
      task_id: 't1',
      card_action: { type: 1, url: 'https://example.com' },
      action_menu: { action_list: [{ text: 'Mute', key: 'mute' }] },
    });
    member.clicks(/BX261123/, /Mute/);
    const xml = await lastCallback();
    expect([field(xml, 'Event'), field(xml, 'EventKey')]).toEqual(['template_card_menu_event', 'mute']);
    expect(() => member.clicks('t1', 'Delete')).toThrow('no button Delete');
  });

  test('a button that opens a page does not call back', async () => {
    const button_list = [
      { type: 1, text: 'Open', url: 'https://example.com' },
      { text: 'Accept', key: 'accept' },
    ];
    const card = { card_type: 'button_interaction', main_title: { title: 'x' }, task_id: 't1', button_list };
    const { member } = await withCard(card);
    expect(() => member.clicks('t1', 'Open')).toThrow('no button Open');
  });
});

describe('callback addresses', () => {
  test('whole addresses come before the base address', async () => {
    const { bot, simulator } = await setUp();
    const elsewhere = await setUp({
      botUrl: 'http://127.0.0.1:9',
      callbackUrls: { app: `${bot.url}/hooks/app?tenant=7` },
    });
    elsewhere.simulator.member('li.shifu').says('x');
    await elsewhere.simulator.settled();
    expect(bot.received.map(({ path }) => path)).toEqual(['/hooks/app']);
    expect(elsewhere.simulator.callsOf('app')[0]).toMatchObject({ outcome: 'answered', status: 200 });
    expect(simulator.calls).toEqual([]);
  });
});
