import { afterEach, describe, expect, test } from '@jest/globals';
import { appText } from '../src/api/app.ts';
import { createWecomApi } from '../src/api/client.ts';
import { groupText } from '../src/api/group.ts';
import { WecomError, WecomUnreachable } from '../src/errors.ts';
import { kfText } from '../src/kf-outgoing.ts';
import { type Answer, type Fake, SECRET, type Seen, startFake } from './fake-wecom.ts';

let fake: Fake;
afterEach(() => fake.stop());

const start = async (handle?: (seen: Seen) => Answer | undefined) => {
  fake = await startFake(handle);
};
const state = () => fake.api.kf.getState({ openKfId: 'wk1', externalUserid: 'wm1' });
const send = () => fake.api.kf.sendMsg({ toUser: 'wm1', openKfId: 'wk1', msgId: 'm1', message: kfText('好') });
const refused = (errcode: number, errmsg = 'no') => ({ errcode, errmsg });

async function failure<E extends Error>(run: Promise<unknown>, type: new (...args: never[]) => E): Promise<E> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(type);
  return error as E;
}

describe('the access token', () => {
  test('twenty calls at once ask for one token', async () => {
    await start();
    await Promise.all(Array.from({ length: 20 }, state));
    expect(fake.calls('gettoken')).toHaveLength(1);
    expect(fake.calls('gettoken')[0]?.query.get('corpsecret')).toBe(SECRET);
    expect(fake.calls('kf/service_state/get').every((call) => call.query.get('access_token') === 'T1')).toBe(true);
  });

  test('is refreshed 200 seconds before its end, not earlier', async () => {
    await start();
    await state();
    fake.clock.now += (7200 - 201) * 1000;
    await state();
    expect(fake.calls('gettoken')).toHaveLength(1);
    fake.clock.now += 1000;
    await state();
    expect(fake.calls('gettoken')).toHaveLength(2);
    expect(fake.seen.at(-1)?.query.get('access_token')).toBe('T2');
  });

  test('a short-lived one is used for half its life', async () => {
    await start((call) =>
      call.path === '/cgi-bin/gettoken' ? { errcode: 0, access_token: 'S', expires_in: 100 } : undefined,
    );
    await state();
    fake.clock.now += 49_000;
    await state();
    fake.clock.now += 1_000;
    await state();
    expect(fake.calls('gettoken')).toHaveLength(2);
  });

  test.each([40014, 42001, 40001, 41001])('%d is answered with one refresh and one replay', async (errcode) => {
    await start((call) => (call.query.get('access_token') === 'T1' ? refused(errcode) : undefined));
    await send();
    expect(fake.seen.map((call) => call.query.get('access_token'))).toEqual([null, 'T1', null, 'T2']);
  });

  test('twenty calls with an expired token make one refresh', async () => {
    await start((call) => (call.query.get('access_token') === 'T1' ? refused(42001) : undefined));
    await Promise.all(Array.from({ length: 20 }, state));
    expect(fake.calls('gettoken')).toHaveLength(2);
  });

  test('when a fresh token is refused too, the call fails and the next minute asks for no other', async () => {
    await start((call) => (call.path === '/cgi-bin/gettoken' ? undefined : refused(40014)));
    expect((await failure(state(), WecomError)).class).toBe('token');
    for (let i = 0; i < 10; i += 1) await failure(state(), WecomError);
    expect(fake.calls('gettoken')).toHaveLength(2);
    fake.clock.now += 60_000;
    await failure(state(), WecomError);
    expect(fake.calls('gettoken')).toHaveLength(3);
  });

  test('a wrong secret is asked for once a minute at most, then ever more rarely', async () => {
    await start((call) => (call.path === '/cgi-bin/gettoken' ? refused(40001, 'invalid credential') : undefined));
    const error = await failure(state(), WecomError);
    expect(error).toMatchObject({ class: 'config', errcode: 40001, api: '/cgi-bin/gettoken' });
    expect(error.message).toContain('WECOM_AGENT_SECRET');
    await Promise.all(Array.from({ length: 20 }, () => failure(state(), WecomError)));
    fake.clock.now += 59_999;
    await failure(state(), WecomError);
    expect(fake.calls('gettoken')).toHaveLength(1);
    fake.clock.now += 1;
    await failure(state(), WecomError);
    fake.clock.now += 60_000;
    await failure(state(), WecomError);
    expect(fake.calls('gettoken')).toHaveLength(2);
    expect(fake.calls('kf/service_state/get')).toHaveLength(0);
  });

  test('once the secret is put right, the service goes on', async () => {
    let wrong = true;
    await start((call) => (wrong && call.path === '/cgi-bin/gettoken' ? refused(40013) : undefined));
    expect((await failure(fake.api.ready(), WecomError)).hint).toContain('WECOM_CORP_ID');
    wrong = false;
    fake.clock.now += 60_000;
    await fake.api.ready();
    await state();
    wrong = true;
    fake.clock.now += 7_200_000;
    await failure(fake.api.ready(), WecomError);
    fake.clock.now += 60_000;
    wrong = false;
    await fake.api.ready();
  });

  test('a blocked gettoken rests for an hour', async () => {
    await start((call) => (call.path === '/cgi-bin/gettoken' ? refused(45009) : undefined));
    expect((await failure(state(), WecomError)).retryAfterMs).toBe(3_600_000);
    fake.clock.now += 3_599_000;
    await failure(state(), WecomError);
    expect(fake.calls('gettoken')).toHaveLength(1);
  });

  test('an answer without a token is not a token', async () => {
    await start((call) => (call.path === '/cgi-bin/gettoken' ? { errcode: 0 } : undefined));
    expect((await failure(fake.api.ready(), WecomUnreachable)).reason).toBe('unreadable-answer');
  });
});

