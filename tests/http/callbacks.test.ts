import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createEnvelope } from '@shouwen/wecom';
import { createHttpApp } from '../../src/http/index.ts';
import { createAppCallbackHandler } from '../../src/intake/callbacks.ts';
import type { InboxRepository } from '../../src/intake/ports.ts';
import { callbackRefusal } from '../../src/intake/refusals.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { memoryInbox } from '../intake/memory.ts';
import { sampleCommunity } from '../sample-community.ts';
import { communitiesOf } from '../support/communities.ts';
import { closeServers, listen } from './serve.ts';

const token = 'callbackToken';
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const community = await sampleCommunity();
const corpId = 'ww00000000000000aa';
const NOW = Date.UTC(2026, 10, 23, 6, 0, 0);
const seconds = String(NOW / 1000);
const envelope = createEnvelope({ token, aesKey, receiveId: corpId });

const textXml = (content: string, msgId = '4561255354251345929') =>
  `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[li.shifu]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId><AgentID>1</AgentID></xml>`;

let base: string;
let inbox: ReturnType<typeof memoryInbox>;
let woken: string[];
let failures: { code: string; status: number }[];
let storeDown: boolean;

beforeEach(async () => {
  inbox = memoryInbox();
  woken = [];
  failures = [];
  storeDown = false;
  const put: InboxRepository['put'] = async (items) => {
    if (storeDown) throw new Error('mongodb://user:secret@db is away');
    await inbox.put(items);
  };
  const handler = createAppCallbackHandler(
    { token, aesKey, corpId },
    () => ({
      inbox: { put },
      intake: { onSyncRequest: async () => {} },
      queue: { wake: (community, key) => woken.push(`${community} ${key}`) },
      staff: { handle: async () => ({ lines: [], texts: [] }), handleQueued: async () => {}, tick: async () => {} },
    }),
    { communities: communitiesOf(community), clock: { now: () => NOW, after: () => () => {} } },
  );
  const app = createHttpApp({
    appWebhook: handler,
    botWebhook: null,
    readiness: { checks: { store: async () => (storeDown ? 'MONGODB_URI: no answer' : null) } },
    metrics: createMetrics().registry,
    metricsToken: null,
    refusals: callbackRefusal,
    onError: ({ code, status }) => failures.push({ code, status }),
  });
  base = await listen(app);
});

afterEach(closeServers);

function sealed(
  xml: string,
  overrides: Partial<Record<'timestamp' | 'nonce' | 'msg_signature', string>> = {},
  seal = envelope,
) {
  const { encrypt, signature } = seal.seal(xml, { timestamp: overrides.timestamp ?? seconds, nonce: 'nonce' });
  const query = new URLSearchParams({ msg_signature: signature, timestamp: seconds, nonce: 'nonce', ...overrides });
  return {
    url: `${base}/wecom/app?${query}`,
    body: `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
  };
}

async function post({ url, body }: { url: string; body: string }) {
  const response = await fetch(url, { method: 'POST', body });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe('a good callback', () => {
  test('is answered 200 with an empty body and is stored by then; a repeat is stored once', async () => {
    const message = sealed(textXml('接单 007'));
    for (let time = 0; time < 3; time++) {
      const { status, text } = await post(message);
      expect([status, text]).toEqual([200, '']);
    }
    expect(inbox.all()).toHaveLength(1);
    expect(inbox.all()[0]!.event).toEqual({ kind: 'member', via: 'app', message: { kind: 'text', text: '接单 007' } });
    expect(new Set(woken)).toEqual(new Set([`main ${inbox.all()[0]!.key}`]));
  });

  test('the 64-bit MsgId keeps its digits in the key', async () => {
    await post(sealed(textXml('a', '4561255354251345929')));
    await post(sealed(textXml('a', '4561255354251345930')));
    expect(inbox.all()).toHaveLength(2);
  });

  test('URL verification answers the plain text and nothing else', async () => {
    const { encrypt, signature } = envelope.seal('1616140317555161061', { timestamp: seconds, nonce: 'n' });
    const query = new URLSearchParams({ msg_signature: signature, timestamp: seconds, nonce: 'n', echostr: encrypt });
    const response = await fetch(`${base}/wecom/app?${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toBe('1616140317555161061');
  });
});

