import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSignedTokens } from '../../src/http/index.ts';
import { community, DAY, HOUR, OWNER, TEN } from '../followup/factories.ts';
import { createWorld, type World } from '../followup/world.ts';
import { closePages, SECRET, servePages } from './serve-pages.ts';

afterEach(closePages);

/** The pages on follow-up in memory. */
async function serve(world: World, options: { isReady?: boolean } = {}) {
  const { base, surveyAddress, failures } = await servePages({
    communities: [community],
    followUp: world.service,
    now: world.now,
    ...options,
  });
  return {
    failures,
    get: (path: string) => fetch(`${base}${path}`),
    pathOf: (visitId: string, userid: string | null = null) => surveyAddress({ community: 'main', visitId, userid }),
    async post(path: string, fields: Record<string, string> | [string, string][] | string) {
      const body = typeof fields === 'string' ? fields : new URLSearchParams(fields);
      const response = await fetch(`${base}${path}`, { method: 'POST', body });
      await world.settle();
      return { status: response.status, text: await response.text() };
    },
  };
}

async function asked() {
  const world = createWorld();
  world.windowOpened(TEN - HOUR);
  await world.finish({ urgent: true, topic: 'lift-fault' });
  return { world, page: await serve(world), visit: await world.visit('closing') };
}

