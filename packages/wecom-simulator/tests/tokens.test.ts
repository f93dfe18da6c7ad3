import { afterEach, describe, expect, test } from '@jest/globals';
import { setUp, tearDown } from './harness.ts';

afterEach(tearDown);

describe('gettoken (wecom-api.md 2)', () => {
  test('gives the same token until it expires', async () => {
    const { get, clock } = await setUp();
    const first = await get('gettoken', { corpid: 'ww1', corpsecret: 'sEcret' });
    expect(first).toMatchObject({ errcode: 0, expires_in: 7200 });
    clock.advance(3_600_000);
    const second = await get('gettoken', { corpid: 'ww1', corpsecret: 'sEcret' });
    expect(second).toMatchObject({ access_token: first.access_token, expires_in: 3600 });
    clock.advance(3_600_000);
    expect((await get('gettoken', { corpid: 'ww1', corpsecret: 'sEcret' })).access_token).not.toBe(first.access_token);
  });

  test.each([
    [{ corpid: 'ww2', corpsecret: 'sEcret' }, 40013],
    [{ corpid: 'ww1', corpsecret: 'wrong' }, 40001],
    [{ corpsecret: 'sEcret' }, 41002],
    [{ corpid: 'ww1' }, 41004],
  ])('refuses %j with %i', async (query, errcode) => {
    const { get } = await setUp();
    expect((await get('gettoken', query)).errcode).toBe(errcode);
  });

  test('blocks the caller for an hour after repeated wrong secrets', async () => {
    const { get, clock } = await setUp({ limits: { wrongSecretsBeforeBlock: 2 } });
    const wrong = () => get('gettoken', { corpid: 'ww1', corpsecret: 'wrong' });
    for (let i = 0; i < 3; i += 1) expect((await wrong()).errcode).toBe(40001);
    expect((await get('gettoken', { corpid: 'ww1', corpsecret: 'sEcret' })).errcode).toBe(45009);
    clock.advance(3_600_000);
    expect((await get('gettoken', { corpid: 'ww1', corpsecret: 'sEcret' })).errcode).toBe(0);
  });
});

describe('access token checks', () => {
  test('missing 41001, unknown 40014, expired 42001, revoked 40014', async () => {
    const { get, login, clock, simulator } = await setUp();
    expect((await get('getcallbackip')).errcode).toBe(41001);
    expect((await get('getcallbackip', { access_token: 'nonsense' })).errcode).toBe(40014);
    const token = await login();
    expect((await get('getcallbackip', { access_token: token })).errcode).toBe(0);
    clock.advance(7_200_000);
    expect((await get('getcallbackip', { access_token: token })).errcode).toBe(42001);
    simulator.revokeTokens();
    expect((await get('getcallbackip', { access_token: token })).errcode).toBe(40014);
  });

  test('a wrong method, broken JSON and an unknown api are refused', async () => {
    const { base, login, fetchApi } = await setUp();
    const url = `${base}/cgi-bin/kf/sync_msg?access_token=${await login()}`;
    expect(await (await fetch(url)).json()).toMatchObject({ errcode: 43002 });
    const broken = await fetch(url, { method: 'POST', body: '{"open' });
    expect(await broken.json()).toMatchObject({ errcode: 47001 });
    expect((await fetchApi('no/such')).errcode).toBe(404);
  });
});