describe('bad input is a clear refusal and nothing is stored', () => {
  const wrongKey = createEnvelope({ token, aesKey: 'B'.repeat(43), receiveId: corpId });
  const wrongCorp = createEnvelope({ token, aesKey, receiveId: 'ww0000000000000bad' });
  const old = String(NOW / 1000 - 601);
  const cases: [string, () => { url: string; body: string }, number, string][] = [
    ['wrong signature', () => sealed(textXml('x'), { msg_signature: '0'.repeat(40) }), 403, 'BAD_SIGNATURE'],
    ['changed nonce', () => sealed(textXml('x'), { nonce: 'other' }), 403, 'BAD_SIGNATURE'],
    ['wrong key', () => sealed(textXml('x'), {}, wrongKey), 403, 'BAD_PADDING'],
    ['wrong receiveid', () => sealed(textXml('x'), {}, wrongCorp), 403, 'WRONG_RECEIVER'],
    ['replay after ten minutes', () => sealed(textXml('x'), { timestamp: old }), 403, 'TOO_OLD'],
    ['broken XML inside', () => sealed('<xml><MsgType>text</xml>'), 400, 'BROKEN_XML'],
    ['entities', () => sealed('<!DOCTYPE x [<!ENTITY a "b">]><xml><MsgType>&a;</MsgType></xml>'), 400, 'DOCTYPE'],
    ['no Encrypt', () => ({ ...sealed(textXml('x')), body: '<xml></xml>' }), 400, 'NO_ENCRYPT'],
    ['not XML at all', () => ({ ...sealed(textXml('x')), body: '{}' }), 400, 'NO_ENCRYPT'],
    ['oversized', () => ({ ...sealed(textXml('x')), body: 'x'.repeat(64 * 1024 + 1) }), 413, 'BODY_TOO_LARGE'],
    ['no query', () => ({ ...sealed(textXml('x')), url: `${base}/wecom/app` }), 400, 'INVALID_QUERY'],
  ];
  test.each(cases)('%s', async (_name, make, status, code) => {
    const answer = await post(make());
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).code).toBe(code);
    expect(JSON.parse(answer.text).message).not.toMatch(/ at |\.ts|node_modules/);
    expect(inbox.all()).toEqual([]);
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
  });

  test('an unknown message type is stored and answered politely later, not refused', async () => {
    const xml = textXml('x').replace('<![CDATA[text]]>', '<![CDATA[hologram]]>');
    expect((await post(sealed(xml))).status).toBe(200);
    expect(inbox.all()[0]!.event).toEqual({ kind: 'member', via: 'app', message: { kind: 'other', type: 'unknown' } });
  });

  test('while the store is away nothing is acknowledged, and the answer holds no secret', async () => {
    storeDown = true;
    const answer = await post(sealed(textXml('接单 007')));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    const ready = await fetch(`${base}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, problems: { store: 'MONGODB_URI: no answer' } },
    ]);
    storeDown = false;
    expect((await post(sealed(textXml('接单 007')))).status).toBe(200);
    expect(inbox.all()).toHaveLength(1);
  });
});

describe('the rest of the door', () => {
  test('an unset bot answers 404', async () => {
    expect((await fetch(`${base}/wecom/bot`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  test.each(['/healthz', '/nowhere', '/wecom/app'])('%s carries the security headers', async (path) => {
    const { headers } = await fetch(`${base}${path}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('a method that WeCom does not use is refused with those it does', async () => {
    const response = await fetch(`${base}/wecom/app`, { method: 'PUT', body: 'x' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'HEAD, GET, POST']);
  });

  test('a parameter given twice is refused by name', async () => {
    const { url, body } = sealed(textXml('x'));
    const answer = await post({ url: `${url}&nonce=other`, body });
    expect([answer.status, JSON.parse(answer.text).message]).toEqual([400, expect.stringContaining('nonce')]);
    expect(inbox.all()).toEqual([]);
  });
});