describe('signed links', () => {
  test('a link begins with the public address and is always the same', async () => {
    const { surveyAddress } = await servePages({
      communities: [community],
      publicUrl: 'https://x.test/',
      now: () => TEN,
    });
    const page = { community: 'main', visitId: 'v1', userid: null };
    expect(surveyAddress(page)).toMatch(/^https:\/\/x\.test\/h5\/visit\/[\w-]+\.[\w-]+$/);
    expect(surveyAddress(page)).toBe(surveyAddress({ ...page }));
    expect(surveyAddress(page)).not.toBe(surveyAddress({ ...page, userid: 'he.jiedai' }));
  });

  test('a link that leads nowhere is a page that says what to do, 404; without a store 503', async () => {
    const { world, page, visit } = await asked();
    const bad = await page.get('/h5/visit/nonsense');
    expect([bad.status, bad.headers.get('content-type'), bad.headers.get('cache-control')]).toEqual([
      404,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    const text = await bad.text();
    expect(text).toContain('<h1>服务回访</h1>');
    expect(text).toContain('链接不完整或已失效');
    expect((await page.get(page.pathOf('nobody'))).status).toBe(404);
    const closed = await serve(world, { isReady: false });
    expect((await closed.get(closed.pathOf(visit._id))).status).toBe(503);
  });

  const tokens = (secret: string) => createSignedTokens({ secret, now: () => TEN });
  const sign = (secret: string, purpose: string, subject: (string | null)[]) =>
    tokens(secret).sign({ purpose, subject, expiresAt: null });
  const forgeries: [string, (visitId: string) => string][] = [
    ['signed with another secret', (id) => sign('other', 'survey-page', ['main', id, null])],
    ['signed for a session', (id) => sign(SECRET, 'session', ['main', id, null])],
    ['of another community', (id) => sign(SECRET, 'survey-page', ['other', id, null])],
    ['of too few parts', () => sign(SECRET, 'survey-page', ['main'])],
    ['of no community', (id) => sign(SECRET, 'survey-page', [null, id, null])],
    ['cut short', (id) => sign(SECRET, 'survey-page', ['main', id, null]).slice(0, -1)],
    [
      'made out to a member by hand',
      (id) => {
        const [, signature] = sign(SECRET, 'survey-page', ['main', id, null]).split('.');
        return `${Buffer.from(JSON.stringify(['main', id, 'he.jiedai'])).toString('base64url')}.${signature}`;
      },
    ],
  ];
  test.each(forgeries)('a link %s leads nowhere, for reading and for answering', async (_name, forge) => {
    const { world, page, visit } = await asked();
    const path = `/h5/visit/${forge(visit._id)}`;
    expect((await page.get(path)).status).toBe(404);
    expect((await page.post(path, { solved: 'yes' })).status).toBe(404);
    expect((await world.visit('closing')).answer).toBeNull();
  });

  test('a failure is reported without the token', async () => {
    const { page, visit } = await asked();
    await page.post(page.pathOf(visit._id), 'x'.repeat(70_000));
    expect(page.failures).toMatchObject([{ code: 'BODY_TOO_LARGE', route: '/h5/visit/:token' }]);
  });
});

describe('the owner’s page', () => {
  test('names the matter and asks; nothing is chosen beforehand, nothing comes from elsewhere', async () => {
    const { page, visit } = await asked();
    const response = await page.get(page.pathOf(visit._id));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('阳台晾衣架坏了');
    expect(html).toContain('问题解决了吗');
    expect(html).not.toMatch(/checked/);
    expect(html).not.toMatch(/<script|https?:\/\//);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await page.get('/h5/visit.css')).headers.get('content-type')).toContain('text/css');
  });

  test('can be used by everybody: language, headings, labels and legends for every field', async () => {
    const { page, visit } = await asked();
    const html = await (await page.get(page.pathOf(visit._id))).text();
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('name="viewport"');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<fieldset><legend>/g)).toHaveLength(html.match(/<fieldset>/g)!.length);
    for (const [, id] of html.matchAll(/<textarea id="([^"]+)"/g)) expect(html).toContain(`<label for="${id}">`);
    const inputs = [...html.matchAll(/<input type="(radio|checkbox)"/g)].length;
    expect([...html.matchAll(/<label[^>]*><input/g)]).toHaveLength(inputs);
  });

  test('R21: the answer is recorded as given, with the words for what was good', async () => {
    const { world, page, visit } = await asked();
    const fields: [string, string][] = [
      ['what', 'answer'],
      ['solved', 'yes'],
      ['score', '5'],
      ['aspect', 'speed'],
      ['aspect', 'attitude'],
      ['words', '很准时'],
    ];
    const { text } = await page.post(page.pathOf(visit._id), fields);
    expect(text).toContain('已经收到');
    expect(await world.visit('closing')).toMatchObject({
      outcome: 'answered',
      answer: { solved: true, score: 5, reasons: ['来得快', '态度好'], words: '很准时', praise: null, by: 'owner' },
    });
  });

  test('a bad one gets an apology and what is bad about it', async () => {
    const { world, page, visit } = await asked();
    const { text } = await page.post(page.pathOf(visit._id), { solved: 'no', aspect: 'quality' });
    expect(text).toContain('很抱歉');
    expect((await world.ticket()).reopenings).toBe(1);
    expect((await world.visit('closing')).answer?.reasons).toEqual(['没修好或做得粗']);
  });

  test('nothing chosen, or nonsense: asked again, nothing recorded', async () => {
    const { world, page, visit } = await asked();
    for (const fields of [{}, { solved: 'perhaps', score: '6' }, { words: '只有字' }]) {
      const { status, text } = await page.post(page.pathOf(visit._id), fields as Record<string, string>);
      expect(status).toBe(422);
      expect(text).toContain('role="alert"');
    }
    expect((await world.visit('closing')).answer).toBeNull();
  });

  test('sent twice it is one; opened again it says that the answer is here, and a different one changes nothing', async () => {
    const { world, page, visit } = await asked();
    await page.post(page.pathOf(visit._id), { solved: 'yes', score: '4' });
    await page.post(page.pathOf(visit._id), { solved: 'yes', score: '4' });
    const again = await page.post(page.pathOf(visit._id), { solved: 'no' });
    expect(again.text).not.toContain('<form');
    expect((await world.visit('closing')).answer).toMatchObject({ solved: true, score: 4, changes: [] });
    expect(await (await page.get(page.pathOf(visit._id))).text()).toContain('已经收到答复');
  });

  test('what owners write is never markup', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ summary: '<img src=x onerror=alert(1)>"\'&' });
    const page = await serve(world);
    const html = await (await page.get(page.pathOf((await world.visit('closing'))._id))).text();
    expect(html).not.toContain('<img');
  });

  test('property: whatever owners write, the page has no element that was not there before', async () => {
    const elements = (page: string) => [...page.matchAll(/<[a-z!/]+/g)].map(([name]) => name);
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({});
    const visit = await world.visit('closing');
    const shown = async (matter: string) => {
      const service = { ...world.service, visit: async () => ({ ...visit, about: { ...visit.about, matter } }) };
      const { base, surveyAddress } = await servePages({ communities: [community], followUp: service, now: world.now });
      const page = await (
        await fetch(`${base}${surveyAddress({ community: 'main', visitId: visit._id, userid: null })}`)
      ).text();
      await closePages();
      return elements(page);
    };
    const plain = await shown('x');
    const words = fc.string({ unit: fc.constantFrom(...'<>"\'&/=-!a '), minLength: 1 });
    await fc.assert(
      fc.asyncProperty(words, async (matter) => {
        expect(await shown(matter)).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });

  test('property: whatever is posted is a page that asks again or one that thanks', async () => {
    const { page, visit } = await asked();
    const names = fc.constantFrom('what', 'solved', 'score', 'aspect', 'words', 'praise', 'reached', '__proto__');
    const values = fc.oneof(fc.constantFrom('yes', 'no', '5', 'speed', 'opinion'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, values), { maxLength: 8 }), async (fields) => {
        const { status, text } = await page.post(page.pathOf(visit._id), fields);
        expect([200, 422]).toContain(status);
        expect(text).toContain('<!doctype html>');
      }),
      { numRuns: 25 },
    );
    expect(page.failures).toEqual([]);
  });

  test('the first value of a field counts, words are trimmed and cut to 500 characters', async () => {
    const { world, page, visit } = await asked();
    await page.post(page.pathOf(visit._id), [
      ['solved', 'yes'],
      ['solved', 'no'],
      ['praise', 'yes'],
      ['words', `  ${'好'.repeat(600)}  `],
    ]);
    expect((await world.visit('closing')).answer).toMatchObject({
      solved: true,
      praise: true,
      words: '好'.repeat(500),
    });
  });

  test('HEAD answers as GET does; other methods are refused with what is allowed', async () => {
    const { page, visit } = await asked();
    const { base, surveyAddress } = await servePages({ communities: [community], now: () => TEN, isReady: false });
    expect((await page.get(page.pathOf(visit._id))).status).toBe(200);
    const path = surveyAddress({ community: 'main', visitId: visit._id, userid: null });
    const head = await fetch(`${base}${path}`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([503, '']);
    const removed = await fetch(`${base}${path}`, { method: 'DELETE' });
    expect([removed.status, removed.headers.get('allow')]).toEqual([405, 'HEAD, GET, POST']);
  });

  test('R21: the link of a visit that another took over leads there', async () => {
    const { world, page, visit } = await asked();
    await world.until(TEN + DAY + HOUR);
    await page.post(page.pathOf(visit._id), { solved: 'yes', score: '5' });
    expect((await world.visit('after/86400000')).outcome).toBe('answered');
  });
});

