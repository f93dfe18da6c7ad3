import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createForwardClock, createSimulator } from '@shouwen/wecom-simulator';
import { freePort, spawnService, startService } from './process.ts';
import { companyOf, peopleOf, WECOM } from './world.ts';

jest.setTimeout(90_000);

let dir = '';
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'shouwen-start-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await rm(dir, { recursive: true, force: true });
});

const env = (more: Readonly<Record<string, string>> = {}) => ({
  HOST: '127.0.0.1',
  PORT: '0',
  DATA_DIR: path.join(dir, 'data'),
  ...more,
});

async function copyOf(folder: string, changes: Readonly<Record<string, string>>): Promise<string> {
  const copy = path.join(dir, folder);
  await cp(folder, copy, { recursive: true });
  for (const [name, text] of Object.entries(changes)) await writeFile(path.join(copy, name), text);
  return copy;
}

async function simulated(secret: string = WECOM.WECOM_AGENT_SECRET) {
  const sim = createSimulator({
    corpId: WECOM.WECOM_CORP_ID,
    agentId: WECOM.WECOM_AGENT_ID,
    secret,
    token: WECOM.WECOM_TOKEN,
    aesKey: WECOM.WECOM_AES_KEY,
    world: peopleOf(await companyOf('config', {})),
    clock: createForwardClock(),
  });
  const base = await sim.listen();
  ends.push(() => sim.close());
  return { sim, base };
}

/** A service whose `/healthz` answers, ready or not. */
async function alive(more: Readonly<Record<string, string>>) {
  const port = String(await freePort());
  const service = spawnService(env({ ...more, PORT: port }));
  ends.push(() => service.kill());
  const url = `http://127.0.0.1:${port}`;
  for (let answer = null; answer === null; ) {
    answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer === null) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { service, url };
}

describe('what only a person can mend ends the start with a line that says what to do', () => {
  test('a configuration with mistakes: every one with file and line', async () => {
    const configDir = await copyOf('config', {
      'departments.yaml': 'departments:\n  - {id: engineering, name: 工程部, leader: wang.gong}\n',
      'community.yaml':
        'name: 翠湖花园\ncompany: 翠湖物业\nopenKfId: wk1\nquietHours: ["9点"]\nphones: {day: "1", night: "2"}\n',
    });
    const service = spawnService(env({ CONFIG_DIR: configDir }));
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain('CONFIG_DIR');
    expect(service.output()).toMatch(/departments\.yaml:2:\d+ .*webhookKey/);
    expect(service.output()).toMatch(/community\.yaml:4:\d+ quietHours/);
    expect(service.output()).not.toMatch(/\n\s+at /);
  });

  test('a flow with a mistake', async () => {
    const flowsDir = await copyOf('bot-flows', { 'thanks.yaml': 'flow: thanks\nversion: 1\nsteps: 3\n' });
    const service = spawnService(env({ FLOWS_DIR: flowsDir }));
    expect(await service.ended).toBe(1);
    expect(service.output()).toMatch(/thanks\.yaml:\d+/);
  });

  test('real mode without its credentials: all of them are named', async () => {
    const service = spawnService(env({ WECOM_CORP_ID: 'ww1' }));
    expect(await service.ended).toBe(1);
    for (const name of ['WECOM_AGENT_ID', 'WECOM_AGENT_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY']) {
      expect(service.output()).toContain(name);
    }
  });

  test('a busy port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    ends.push(async () => other.close());
    const { port } = other.address() as AddressInfo;
    const service = spawnService(env({ PORT: String(port) }));
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain(`PORT: 127.0.0.1:${port} is in use`);
  });

  test('a data folder that another process has open', async () => {
    const first = await startService(env());
    ends.push(() => first.kill());
    const second = spawnService(env());
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('DATA_DIR');
  });
});

describe('what may mend itself leaves the process alive and /readyz says why', () => {
  test('a MongoDB that cannot be reached', async () => {
    const uri = `mongodb://127.0.0.1:${await freePort()}/shouwen?serverSelectionTimeoutMS=300`;
    const { url, service } = await alive({ MONGODB_URI: uri });
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(JSON.stringify(await ready.json())).toContain('MONGODB_URI');
    expect(await service.stop()).toBe(0);
  });

  test('wrong WeCom credentials name the variable and never show the secret', async () => {
    const { base } = await simulated('another-secret');
    const { url, service } = await alive({ ...WECOM, WECOM_API_BASE: base });
    const ready = await fetch(`${url}/readyz`);
    const said = JSON.stringify(await ready.json());
    expect(ready.status).toBe(503);
    expect(said).toContain('WECOM_AGENT_SECRET');
    expect(said + service.output()).not.toContain(WECOM.WECOM_AGENT_SECRET);
  });

  test('a WeCom that does not answer', async () => {
    const { url } = await alive({ ...WECOM, WECOM_API_BASE: `http://127.0.0.1:${await freePort()}` });
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(JSON.stringify(await ready.json())).toContain('WECOM_API_BASE');
  });
});

test('in demo mode everything is ready at once, and SIGTERM ends it with 0', async () => {
  const service = await startService(env());
  expect((await fetch(`${service.url}/simulator`)).status).toBe(200);
  expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
  expect(await service.stop()).toBe(0);
});

test('in real mode the simulator is off and the robot without credentials answers 404', async () => {
  const { base } = await simulated();
  const { WECOM_BOT_TOKEN: _token, WECOM_BOT_AES_KEY: _key, ...app } = WECOM;
  const service = await startService(env({ ...app, WECOM_API_BASE: base }));
  ends.push(() => service.kill());
  expect((await fetch(`${service.url}/simulator`)).status).toBe(404);
  expect((await fetch(`${service.url}/wecom/bot`, { method: 'POST', body: '{}' })).status).toBe(404);
});
