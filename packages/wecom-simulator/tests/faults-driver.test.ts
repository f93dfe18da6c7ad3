import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createForwardClock, createManualClock } from '../src/index.ts';
import { setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const TO = { touser: 'wmZhang', open_kfid: 'wkCH', msgtype: 'text', text: { content: '您好' } };

describe('API faults', () => {
  async function talking() {
    const all = await setUp();
    const owner = all.simulator.owner('张三');
    owner.says('喂');
    return { ...all, owner, faults: all.simulator.faults };
  }

  test('an errcode as often as asked, without doing anything', async () => {
    const { call, faults, owner } = await talking();
    faults.fail('kf/send_msg', -1, 2);
    const codes = [await call('kf/send_msg', TO), await call('kf/send_msg', TO), await call('kf/send_msg', TO)];
    expect(codes.map((one) => one.errcode)).toEqual([-1, -1, 0]);
    expect(owner.inbox).toHaveLength(1);
  });

  test('dropped before: not done; dropped after: done, and the msgid is taken', async () => {
    const { call, faults, owner, simulator } = await talking();
    faults.dropBefore('kf/send_msg');
    await expect(call('kf/send_msg', { ...TO, msgid: 'a' })).rejects.toThrow();
    expect(owner.inbox).toHaveLength(0);
    faults.dropAfter('kf/send_msg');
    await expect(call('kf/send_msg', { ...TO, msgid: 'a' })).rejects.toThrow();
    expect(owner.inbox).toHaveLength(1);
    expect((await call('kf/send_msg', { ...TO, msgid: 'a' })).errcode).toBe(95010);
    expect(simulator.callsOf('kf/send_msg').map((one) => one.outcome)).toEqual(['dropped', 'dropped', 'answered']);
  });

  test('hanging, HTTP 500, slow, and any call at all', async () => {
    const { base, faults, get, simulator } = await talking();
    faults.hang('gettoken');
    const abort = new AbortController();
    const hanging = fetch(`${base}/cgi-bin/gettoken`, { signal: abort.signal });
    await simulator.until(() => simulator.callsOf('gettoken').at(-1)?.outcome === 'hung');
    abort.abort();
    await expect(hanging).rejects.toThrow();
    faults.status('*', 500);
    expect((await fetch(`${base}/cgi-bin/gettoken`)).status).toBe(500);
    faults.slow('gettoken', 40);
    const before = Date.now();
    await get('gettoken');
    expect(Date.now() - before).toBeGreaterThanOrEqual(39);
    expect(simulator.callsOf('gettoken').map((one) => one.outcome)).toEqual(['hung', 'answered', 'answered']);
    faults.fail('gettoken', -1, 9);
    faults.clear();
    expect((await get('gettoken')).errcode).toBe(41002);
  });
});

describe('waiting', () => {
  test('hears reads on from where it was, and says what was unread when it waited too long', async () => {
    const { call, simulator } = await setUp();
    const owner = simulator.owner('张三');
    owner.says('喂');
    const waiting = owner.hears(/第二/);
    await call('kf/send_msg', { ...TO, text: { content: '第一' } });
    await call('kf/send_msg', { ...TO, text: { content: '第二' } });
    await call('kf/send_msg', { ...TO, text: { content: '第三' } });
    expect((await waiting).text).toBe('第二');
    expect(owner.unread().map((one) => one.text)).toEqual(['第三']);
    await expect(owner.hears('第二', { within: 20 })).rejects.toThrow(
      /to hear 第二[\s\S]*kf\/send_msg[\s\S]*unread: "第三"/,
    );
    expect((await simulator.owner('张三').hears()).text).toBe('第三');
  });

  test('until gives the value it waited for, and passes errors on', async () => {
    const { simulator } = await setUp();
    const three = simulator.until(() => simulator.callsOf('app').length >= 3 && 'three');
    for (const word of ['一', '二', '三']) simulator.owner('张三').says(word);
    expect(await three).toBe('three');
    const broken = () => {
      throw new Error('broken');
    };
    await expect(simulator.until(broken)).rejects.toThrow('broken');
  });

  test('quiet resolves after the last callback', async () => {
    const { simulator } = await setUp();
    simulator.owner('张三').says('喂');
    await simulator.quiet(20);
    expect(simulator.callsOf('app').map((one) => one.outcome)).toEqual(['answered']);
  });
});

describe('people', () => {
  test('a new name makes a new owner; accounts keep their own chats', async () => {
    const { simulator } = await setUp();
    const wang = simulator.owner('王五');
    expect(wang.externalUserid).toMatch(/^wm/);
    wang.says('一');
    wang.at('wkYS').says('二');
    expect(wang.chat.map((one) => one.text)).toEqual(['一']);
    expect(simulator.owner('王五', { openKfId: 'wkYS' }).chat.map((one) => one.text)).toEqual(['二']);
  });

  test('forced ends of window and quota last until the owner writes', async () => {
    const { simulator, call } = await setUp();
    const owner = simulator.owner('张三');
    owner.says('喂');
    owner.shutsWindow();
    expect((await call('kf/send_msg', TO)).errcode).toBe(95002);
    owner.spendsQuota();
    owner.says('还在');
    expect(owner.session).toEqual({ state: 0, servicer: null, quota: 5, windowLeft: 48 * 3_600_000 });
  });

  test('reset forgets the chats and keeps the people', async () => {
    const onReset = jest.fn<() => void>();
    const { simulator } = await setUp({ onReset });
    simulator.owner('张三').says('喂');
    await simulator.settled();
    await simulator.reset();
    expect(onReset).toHaveBeenCalledTimes(1);
    expect(simulator.owner('张三').chat).toEqual([]);
    expect(simulator.calls).toEqual([]);
  });

  test('the same seed makes the same ids, another one does not', async () => {
    const ids = async (seed: number) => (await setUp({ seed })).simulator.owner('张三').says('喂');
    expect(await ids(7)).toBe(await ids(7));
    expect(await ids(7)).not.toBe(await ids(8));
  });
});

describe('clocks', () => {
  test('the manual clock runs what is due, in order, at its own time', () => {
    const clock = createManualClock(1000);
    const seen: [string, number][] = [];
    clock.after(20, () => seen.push(['b', clock.now()]));
    clock.after(10, () => {
      seen.push(['a', clock.now()]);
      clock.after(5, () => seen.push(['c', clock.now()]));
    });
    clock.after(30, () => seen.push(['never', clock.now()]))();
    clock.advance(50);
    expect(seen).toEqual([
      ['a', 1010],
      ['c', 1015],
      ['b', 1020],
    ]);
    expect(clock.now()).toBe(1050);
  });

  test('the forward clock goes with the machine and can be moved', async () => {
    const clock = createForwardClock();
    const lag = () => clock.now() - Date.now();
    let runs = 0;
    clock.after(3_600_000, () => {
      runs += 1;
    });
    clock.after(3_600_000, () => {
      runs += 1;
    })();
    clock.advance(3_600_000);
    expect(runs).toBe(1);
    expect(Math.abs(lag() - 3_600_000)).toBeLessThan(50);
    await new Promise<void>((resolve) => {
      clock.after(5, resolve);
      setTimeout(() => {}, 100);
    });
  });
});
