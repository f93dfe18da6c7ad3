import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readSettings } from '../src/cli/settings.ts';
import { WORLD } from './harness.ts';

// A process starts here, which takes its time on a busy machine.
jest.setTimeout(60_000);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'wecom-simulator-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function worldFile(world: unknown): Promise<string> {
  const file = path.join(dir, `world-${Math.abs(JSON.stringify(world).length)}.json`);
  await writeFile(file, JSON.stringify(world));
  return file;
}

describe('options of wecom-simulator', () => {
  test('without any: the sample world, a bot on port 3000, fixed credentials', () => {
    const { port, host, simulator } = readSettings([], {});
    expect([port, host, simulator.botUrl]).toEqual([3001, '127.0.0.1', 'http://localhost:3000']);
    expect(simulator).toMatchObject({ corpId: 'wwdemo0000000000', agentId: '1000002', token: 'demoCallbackToken' });
    expect(simulator.world.accounts).toEqual([{ openKfId: 'wkDEMO', name: '翠湖花园' }]);
  });

  test('credentials come from the variables a bot reads; empty ones count as unset', () => {
    const env = {
      WECOM_CORP_ID: 'ww9',
      WECOM_AGENT_ID: '7',
      WECOM_AGENT_SECRET: 's',
      WECOM_TOKEN: 't',
      WECOM_AES_KEY: 'k',
      WECOM_BOT_TOKEN: '',
      WECOM_BOT_AES_KEY: 'b',
    };
    expect(readSettings([], env).simulator).toMatchObject({
      ...{ corpId: 'ww9', agentId: '7', secret: 's', token: 't', aesKey: 'k' },
      ...{ botToken: 'demoBotToken', botAesKey: 'b' },
    });
  });

  test.each<[string, string[], object]>([
    ['a base address', ['--callback', 'http://bot:9'], { botUrl: 'http://bot:9', callbackUrls: undefined }],
    [
      'a whole address',
      ['--callback', 'http://bot:9/hook'],
      { botUrl: undefined, callbackUrls: { app: 'http://bot:9/hook' } },
    ],
    [
      'an address for each',
      ['--callback', 'http://a/x', '--bot-callback', 'http://b/y'],
      { callbackUrls: { app: 'http://a/x', bot: 'http://b/y' } },
    ],
    [
      'one for the robot alone',
      ['--bot-callback', 'http://b/y'],
      { botUrl: 'http://localhost:3000', callbackUrls: { bot: 'http://b/y' } },
    ],
  ])('callbacks go to %s', (_title, args, expected) => {
    const { botUrl, callbackUrls } = readSettings(args, {}).simulator;
    expect({ botUrl, callbackUrls }).toMatchObject(expected);
  });

  test('a world of one’s own', async () => {
    expect(readSettings(['--world', await worldFile(WORLD)], {}).simulator.world).toEqual(WORLD);
  });

  test.each<[string, string[], RegExp]>([
    ['a port that is no number', ['--port', 'x'], /--port .* not x/],
    ['a port beyond the last', ['--port', '70000'], /--port .* not 70000/],
    ['a negative port', ['--port=-1'], /--port .* not -1/],
    ['a callback that is no address', ['--callback', 'bot'], /--callback .* not bot/],
    ['a callback of another protocol', ['--callback', 'ftp://bot'], /--callback .* not ftp/],
    ['an unknown option', ['--nope'], /--nope/],
    ['a world that is not there', ['--world', '/nowhere.json'], /nowhere\.json/],
  ])('%s is refused by its name', (_title, args, words) => {
    expect(() => readSettings(args, {})).toThrow(words);
  });

  test.each<[string, object, RegExp]>([
    ['no accounts', { ...WORLD, accounts: [] }, /accounts/],
    ['an unknown field', { ...WORLD, planets: 1 }, /planets/],
    ['a member without a name', { ...WORLD, members: [{ userid: 'a' }] }, /members\[0\]\.name/],
  ])('a world with %s is refused with the place', async (_title, world, words) => {
    const file = await worldFile(world);
    expect(() => readSettings(['--world', file], {})).toThrow(words);
  });
});

describe('wecom-simulator as a process', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const start = (...args: string[]) =>
    spawn(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', 'packages/wecom-simulator/src/cli/simulator.ts', ...args],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, WECOM_CORP_ID: 'wwTest', WECOM_AGENT_SECRET: 'sEcret' },
      },
    );

  test('prints its address and credentials, answers, and stops when asked to', async () => {
    const child = start('--port', '0');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.startsWith('WECOM_BOT_AES_KEY=')) break;
    }
    const [base = '', page] = lines;
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(page).toBe(`page: ${base}/simulator`);
    expect(lines).toEqual(expect.arrayContaining([`WECOM_API_BASE=${base}`, 'WECOM_CORP_ID=wwTest']));
    const query = new URLSearchParams({ corpid: 'wwTest', corpsecret: 'sEcret' });
    expect(await (await fetch(`${base}/cgi-bin/gettoken?${query}`)).json()).toMatchObject({ errcode: 0 });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says why it cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const child = start('--port', String((taken.address() as AddressInfo).port));
    let words = '';
    child.stderr.on('data', (chunk) => {
      words += String(chunk);
    });
    const [code] = (await once(child, 'close')) as [number];
    taken.close();
    expect([code, words]).toEqual([1, expect.stringMatching(/cannot start: .*EADDRINUSE/)]);
  });
});