describe('the page of whoever calls', () => {
  async function task() {
    const world = createWorld();
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.until(TEN + DAY + 5 * HOUR);
    const visit = await world.visit('after/86400000');
    const page = await serve(world);
    return { world, visit, page, path: page.pathOf(visit._id, 'he.jiedai') };
  }

  test('R4: it shows number and matter, and says where the telephone number is; never name or number themselves', async () => {
    const { page, path } = await task();
    const html = await (await page.get(path)).text();
    expect(html).toContain('BX261124-001');
    expect(html).toContain('电话 BX261124-001');
    expect(html).not.toContain('13812345678');
    expect(html).not.toContain('王小明');
  });

  test('R23: the answer is entered in the name of whoever called', async () => {
    const { world, page, path } = await task();
    const { text } = await page.post(path, {
      what: 'answer',
      reached: 'yes',
      solved: 'yes',
      score: '4',
      aspect: 'fee',
    });
    expect(text).toContain('已登记');
    expect(await world.visit('after/86400000')).toMatchObject({
      outcome: 'by-phone',
      answer: { score: 4, reasons: ['收费清楚'], by: 'he.jiedai' },
    });
  });

  test('not reached, then refused; each attempt is on record', async () => {
    const { world, page, path } = await task();
    await page.post(path, { what: 'answer', reached: 'no' });
    await page.post(path, { what: 'answer', reached: 'no' });
    expect((await world.visit('after/86400000')).attempts).toHaveLength(2);
    await page.post(path, { what: 'answer', reached: 'refused' });
    expect(await world.visit('after/86400000')).toMatchObject({ outcome: 'refused' });
  });

  test('reached, but nothing entered: asked again', async () => {
    const { page, path } = await task();
    expect((await page.post(path, { what: 'answer', reached: 'yes' })).status).toBe(422);
    expect((await page.post(path, { what: 'answer' })).status).toBe(422);
  });

  test('R25, R26: the opinion is answered here, in words that may be said to an owner', async () => {
    const { world, page, path } = await task();
    world.windowOpened(world.now() - HOUR);
    await page.post(path, { what: 'answer', reached: 'yes', solved: 'yes', score: '4', words: '楼道灯也看看' });
    expect(await (await page.get(path)).text()).toContain('楼道灯也看看');
    expect((await page.post(path, { what: 'opinion', words: '这个我不清楚' })).status).toBe(422);
    const { text } = await page.post(path, { what: 'opinion', words: '今天下午更换' });
    expect(text).toContain('今天下午更换');
    expect(world.saidTo(OWNER).at(-1)).toContain('今天下午更换');
  });
});
