import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { TicketService } from '../../src/h5/index.ts';
import { createSignedTokens } from '../../src/http/index.ts';
import type { Ticket } from '../../src/tickets/types.ts';
import { community, NOON, open, opened } from '../tickets/factories.ts';
import { closePages, SECRET, servePages } from './serve-pages.ts';

afterEach(closePages);

const HOUR = 3_600_000;
type Acted = Parameters<TicketService['act']>[0];

/** Pages over one ticket; a login code is the userid itself, `nobody` is no member and `stale` a used code. */
async function world(changes: Partial<Ticket> = {}, options: { publicUrl?: string; isReady?: boolean } = {}) {
  const before = opened();
  const ticket = { ...before.ticket, ...changes };
  const acted: Acted[] = [];
  const fetched: string[] = [];
  const clock = { now: NOON };
  const tickets: TicketService = {
    ticket: async (of, id) => (of === 'main' && id === ticket._id ? ticket : null),
    async act(request) {
      acted.push(request);
      return request.actor.kind === 'member' && request.actor.userid === 'wang.gong'
        ? { refused: 'wrong-state', text: '已经关闭，不能再加照片。' }
        : { ...before, ticket };
    },
    async fetchPhoto({ mediaId }) {
      fetched.push(mediaId);
      return { type: 'image', file: `main/2026-11/${mediaId}.jpg` };
    },
    sign: async ({ kind, url, nonceStr }) => ({ timestamp: 1, nonceStr, signature: `${kind} ${url}` }),
  };
  const served = await servePages({
    communities: [community],
    tickets,
    async memberOf(code) {
      if (code === 'stale') throw new Error('40029: invalid code');
      return code === 'nobody' ? null : code;
    },
    now: () => clock.now,
    ...options,
  });
  const get = (address: string, cookie = '') =>
    fetch(`${served.base}${address}`, { redirect: 'manual', headers: { cookie } });
  const post = (address: string, body: string, cookie = '') =>
    fetch(`${served.base}${address}`, { method: 'POST', body, headers: { cookie } });

  async function beginLogin(address = '/h5/ticket/main/t1') {
    const first = await get(address);
    const state = new URL(first.headers.get('location') ?? '').searchParams.get('state') ?? '';
    return { first, state, cookie: cookieOf(first) };
  }
  async function login(userid: string): Promise<string> {
    const { state, cookie } = await beginLogin();
    return cookieOf(await get(`/h5/login?code=${userid}&state=${state}`, cookie));
  }
  return { ...served, clock, acted, fetched, get, post, beginLogin, login };
}

const setCookie = (response: Response) => response.headers.getSetCookie()[0] ?? '';
const cookieOf = (response: Response) => setCookie(response).split(';')[0] ?? '';
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

