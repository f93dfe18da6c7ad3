import { afterEach, describe, expect, test } from '@jest/globals';
import { field, setUp, startFakeBot, tearDown } from './harness.ts';

afterEach(tearDown);

describe('callbacks (wecom-api.md 1)', () => {
  test('an owner message asks for a pull, without sender or words', async () => {
    const { simulator, bot } = await setUp();
    simulator.owner('张三').says('水管漏水');
    await simulator.settled();
    const [bell] = bot.received;
    expect(bot.received).toHaveLength(1);
    expect(field(bell!.plain, 'Event')).toBe('kf_msg_or_event');
    expect(field(bell!.plain, 'OpenKfId')).toBe('wkCH');
    expect(field(bell!.plain, 'Token')).toMatch(/^ENC/);
    expect(bell!.plain).not.toContain('水管');
    expect(bell!.plain).not.toContain('wmZhang');
  });

  test('a member message carries its fields and a 64-bit MsgId', async () => {
    const { simulator, bot } = await setUp();
    const id = simulator.member('LI.SHIFU').says('接单 <001> ]]>');
    await simulator.settled();
    const xml = bot.received[0]!.plain;
    expect(field(xml, 'FromUserName')).toBe('li.shifu');
    expect(field(xml, 'MsgType')).toBe('text');
    expect(field(xml, 'MsgId')).toBe(id);
    expect(id.length).toBe(19);
    expect(field(xml, 'AgentID')).toBe('1000002');
    expect(xml).toContain('接单 <001> ]]]]><![CDATA[>');
  });

  test('anything but 200 is sent again, three times at most', async () => {
    const { simulator, bot } = await setUp();
    bot.answer = (_one, response) => void response.writeHead(503).end();
    simulator.owner('张三').says('喂');
    await simulator.settled();
    expect(simulator.callsOf('app').map((call) => [call.attempt, call.status])).toEqual([
      [1, 503],
      [2, 503],
      [3, 503],
      [4, 503],
    ]);
    expect(new Set(bot.received.map((one) => one.plain)).size).toBe(1);
  });

  test('a callback without an answer is cut and sent again', async () => {
    const { simulator, bot } = await setUp({ callback: { timeoutMs: 60, retries: 1 } });
    let calls = 0;
    bot.answer = (_one, response) => {
      calls += 1;
      if (calls === 2) response.end();
    };
    simulator.owner('张三').says('喂');
    await simulator.settled();
    expect(simulator.callsOf('app').map((call) => call.outcome)).toEqual(['timeout', 'answered']);
  });

  test('a bot that is down is tried again, one that came back receives it', async () => {
    const { simulator, bot } = await setUp({ callback: { retryDelayMs: 100 } });
    await bot.close();
    simulator.owner('张三').says('在吗');
    const again = await startFakeBot();
    simulator.connect(again.url);
    await simulator.settled();
    expect(simulator.callsOf('app')[0]?.outcome).toBe('unreachable');
    expect(again.received).toHaveLength(1);
    await again.close();
  });

  test('lost, doubled and reordered on demand', async () => {
    const { simulator, bot } = await setUp();
    const li = simulator.member('li.shifu');
    simulator.faults.loseCallbacks();
    li.says('一');
    simulator.faults.duplicateCallbacks();
    li.says('二');
    await simulator.settled();
    expect(bot.received.map((one) => field(one.plain, 'Content'))).toEqual(['二', '二']);
    simulator.faults.reorderCallbacks(3);
    for (const word of ['甲', '乙', '丙']) li.says(word);
    await simulator.settled();
    expect(bot.received.slice(2).map((one) => field(one.plain, 'Content'))).toEqual(['丙', '乙', '甲']);
  });

  test('offline cuts both directions until it is lifted', async () => {
    const { simulator, bot, base } = await setUp();
    simulator.faults.offline = true;
    simulator.member('li.shifu').says('听得到吗');
    await simulator.settled();
    await expect(fetch(`${base}/cgi-bin/gettoken`)).rejects.toThrow();
    expect(bot.received).toEqual([]);
    simulator.faults.offline = false;
    simulator.member('li.shifu').says('听得到吗');
    await simulator.settled();
    expect(bot.received).toHaveLength(1);
  });

  test('the address is verified by GET at both addresses', async () => {
    const { simulator } = await setUp();
    expect(await simulator.verifyUrl()).toMatchObject({ ok: true, status: 200 });
    expect(await simulator.verifyUrl('bot')).toMatchObject({ ok: true });
  });

  test('hostile callbacks go out as they are', async () => {
    const { simulator, bot } = await setUp();
    bot.answer = (_one, response) => void response.end('taken');
    expect(await simulator.postHostile({ plain: '<xml><a>1</a></xml>' })).toEqual({ status: 200, body: 'taken' });
    expect(bot.received[0]?.plain).toBe('<xml><a>1</a></xml>');
  });

  test('without an address for the bot the driver says so at once', async () => {
    const { simulator } = await setUp({ botUrl: undefined });
    expect(() => simulator.owner('张三').says('喂')).toThrow(/connect\(\)/);
  });
});
