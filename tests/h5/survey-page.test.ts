import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import Koa from 'koa';
import { createPageLinks } from '../../src/h5/page-link.ts';
import { createSurveyRoutes } from '../../src/h5/survey-routes.ts';
import { securityHeaders } from '../../src/http/security-headers.ts';
import { community, DAY, HOUR, OWNER, TEN } from '../followup/factories.ts';
import { createWorld, type World } from '../followup/world.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The pages on a free port, on follow-up in memory. */
async function serve(world: World, options: { store?: boolean } = {}) {
  const links = createPageLinks({ secret: 'secret', publicUrl: '' });
  const routes = createSurveyRoutes({
    links,
    followUp: () => (options.store === false ? null : world.service),
    community: (id) => (id === 'main' ? community : null),
    now: world.now,
  });
  const app = new Koa();
  app.use(securityHeaders);
  app.use(routes.routes());
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pathOf = (visitId: string, userid: string | null = null) =>
    links.address({ community: 'main', visitId, userid });
  return {
    get: (path: string) => fetch(`${base}${path}`),
    pathOf,
    async post(path: string, fields: Record<string, string> | [string, string][]) {
      const response = await fetch(`${base}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
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
  const links = createPageLinks({ secret: 'secret', publicUrl: 'https://x.test/' });
  const of = { community: 'main', visitId: 'v1', userid: null };
  const token = links.address(of).split('/').at(-1)!;

  test('what was signed is read back', () => {
    expect(links.address(of)).toMatch(/^https:\/\/x\.test\/h5\/visit\/[\w-]+\.[\w-]+$/);
    expect(links.read(token)).toEqual(of);
  });

  test.each([
    ['another secret', createPageLinks({ secret: 'other', publicUrl: '' }).address(of).split('/').at(-1)!],
    ['another member', `${Buffer.from('["main","v1","zhou.zhuguan"]').toString('base64url')}.${token.split('.')[1]}`],
    ['no signature', token.split('.')[0]!],
    ['a cut signature', token.slice(0, -1)],
    ['more', `${token}.x`],
    ['nothing', ''],
  ])('%s is none of ours', (_, forged) => {
    expect(links.read(forged)).toBeNull();
  });

  test('a bad link says what to do, 404; without a store 503', async () => {
    const { world, page, visit } = await asked();
    const bad = await page.get('/h5/visit/nonsense');
    expect(bad.status).toBe(404);
    expect(await bad.text()).toContain('链接');
    expect((await page.get(page.pathOf('nobody'))).status).toBe(404);
    const closed = await serve(world, { store: false });
    expect((await closed.get(closed.pathOf(visit._id))).status).toBe(503);
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