describe('login', () => {
  test('a visitor is sent to WeCom with a state and comes back to the page that was asked for', async () => {
    const { beginLogin, get } = await world({}, { publicUrl: 'https://example.test/' });
    const { first, state, cookie } = await beginLogin();
    expect(first.status).toBe(302);
    const authorize = new URL(first.headers.get('location') ?? '');
    expect(authorize.searchParams.get('redirect_uri')).toBe('https://example.test/h5/login');
    expect(state).toMatch(/^[a-f0-9]{32}$/);
    const back = await get(`/h5/login?code=li.shifu&state=${state}`, cookie);
    expect([back.status, back.headers.get('location')]).toEqual([302, '/h5/ticket/main/t1']);
    expect((await get('/h5/ticket/main/t1', cookieOf(back))).status).toBe(200);
  });

  test.each([
    ['https://example.test', true],
    ['http://127.0.0.1:3000', false],
  ])(
    'cookies of %s cannot be read by scripts, stay on this site, and are for https only: %s',
    async (publicUrl, secure) => {
      const { beginLogin, get } = await world({}, { publicUrl });
      const { first, state, cookie } = await beginLogin();
      const session = await get(`/h5/login?code=li.shifu&state=${state}`, cookie);
      for (const [response, scope] of [
        [first, 'path=/h5/login'],
        [session, 'path=/h5'],
      ] as const) {
        const parts = setCookie(response).toLowerCase().split('; ');
        expect(parts).toEqual(expect.arrayContaining(['httponly', 'samesite=lax', scope]));
        expect(parts.includes('secure')).toBe(secure);
      }
    },
  );

  const forms: [string, (login: { state: string; cookie: string }) => [string, string]][] = [
    ['another state', ({ cookie }) => [`code=li.shifu&state=${'0'.repeat(32)}`, cookie]],
    ['no state', ({ cookie }) => ['code=li.shifu', cookie]],
    ['no cookie', ({ state }) => [`code=li.shifu&state=${state}`, '']],
    ['a forged cookie', ({ state }) => [`code=li.shifu&state=${state}`, `shouwen-state=${state}`]],
    ['no code', ({ state, cookie }) => [`state=${state}`, cookie]],
    ['two codes', ({ state, cookie }) => [`code=a&code=b&state=${state}`, cookie]],
    ['a used code', ({ state, cookie }) => [`code=stale&state=${state}`, cookie]],
    ['a visitor who is no member', ({ state, cookie }) => [`code=nobody&state=${state}`, cookie]],
  ];
  test.each(forms)('%s: a page says to open the link again, no session begins', async (_name, make) => {
    const { beginLogin, get } = await world();
    const [query, cookie] = make(await beginLogin());
    const response = await get(`/h5/login?${query}`, cookie);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('没有登录成功，请从企业微信里重新打开链接。');
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('the operator learns why WeCom refused the code; the visitor does not', async () => {
    const { beginLogin, get, failures } = await world();
    const { state, cookie } = await beginLogin();
    const response = await get(`/h5/login?code=stale&state=${state}`, cookie);
    expect(failures.map(({ code, message }) => [code, message])).toEqual([
      ['LOGIN_FAILED', expect.stringContaining('40029: invalid code')],
    ]);
    expect(await response.text()).not.toContain('40029');
  });

  test('a login that takes longer than ten minutes begins again', async () => {
    const { beginLogin, get, clock } = await world();
    const { state, cookie } = await beginLogin();
    clock.now += HOUR / 6;
    expect((await get(`/h5/login?code=li.shifu&state=${state}`, cookie)).status).toBe(403);
  });

  test('a session ends after twelve hours', async () => {
    const { login, get, clock } = await world();
    const cookie = await login('li.shifu');
    clock.now += 12 * HOUR - 1;
    expect((await get('/h5/ticket/main/t1', cookie)).status).toBe(200);
    clock.now += 1;
    expect((await get('/h5/ticket/main/t1', cookie)).status).toBe(302);
  });

  const tokens = createSignedTokens({ secret: SECRET, now: () => NOON });
  const sign = (purpose: string, expiresAt: number | null) =>
    tokens.sign({ purpose, subject: ['li.shifu'], expiresAt });
  test.each([
    ['made up', 'forged.x'],
    [
      'signed with another secret',
      createSignedTokens({ secret: 'x', now: () => NOON }).sign({
        purpose: 'session',
        subject: ['li.shifu'],
        expiresAt: NOON + HOUR,
      }),
    ],
    ['signed for a survey page', sign('survey-page', null)],
    ['signed for a login', sign('login', NOON + HOUR)],
    ['without an end', sign('session', null)],
  ])('a session cookie that is %s is none', async (_name, token) => {
    const { get } = await world();
    expect((await get('/h5/ticket/main/t1', `shouwen=${token}`)).status).toBe(302);
    expect((await get('/h5/ticket/main/t1/media/0', `shouwen=${token}`)).status).toBe(401);
  });
});

describe('the page of a ticket', () => {
  test('shows the ticket masked (R4), is not kept anywhere, and takes nothing from elsewhere', async () => {
    const { login, get } = await world();
    const response = await get('/h5/ticket/main/t1', await login('li.shifu'));
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(page).toContain('BX261124-001');
    expect(page).not.toContain('13812345678');
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).toContain('id="add-photo" hidden>添加照片</button>');
    expect(page).toContain('data-saved="照片已加到工单。"');
  });

  test('what owners wrote is never markup', async () => {
    const { login, get } = await world({
      summary: '<img src=x onerror=alert(1)>',
      words: ['"><script>alert(1)</script>'],
    });
    const page = await (await get('/h5/ticket/main/t1', await login('li.shifu'))).text();
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  test('pictures are shown, other files are linked', async () => {
    const media = [
      { type: 'image', file: 'main/a.jpg' },
      { type: 'voice', file: 'main/b.amr' },
    ] as const;
    const { login, get } = await world({ media });
    const page = await (await get('/h5/ticket/main/t1', await login('li.shifu'))).text();
    expect(page).toContain('<img src="/h5/ticket/main/t1/media/0" alt="现场照片 1" loading="lazy">');
    expect(page).toContain('<a href="/h5/ticket/main/t1/media/1">附件 2</a>');
  });

  test('R1: one that a member may not know of reads the same as one that does not exist', async () => {
    const complaint = open({ category: '投诉', accused: 'li.shifu', summary: '态度差' });
    const { login, get } = await world({ ...complaint, _id: 't1' });
    const cookie = await login('li.shifu');
    const hidden = await get('/h5/ticket/main/t1', cookie);
    const absent = await get('/h5/ticket/main/t2', cookie);
    const elsewhere = await get('/h5/ticket/other/t1', cookie);
    const texts = await Promise.all([hidden, absent, elsewhere].map((response) => response.text()));
    expect([hidden.status, absent.status, elsewhere.status]).toEqual([404, 404, 404]);
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('没有这张工单，或您无权查看。');
  });

  test('a visitor from WeCom who is not on the staff is no member here', async () => {
    const { login, get } = await world();
    expect((await get('/h5/ticket/main/t1', await login('stranger'))).status).toBe(404);
  });

  test.each(['/h5/ticket/main/t1%2F..%2Ft2', '/h5/ticket/ma%20in/t1', '/h5/ticket/main/%E4%BF%AE'])(
    '%s is no address of a ticket, and nobody is sent to log in for it',
    async (address) => {
      const { get } = await world();
      const response = await get(address);
      expect([response.status, response.headers.get('location')]).toEqual([404, null]);
    },
  );

  test('while the database is away the page says to try again, 503', async () => {
    const { login, get } = await world({}, { isReady: false });
    const response = await get('/h5/ticket/main/t1', await login('li.shifu'));
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('请稍后再试')]);
  });
});

describe('media', () => {
  const media = [
    { type: 'image', file: 'main/2026-11/a.jpg' },
    { type: 'image', file: 'main/2026-11/gone.jpg' },
    { type: 'image', file: '../outside.jpg' },
    { type: 'image', file: '%2e%2e/outside.jpg' },
    { type: 'image', file: '/etc/hostname' },
  ] as const;

  async function withFiles() {
    const made = await world({ media });
    await mkdir(path.join(made.mediaFolder, 'main/2026-11'), { recursive: true });
    await writeFile(path.join(made.mediaFolder, 'main/2026-11/a.jpg'), 'picture');
    await writeFile(path.join(made.mediaFolder, 'main/2026-11/a.jpg.gz'), 'something else');
    return { ...made, cookie: await made.login('li.shifu') };
  }

  test('a picture comes with type, length and a cache of its own member', async () => {
    const { get, cookie } = await withFiles();
    const response = await get('/h5/ticket/main/t1/media/0', cookie);
    expect(await response.text()).toBe('picture');
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('content-length')).toBe('7');
    expect(response.headers.get('cache-control')).toBe('private, max-age=600');
    expect(response.headers.get('content-encoding')).toBeNull();
  });

  test('HEAD answers the same headers without the picture', async () => {
    const { base, cookie } = await withFiles();
    const response = await fetch(`${base}/h5/ticket/main/t1/media/0`, { method: 'HEAD', headers: { cookie } });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '7', '']);
  });

  test.each([
    ['one that is not on disk', '1', 404],
    ['one outside the folder', '2', 403],
    ['one outside the folder, encoded', '3', 403],
    ['an absolute path', '4', 404],
    ['one that the ticket does not have', '9', 404],
    ['no number', 'x', 404],
    ['a negative number', '-1', 404],
    ['a climb in the address', '..%2F0', 404],
  ])('%s is refused', async (_name, index, status) => {
    const { get, cookie } = await withFiles();
    const response = await get(`/h5/ticket/main/t1/media/${index}`, cookie);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain(path.sep === '/' ? '/tmp' : '\\');
  });

  test('without a login there is nothing, and nobody is redirected', async () => {
    const { get } = await withFiles();
    const response = await get('/h5/ticket/main/t1/media/0');
    expect([response.status, await codeOf(response)]).toEqual([401, 'LOGIN_REQUIRED']);
  });
});