describe('answered no', () => {
  test.each([-1, 45033, 6000])('%d is tried three times with growing waits', async (errcode) => {
    await start((call) => (call.path.endsWith('send_msg') ? refused(errcode) : undefined));
    expect((await failure(send(), WecomError)).class).toBe('retryable');
    expect(fake.calls('kf/send_msg')).toHaveLength(3);
    expect(fake.waits).toEqual([1000, 2000]);
  });

  test('the wait is jittered by half either way', async () => {
    await start((call) => (call.path.endsWith('service_state/get') ? refused(-1) : undefined));
    const waits: number[] = [];
    const sleep = async (ms: number) => void waits.push(ms);
    for (const random of [() => 0, () => 1]) {
      const api = fake.create({ random, sleep });
      await failure(api.kf.getState({ openKfId: 'a', externalUserid: 'b' }), WecomError);
    }
    expect(waits).toEqual([500, 1000, 1500, 3000]);
  });

  test('the second try may succeed', async () => {
    let tries = 0;
    await start((call) => {
      if (!call.path.endsWith('send_msg')) return undefined;
      tries += 1;
      return tries === 1 ? refused(-1) : { errcode: 0, msgid: 'm1' };
    });
    expect(await send()).toEqual({ msgId: 'm1' });
  });

  test('45009 is told at once, with the time to wait', async () => {
    await start((call) => (call.path.endsWith('webhook/send') ? refused(45009) : undefined));
    const error = await failure(fake.api.group.send('KEY-1', groupText('x')), WecomError);
    expect(error).toMatchObject({ class: 'rate-limited', retryAfterMs: 60_000 });
    expect(fake.seen).toHaveLength(1);
  });

  test('neither secret, token nor webhook key is in an error', async () => {
    await start((call) =>
      refused(40008, `bad ${call.query.get('key') ?? call.query.get('access_token') ?? SECRET} here`),
    );
    const errors = [
      await failure(fake.api.group.send('KEY-1', groupText('x')), WecomError),
      await failure(fake.api.ready(), WecomError),
    ];
    for (const error of errors) {
      expect(JSON.stringify(error) + error.message + error.stack).not.toMatch(/KEY-1|S3cretOfTheApp/);
      expect(error.message).toContain('***');
    }
  });
});

