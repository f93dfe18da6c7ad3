import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { sendRaw } from '../http/serve.ts';
import { community } from '../tickets/factories.ts';
import { closePages, servePages } from './serve-pages.ts';

afterEach(closePages);

const serve = () => servePages({ communities: [community], now: () => 0 });

describe('the files that pages load', () => {
  test.each([
    ['visit.css', 'text/css; charset=utf-8'],
    ['ticket.js', 'text/javascript; charset=utf-8'],
    ['wecom.js', 'text/javascript; charset=utf-8'],
  ])('%s', async (name, type) => {
    const { base } = await serve();
    const response = await fetch(`${base}/h5/${name}`);
    expect(response.status).toBe(200);
    expect((await response.text()).length).toBeGreaterThan(500);
    expect(response.headers.get('content-type')).toMatch(
      new RegExp(type.replace('text/javascript', '(text|application)/javascript')),
    );
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
  });

  test('are the files on disk', async () => {
    const { base } = await serve();
    const style = await (await fetch(`${base}/h5/visit.css`)).text();
    expect(style).toBe(await readFile('src/h5/browser/visit.css', 'utf8'));
  });

  test('are not sent again to a browser that has them', async () => {
    const { base } = await serve();
    const modified = (await fetch(`${base}/h5/visit.css`)).headers.get('last-modified') ?? '';
    // `fetch` asks for fresh files whatever it is given, so this request is written by hand.
    const again = await sendRaw(
      base,
      `GET /h5/visit.css HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-Modified-Since: ${modified}\r\n\r\n`,
    );
    expect(again).toMatch(/^HTTP\/1\.1 304 /);
    expect(again).not.toContain('{');
  });

  test('HEAD and wrong methods', async () => {
    const { base } = await serve();
    const head = await fetch(`${base}/h5/visit.css`, { method: 'HEAD' });
    expect([head.status, Number(head.headers.get('content-length')) > 500, await head.text()]).toEqual([200, true, '']);
    const posted = await fetch(`${base}/h5/visit.css`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'HEAD, GET']);
  });
});

describe('nothing else is served', () => {
  test.each([
    '/h5/../package.json',
    '/h5/..%2f..%2fpackage.json',
    '/h5/%2e%2e/%2e%2e/package.json',
    '/h5/..%5c..%5cpackage.json',
    '/h5/visit.css/../ticket.js',
    '/h5/visit.css%00.js',
    '/h5/browser/ticket.js',
    '/h5/index.ts',
    '/h5/',
    '/h5/%',
    '//h5/visit.css',
  ])('%s', async (address) => {
    const { base, failures } = await serve();
    const answer = await sendRaw(base, `GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 (404|400) /);
    expect(failures.filter(({ status }) => status >= 500)).toEqual([]);
  });
});
