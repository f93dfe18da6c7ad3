import { createDecipheriv, createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAppCallback, createEnvelope } from '@shouwen/wecom';
import { decrypt, getSignature } from '@wecom/crypto';
import autocannon from 'autocannon';
import { XMLParser } from 'fast-xml-parser';
import { createHttpApp } from '../../src/http/index.ts';
import { createAppCallbackHandler } from '../../src/intake/callbacks.ts';
import { callbackRefusal } from '../../src/intake/refusals.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { sampleCommunity } from '../sample-community.ts';
import { communitiesOf } from '../support/communities.ts';
import { type BenchOptions, interleave, type Row, rate } from './row.ts';

const token = 'callbackToken';
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const corpId = 'ww00000000000000aa';
const NOW = Date.UTC(2026, 10, 23, 6, 0, 0);
const timestamp = String(NOW / 1000);
const inner = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[li.shifu]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[完成 007 换了阀芯，材料30元，业主已试水没有再漏]]></Content><MsgId>4561255354251345929</MsgId><AgentID>1000002</AgentID></xml>`;
const { encrypt, signature } = createEnvelope({ token, aesKey, receiveId: corpId }).seal(inner, {
  timestamp,
  nonce: 'nonce',
});
const body = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`;
const query = { msg_signature: signature, timestamp, nonce: 'nonce' };

function limit(): void {
  const key = KEY;
  createHash('sha1').update([token, timestamp, 'nonce', encrypt].sort().join('')).digest('hex');
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  Buffer.concat([cipher.update(encrypt, 'base64'), cipher.final()]).toString();
}
const KEY = Buffer.from(`${aesKey}=`, 'base64');

function peer(parser: XMLParser): void {
  const outer = parser.parse(body) as { xml: { Encrypt: string } };
  if (getSignature(token, timestamp, 'nonce', outer.xml.Encrypt) !== signature) throw new Error('signature');
  const opened = decrypt(aesKey, outer.xml.Encrypt);
  if (opened.id !== corpId) throw new Error('receiver');
  parser.parse(opened.message);
}

async function decodeRows({ smoke }: BenchOptions): Promise<Row[]> {
  const ms = smoke ? 50 : 500;
  const decoder = createAppCallback({ token, aesKey, corpId });
  const parser = new XMLParser({ parseTagValue: false, processEntities: false });
  const times = (work: () => void) => () =>
    rate(ms, 200, () => {
      for (let time = 0; time < 200; time++) work();
    });
  const result = await interleave(
    {
      'limit: SHA-1 and AES alone, no XML': times(limit),
      'decode: verify, decrypt, parse, check': times(() => decoder.decode({ query, body, now: NOW })),
      'peer: @wecom/crypto + fast-xml-parser': times(() => peer(parser)),
    },
    smoke ? 1 : 5,
  );
  const top = Object.values(result)[0]!;
  return Object.entries(result).map(([name, opsPerSecond]) => ({ name, opsPerSecond, ratio: opsPerSecond / top }));
}

async function serve(listener: RequestListener, seconds: number): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/wecom/app?${new URLSearchParams(query)}`;
  const result = await autocannon({ url, method: 'POST', body, connections: 32, duration: seconds });
  server.closeAllConnections();
  server.close();
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were not 200`);
  return result.requests.average;
}

/** The services behind the callback: nothing is stored, because here only decoding and acknowledging is measured. */
const services = {
  inbox: { async put() {} },
  intake: { async onSyncRequest() {} },
  queue: { wake() {} },
  staff: { handle: async () => ({ lines: [], texts: [] }), handleQueued: async () => {}, tick: async () => {} },
};

async function ourServer(): Promise<RequestListener> {
  const communities = communitiesOf(await sampleCommunity());
  const appWebhook = createAppCallbackHandler({ token, aesKey, corpId }, () => services, {
    communities,
    clock: { now: () => NOW, after: () => () => {} },
  });
  const app = createHttpApp({
    appWebhook,
    botWebhook: null,
    readiness: { checks: {} },
    metrics: createMetrics().registry,
    metricsToken: null,
    refusals: callbackRefusal,
    onError: ({ error }) => {
      throw error;
    },
  });
  return app.callback() as RequestListener;
}

async function httpRows({ smoke }: BenchOptions): Promise<Row[]> {
  const seconds = smoke ? 1 : 3;
  const bare: RequestListener = (request, response) => {
    request.resume().on('end', () => response.end());
  };
  const handler = await ourServer();
  const result = await interleave(
    {
      'limit: node:http reading the body': () => serve(bare, seconds),
      'decode and acknowledge (store not included)': () => serve(handler, seconds),
    },
    smoke ? 1 : 3,
  );
  const top = Object.values(result)[0]!;
  return Object.entries(result).map(([name, opsPerSecond]) => ({ name, opsPerSecond, ratio: opsPerSecond / top }));
}

/** Callbacks: decoding by itself, then through the whole of HTTP. */
export async function run(options: BenchOptions): Promise<Row[]> {
  return [...(await decodeRows(options)), ...(await httpRows(options))];
}