describe('not reached', () => {
  const other = (answer: Answer) => (call: Seen) => (call.path === '/cgi-bin/gettoken' ? undefined : answer);

  test('a 5xx: a send is not repeated and its outcome is unknown, a read is tried three times', async () => {
    await start(other({ raw: 'Bad Gateway', status: 502 }));
    expect(await failure(send(), WecomUnreachable)).toMatchObject({ reason: 'http-status', outcomeUnknown: true });
    expect(fake.calls('kf/send_msg')).toHaveLength(1);
    await failure(state(), WecomUnreachable);
    expect(fake.calls('kf/service_state/get')).toHaveLength(3);
  });

  test('a 404 was not carried out', async () => {
    await start(other({ raw: 'not found', status: 404 }));
    expect(await failure(send(), WecomUnreachable)).toMatchObject({ reason: 'http-status', outcomeUnknown: false });
  });

  test.each(['<html>login</html>', '', '[1', 'null', '"x"'])('an answer that is no JSON object: %j', async (raw) => {
    await start(other({ raw }));
    const error = await failure(send(), WecomUnreachable);
    expect(error).toMatchObject({ reason: 'unreadable-answer', outcomeUnknown: true, api: '/cgi-bin/kf/send_msg' });
    expect(error.message).toContain('WECOM_API_BASE');
  });

  test('a hung server ends with the timeout', async () => {
    await start(other('hang'));
    const api = fake.create({ timeoutMs: 50 });
    const call = api.kf.sendMsg({ toUser: 'u', openKfId: 'k', message: kfText('x') });
    expect(await failure(call, WecomUnreachable)).toMatchObject({ reason: 'timeout', outcomeUnknown: true });
  });

  test('a broken connection: outcome unknown; a refused one: nothing was sent', async () => {
    await start(other('cut'));
    expect(await failure(send(), WecomUnreachable)).toMatchObject({ reason: 'network', outcomeUnknown: true });
    const options = { corpId: 'c', agentId: 1, secret: SECRET, sleep: async () => {} };
    const gone = await startFake();
    await gone.stop();
    const closed = createWecomApi({ baseUrl: gone.baseUrl, ...options });
    const error = await failure(closed.group.send('KEY-1', groupText('x')), WecomUnreachable);
    expect(error.outcomeUnknown).toBe(false);
    expect(error.message).not.toContain('KEY-1');
  });

  test('a base address that is none does not print the secret', async () => {
    await start();
    const options = { corpId: 'c', agentId: 1, secret: SECRET, sleep: async () => {} };
    const error = await failure(createWecomApi({ baseUrl: 'not an address', ...options }).ready(), WecomUnreachable);
    expect(error.message + String(error.stack) + String(error.cause)).not.toContain(SECRET);
  });

  test('a redirect is not followed: the token would go elsewhere', async () => {
    await start(other({ raw: '', status: 302, headers: { location: '/elsewhere' } }));
    await failure(send(), WecomUnreachable);
    expect(fake.seen.map((call) => call.path)).toEqual(['/cgi-bin/gettoken', '/cgi-bin/kf/send_msg']);
  });
});

test('an agent id that is no number is refused at once', async () => {
  await start();
  expect(() => fake.create({ agentId: 'x' })).toThrow(/WECOM_AGENT_ID/);
});

test('a base address may end with a slash and have a path', async () => {
  await start();
  const api = fake.create({ baseUrl: `${fake.baseUrl}/proxy/` });
  await api.group.send('K', groupText('x'));
  expect(fake.seen[0]?.path).toBe('/proxy/cgi-bin/webhook/send');
  await failure(api.app.send({ to: {}, message: appText('x') }), RangeError);
});
