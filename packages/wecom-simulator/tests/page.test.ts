import { afterEach, describe, expect, test } from '@jest/globals';
import { SAMPLES } from '../src/index.ts';
import { setUp, tearDown } from './harness.ts';

afterEach(tearDown);

/** The page of a simulator, fetched as a browser does. */
async function open() {
  const all = await setUp();
  const at = (path: string, init: RequestInit = {}) =>
    fetch(`${all.base}/simulator${path}`, { redirect: 'manual', ...init });
  return { ...all, at, zhang: all.simulator.owner('张三') };
}

describe('the files of the page', () => {
  test.each([
    ['', 'text/html; charset=utf-8'],
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/app.js', 'text/javascript; charset=utf-8'],
    ['/base.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%j is served as %s, under a policy that lets nothing in', async (path, type) => {
    const { at } = await open();
    const response = await at(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await response.text()).length).toBeGreaterThan(50);
  });

  test('whatever the page names is there', async () => {
    const { at } = await open();
    const html = await (await at('')).text();
    const named = [...html.matchAll(/"\/simulator(\/[a-z0-9.-]+)"/g)].map((one) => one[1] as string);
    expect(named.length).toBeGreaterThan(5);
    for (const path of new Set(named)) expect([path, (await at(path)).status]).toEqual([path, 200]);
  });

  test.each([
    '/package.json',
    '/../package.json',
    '/..%2fpackage.json',
    '/a/b.js',
    '/.env',
    '/APP.JS',
    '/none.js',
    '/app',
  ])('%s is not found', async (path) => {
    const { at } = await open();
    expect((await at(path)).status).toBe(404);
  });

  test('other methods and other addresses are refused', async () => {
    const { at, base } = await open();
    expect((await at('/app.js', { method: 'DELETE' })).status).toBe(405);
    expect((await at('', { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${base}/elsewhere`)).status).toBe(404);
    expect((await fetch(`${base}/simulators`)).status).toBe(404);
  });
});

describe('media on the page', () => {
  test('pictures are shown, anything else is downloaded', async () => {
    const t = await open();
    t.zhang.sends('image');
    t.zhang.sends('file', {
      bytes: Buffer.from('<script>alert(1)</script>'),
      name: '说明.html',
      contentType: 'text/html',
    });
    const [image, file] = t.zhang.chat.map((one) => String(one.body.media_id));
    const shown = await t.at(`/media/${image}`);
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')?.slice(0, 6)]).toEqual([
      'image/png',
      'inline',
    ]);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(SAMPLES.image.bytes);
    const saved = await t.at(`/media/${file}`);
    expect(saved.headers.get('content-type')).toBe('application/octet-stream');
    expect(saved.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%E8%AF%B4%E6%98%8E.html");
  });

  test('it stays after the three days of the API, and goes with a reset', async () => {
    const t = await open();
    t.zhang.sends('image');
    const path = `/media/${String(t.zhang.chat[0]?.body.media_id)}`;
    t.clock.advance(4 * 86_400_000);
    expect((await t.at(path)).status).toBe(200);
    await t.simulator.settled();
    await t.simulator.reset();
    expect((await t.at(path)).status).toBe(404);
    expect((await t.at('/media/none')).status).toBe(404);
  });
});

describe('the log-in page (wecom-api.md 7.1)', () => {
  const authorize = (base: string, more: Record<string, string> = {}) =>
    `/connect/oauth2/authorize?${new URLSearchParams({ redirect_uri: `${base}/h5/desk?a=1`, state: 'S1', ...more })}`;

  test('lists the members, and sends the chosen one back with a code', async () => {
    const t = await open();
    const html = await (await t.at(authorize(t.base))).text();
    expect(html).toContain('李师傅');
    expect(html).toContain('工程部 · 维修工');
    const back = await t.at(authorize(t.base, { userid: 'li.shifu' }));
    const target = new URL(back.headers.get('location') ?? '');
    expect([back.status, target.pathname, target.searchParams.get('a'), target.searchParams.get('state')]).toEqual([
      302,
      '/h5/desk',
      '1',
      'S1',
    ]);
    const code = target.searchParams.get('code') ?? '';
    expect(await t.fetchApi('auth/getuserinfo', { code })).toMatchObject({ errcode: 0, userid: 'li.shifu' });
  });

  test.each(['https://elsewhere.example/x', 'not an address', ''])(
    '%j is no place to send people to',
    async (target) => {
      const t = await open();
      expect((await t.at(authorize(t.base, { redirect_uri: target, userid: 'li.shifu' }))).status).toBe(400);
    },
  );

  test('what stands in the address cannot become markup', async () => {
    const t = await open();
    const html = await (await t.at(authorize(t.base, { state: '"><script>x</script>' }))).text();
    expect(html).not.toContain('<script>');
  });
});