describe('photos', () => {
  const PHOTOS = '/h5/ticket/main/t1/photos';

  test('a photo is fetched and added in the name of the member; the same one twice has one id', async () => {
    const { login, post, acted, fetched } = await world();
    const cookie = await login('li.shifu');
    for (const body of ['{"mediaId":"m1"}', '{"mediaId":"m1"}', '{"mediaId":"m2"}']) {
      const response = await post(PHOTOS, body, cookie);
      expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    }
    expect(fetched).toEqual(['m1', 'm1', 'm2']);
    expect(acted[0]).toMatchObject({
      community: 'main',
      ticketId: 't1',
      action: { kind: 'add-media', media: [{ type: 'image', file: 'main/2026-11/m1.jpg' }] },
      actor: { kind: 'member', userid: 'li.shifu', channel: '网页' },
    });
    expect(new Set(acted.map(({ id }) => id)).size).toBe(2);
  });

  test('a ticket that takes no more photos says why', async () => {
    const { login, post } = await world();
    const response = await post(PHOTOS, '{"mediaId":"m1"}', await login('wang.gong'));
    expect([response.status, await response.json()]).toEqual([
      409,
      { code: 'TICKET_REFUSED', message: '已经关闭，不能再加照片。' },
    ]);
  });

  const bad: [string, string, string, number, string][] = [
    ['no login, whatever the body', '', '{', 401, 'LOGIN_REQUIRED'],
    ['a ticket of others, whatever the body', 'wu.ayi', '{', 404, 'NOT_FOUND'],
    ['not JSON', 'li.shifu', '{', 400, 'MALFORMED_JSON'],
    ['no media id', 'li.shifu', '{}', 422, 'INVALID_BODY'],
    ['an empty media id', 'li.shifu', '{"mediaId":""}', 422, 'INVALID_BODY'],
    ['a long media id', 'li.shifu', `{"mediaId":"${'x'.repeat(513)}"}`, 422, 'INVALID_BODY'],
    ['a large body', 'li.shifu', 'x'.repeat(70_000), 413, 'BODY_TOO_LARGE'],
  ];
  test.each(bad)('%s', async (_name, userid, body, status, code) => {
    const { login, post, acted, fetched, failures } = await world();
    const response = await post(PHOTOS, body, userid === '' ? '' : await login(userid));
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect([...acted, ...fetched, ...failures.filter((failure) => failure.status >= 500)]).toEqual([]);
  });

  test('the address takes POST only', async () => {
    const { get } = await world();
    const response = await get(PHOTOS);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('what the script of the page asks', () => {
  const signature = (query: Record<string, string>) => `/h5/signature?${new URLSearchParams(query)}`;
  const own = { kind: 'corp', url: 'https://example.test/h5/ticket/main/t1' };

  test('corp and agent', async () => {
    const { get } = await world();
    expect(await (await get('/h5/settings')).json()).toEqual({ corpId: 'ww01', agentId: 1000002 });
  });

  test('the signature of a page, new each time', async () => {
    const { login, get } = await world({}, { publicUrl: 'https://example.test' });
    const cookie = await login('li.shifu');
    const response = await get(signature(own), cookie);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const signed = (await response.json()) as { nonceStr: string };
    expect(signed).toMatchObject({ timestamp: 1, signature: `corp ${own.url}` });
    expect(((await (await get(signature(own), cookie)).json()) as { nonceStr: string }).nonceStr).not.toBe(
      signed.nonceStr,
    );
  });

  test.each([
    ['a page of another site', { ...own, url: 'https://example.test.evil/h5/ticket/main/t1' }, 403],
    ['a page outside /h5', { ...own, url: 'https://example.test/simulator' }, 403],
    ['another kind', { ...own, kind: 'both' }, 400],
    ['no address', { kind: 'corp' }, 400],
  ])('%s is not signed', async (_name, query, status) => {
    const { login, get } = await world({}, { publicUrl: 'https://example.test' });
    expect((await get(signature(query as Record<string, string>), await login('li.shifu'))).status).toBe(status);
  });

  test('nor anything without a login', async () => {
    const { get } = await world({}, { publicUrl: 'https://example.test' });
    expect((await get(signature(own))).status).toBe(401);
  });
});
