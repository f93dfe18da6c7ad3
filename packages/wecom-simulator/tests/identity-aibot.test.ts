import { afterEach, describe, expect, test } from '@jest/globals';
import { botEnvelope, field, setUp, tearDown } from './harness.ts';

afterEach(tearDown);

describe('pages and contacts (wecom-api.md 7, 8, 10)', () => {
  test('an oauth code names the member once within five minutes', async () => {
    const { fetchApi, simulator, clock } = await setUp();
    const code = simulator.member('li.shifu').authorizes();
    expect(await fetchApi('auth/getuserinfo', { code })).toMatchObject({ errcode: 0, userid: 'li.shifu' });
    expect((await fetchApi('auth/getuserinfo', { code })).errcode).toBe(40029);
    const late = simulator.member('li.shifu').authorizes();
    clock.advance(300_000);
    expect((await fetchApi('auth/getuserinfo', { code: late })).errcode).toBe(42003);
  });

  test('user/get, tickets, callback addresses', async () => {
    const { fetchApi } = await setUp();
    expect(await fetchApi('user/get', { userid: 'LI.SHIFU' })).toMatchObject({
      userid: 'li.shifu',
      name: '李师傅',
      status: 1,
    });
    expect((await fetchApi('user/get', { userid: 'ghost' })).errcode).toBe(60111);
    const corp = await fetchApi('get_jsapi_ticket');
    const app = await fetchApi('ticket/get', { type: 'agent_config' });
    expect(corp).toMatchObject({ errcode: 0, expires_in: 7200 });
    expect(app.ticket).not.toBe(corp.ticket);
    expect((await fetchApi('ticket/get', { type: 'x' })).errcode).toBe(40005);
    expect((await fetchApi('getcallbackip')).ip_list).toContain('127.0.0.1');
  });
});

describe('智能机器人 (wecom-api.md 6.1)', () => {
  const seal = (reply: unknown, nonce: string) => {
    const sealed = botEnvelope.seal(JSON.stringify(reply), { timestamp: '1', nonce });
    return JSON.stringify({ encrypt: sealed.encrypt, msgsignature: sealed.signature, timestamp: 1, nonce });
  };

  test('a question in a group is answered in the group', async () => {
    const { simulator, bot } = await setUp();
    bot.answer = (_one, response, query) =>
      void response.end(
        seal({ msgtype: 'stream', stream: { id: 's', finish: true, content: '共 3 单' } }, query.get('nonce')!),
      );
    await simulator.member('li.shifu').asksBot('今日', { group: 'eng' });
    expect(bot.received[0]?.path).toBe('/wecom/bot');
    expect(JSON.parse(bot.received[0]!.plain)).toMatchObject({
      chattype: 'group',
      chatid: 'eng',
      from: { userid: 'li.shifu' },
      msgtype: 'text',
      text: { content: '@机器人 今日' },
    });
    expect(simulator.group('eng').messages.map((one) => one.text)).toEqual(['@机器人 今日', '共 3 单']);
  });

  test('a reply with another nonce is an error', async () => {
    const { simulator, bot } = await setUp();
    bot.answer = (_one, response) => void response.end(seal({}, 'other'));
    await expect(simulator.member('li.shifu').asksBot('今日')).rejects.toThrow('nonce');
  });

  test('response_url takes one plain answer within an hour', async () => {
    const { simulator, bot } = await setUp();
    await simulator.member('li.shifu').asksBot('查 007');
    const { response_url } = JSON.parse(bot.received[0]!.plain);
    const post = async (body: unknown): Promise<unknown> => {
      const answer = await fetch(response_url, { method: 'POST', body: JSON.stringify(body) });
      return ((await answer.json()) as { errcode: number }).errcode;
    };
    expect(await post({ msgtype: 'text', text: { content: 'x' } })).toBe(40008);
    expect(await post({ msgtype: 'markdown', markdown: { content: '处理中' } })).toBe(0);
    expect(await post({ msgtype: 'markdown', markdown: { content: '处理中' } })).toBe(60140);
    expect(simulator.member('li.shifu').chat.at(-1)?.text).toBe('处理中');
  });
});

describe('members', () => {
  test('photo, other kinds and opening the app', async () => {
    const { simulator, bot } = await setUp();
    const li = simulator.member('li.shifu');
    li.sendsImage();
    li.sendsRaw('location', { Location_X: 30.2, Location_Y: 120.1, Scale: 16, Label: '3栋' });
    li.enters();
    await simulator.settled();
    const kinds = bot.received.map((one) => [field(one.plain, 'MsgType'), field(one.plain, 'Event')]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['image', ''],
        ['location', ''],
        ['event', 'enter_agent'],
      ]),
    );
    expect(() => simulator.member('ghost')).toThrow('no member');
  });
});
