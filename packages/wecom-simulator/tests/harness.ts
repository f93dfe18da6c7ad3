import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEnvelope } from '@shouwen/wecom';
import { createManualClock, createSimulator, type SimulatorOptions, type World } from '../src/index.ts';

export const WORLD: World = {
  corpName: '翠湖物业',
  accounts: [
    { openKfId: 'wkCH', name: '翠湖花园' },
    { openKfId: 'wkYS', name: '云山府', servicers: ['chen.jingli'] },
  ],
  members: [
    { userid: 'li.shifu', name: '李师傅', department: '工程部', title: '维修工' },
    { userid: 'chen.jingli', name: '陈经理', department: '项目部', title: '经理' },
  ],
  groups: [{ key: 'eng', name: '工程部群' }],
  owners: [
    { externalUserid: 'wmZhang', nickname: '张三' },
    { externalUserid: 'wmLi', nickname: '李四' },
  ],
};

export const START = Date.UTC(2026, 10, 23, 1, 0, 0);
export const KEYS = { token: 'tokEn123', aesKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8' };
export const BOT_KEYS = { token: 'botTokEn', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const envelope = createEnvelope({ ...KEYS, receiveId: 'ww1' });
export const botEnvelope = createEnvelope({ ...BOT_KEYS, receiveId: '' });

/** What reached the bot, decrypted. */
export interface Received {
  readonly path: string;
  readonly plain: string;
}

/** A bot that only decrypts and acknowledges; `answer` may be replaced. */
export async function startFakeBot() {
  const received: Received[] = [];
  const bot = {
    received,
    url: '',
    answer: (_received: Received, response: ServerResponse, _query: URLSearchParams): void => void response.end(),
    close: async () => {},
  };
  const server: Server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://bot');
    const text = async () => {
      let all = '';
      for await (const chunk of request) all += chunk;
      return all;
    };
    const body = await text();
    const isBot = url.pathname.endsWith('/bot');
    const encrypt =
      url.searchParams.get('echostr') ??
      (isBot ? JSON.parse(body).encrypt : /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1]);
    const plain = (isBot ? botEnvelope : envelope).open({
      encrypt,
      signature: url.searchParams.get('msg_signature') ?? '',
      timestamp: url.searchParams.get('timestamp') ?? '',
      nonce: url.searchParams.get('nonce') ?? '',
    });
    if (request.method === 'GET') {
      response.end(plain);
      return;
    }
    const one = { path: url.pathname, plain };
    received.push(one);
    bot.answer(one, response, url.searchParams);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  bot.close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return bot;
}

const running: (() => Promise<void>)[] = [];

/** Ends what `setUp` started. Call it after each test. */
export async function tearDown(): Promise<void> {
  for (const stop of running.splice(0)) await stop();
}

/** A simulator on a manual clock, a fake bot, and a client that calls the API as a bot would. */
export async function setUp(overrides: Partial<SimulatorOptions> = {}) {
  const bot = await startFakeBot();
  const clock = createManualClock(START);
  const simulator = createSimulator({
    corpId: 'ww1',
    agentId: 1000002,
    secret: 'sEcret',
    ...KEYS,
    botToken: BOT_KEYS.token,
    botAesKey: BOT_KEYS.aesKey,
    botUrl: bot.url,
    world: WORLD,
    clock,
    seed: 1,
    ...overrides,
    limits: { emptyPageRate: 0, ...overrides.limits },
    callback: { retryDelayMs: 1, timeoutMs: 2000, ...overrides.callback },
  });
  const base = await simulator.listen();
  running.push(async () => {
    await simulator.settled();
    await simulator.close();
    await bot.close();
  });
  return { bot, clock, simulator, base, ...createClient(base) };
}

/** JSON as a test reads it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape differs per API and the assertions name every field they read
type Answer = any;

function createClient(base: string) {
  const get = async (name: string, query: Record<string, string> = {}): Promise<Answer> =>
    (await fetch(`${base}/cgi-bin/${name}?${new URLSearchParams(query)}`)).json();
  const login = async (): Promise<string> =>
    (await get('gettoken', { corpid: 'ww1', corpsecret: 'sEcret' })).access_token;
  const withToken = async () => ({ access_token: await login() });
  return {
    get,
    login,
    /** GET with an access token. */
    fetchApi: async (name: string, query: Record<string, string> = {}) =>
      get(name, { ...(await withToken()), ...query }),
    /** POST with an access token. */
    call: async (name: string, body: unknown = {}, query: Record<string, string> = {}): Promise<Answer> => {
      const search = new URLSearchParams({ ...(await withToken()), ...query });
      const init = { method: 'POST', body: JSON.stringify(body) };
      return (await fetch(`${base}/cgi-bin/${name}?${search}`, init)).json();
    },
    /** Multipart upload. */
    upload: async (
      name: string,
      query: Record<string, string>,
      file: { bytes: Uint8Array; type: string; name: string },
    ) => {
      const form = new FormData();
      form.append('media', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
      const search = new URLSearchParams({ ...(await withToken()), ...query });
      return (
        await fetch(`${base}/cgi-bin/${name}?${search}`, { method: 'POST', body: form })
      ).json() as Promise<Answer>;
    },
  };
}

/** The text of one XML element. */
export const field = (xml: string, name: string): string =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(xml)?.[1] ?? '';
