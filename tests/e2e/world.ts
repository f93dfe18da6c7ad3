import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type AdjustableClock,
  createManualClock,
  createSimulator,
  type Simulator,
  type SimulatorOptions,
  type World,
} from '@shouwen/wecom-simulator';
import { type App, createApp } from '../../src/app/create-app.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { loadCompany } from '../../src/config/load.ts';
import type { Company } from '../../src/config/types.ts';
import { loadFlows } from '../../src/conversation/load-flows.ts';
import { createLogger } from '../../src/observability/logger.ts';

/** Credentials that the service and its simulated WeCom share. */
export const WECOM = {
  WECOM_CORP_ID: 'ww0000000000000001',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_SECRET: 'agent-secret',
  WECOM_TOKEN: 'callbackToken',
  WECOM_AES_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  WECOM_BOT_TOKEN: 'botToken',
  WECOM_BOT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
} as const;

/** Tuesday 2026-11-24 10:00 in Shanghai. */
export const START = Date.UTC(2026, 10, 24, 2, 0, 0);

const OWNERS = [
  { externalUserid: 'wmLin', nickname: '林女士' },
  { externalUserid: 'wmZhou', nickname: '周先生' },
  { externalUserid: 'wmHe', nickname: '何阿姨' },
];

/** The service in real mode with a simulated WeCom of its own, both on one clock that only the test moves. */
export interface ServiceWorld {
  readonly app: App;
  readonly sim: Simulator;
  readonly clock: AdjustableClock;
  readonly dataDir: string;
  /** Waits until nothing is under way and only the clock could bring more. */
  settle(): Promise<void>;
  /** Moves the clock on, a beat at a time as the running service would, and settles after each. */
  pass(ms: number, step?: number): Promise<void>;
  /** Ends the process as it is and starts another on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What a test may choose. `configDir` names a folder; unset means the shipped one. */
export interface WorldOptions {
  readonly configDir?: string;
  readonly start?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly simulator?: Partial<SimulatorOptions>;
}

const open: ServiceWorld[] = [];

/** Ends what `startWorld` started. Call it after each test. */
export async function closeWorlds(): Promise<void> {
  for (const world of open.splice(0)) await world.close();
}

/** The people, groups and accounts of a configuration, and three owners. */
export function peopleOf(company: Company): World {
  const communities = [...company.communities.values()];
  const members = communities.flatMap(({ staff }) => staff);
  const groups = communities.flatMap(({ departments }) => departments);
  return {
    corpName: communities[0]?.company ?? '',
    accounts: communities.map(({ openKfId, name }) => ({ openKfId, name })),
    members: unique(members, ({ userid }) => userid).map(({ userid, name }) => ({ userid, name })),
    groups: unique(groups, ({ webhookKey }) => webhookKey).map(({ webhookKey, name }) => ({ key: webhookKey, name })),
    owners: OWNERS,
  };
}

/** The configuration of a folder. Throws for one with mistakes. */
export async function companyOf(configDir: string, env: Readonly<Record<string, string>>) {
  const { company, problems } = await loadCompany(configDir, { env, shippedDir: path.resolve('config') });
  if (company === null) throw new Error(JSON.stringify(problems));
  return company;
}

function flowsOf(dir: string) {
  const { flows, problems } = loadFlows(dir);
  if (flows === null) throw new Error(JSON.stringify(problems));
  return flows;
}

/** Starts the whole service against a simulated WeCom, over HTTP only. */
export async function startWorld(options: WorldOptions = {}): Promise<ServiceWorld> {
  const clock = createManualClock(options.start ?? START);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shouwen-e2e-'));
  const configDir = options.configDir ?? path.resolve('config');
  const env = { ...WECOM, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, CONFIG_DIR: configDir, ...options.env };
  const company = await companyOf(configDir, env);
  const sim = createSimulator({
    corpId: WECOM.WECOM_CORP_ID,
    agentId: WECOM.WECOM_AGENT_ID,
    secret: WECOM.WECOM_AGENT_SECRET,
    token: WECOM.WECOM_TOKEN,
    aesKey: WECOM.WECOM_AES_KEY,
    botToken: WECOM.WECOM_BOT_TOKEN,
    botAesKey: WECOM.WECOM_BOT_AES_KEY,
    clock,
    seed: 1,
    callback: { retryDelayMs: 5, timeoutMs: 5_000 },
    ...options.simulator,
    world: { ...peopleOf(company), ...options.simulator?.world },
  });
  const apiBase = await sim.listen();
  const environment = readEnvironment({ ...env, WECOM_API_BASE: apiBase, LOG_LEVEL: process.env.E2E_LOG ?? 'silent' });

  async function startApp(): Promise<App> {
    const app = createApp({
      environment,
      company,
      flows: flowsOf(environment.flowsDir),
      clock,
      logger: createLogger(environment.logLevel),
      shippedConfigDir: path.resolve('config'),
      scheduled: false,
    });
    await app.start();
    sim.connect(app.address());
    await app.services()!.reconcile();
    return app;
  }

  let app = await startApp();

  async function settle(): Promise<void> {
    for (let calls = -1; calls !== sim.calls.length; ) {
      calls = sim.calls.length;
      await sim.settled();
      await app.services()!.idle();
    }
  }

  const world: ServiceWorld = {
    get app() {
      return app;
    },
    sim,
    clock,
    dataDir,
    settle,
    async pass(ms, step = Math.max(2_000, Math.ceil(ms / 60))) {
      await settle();
      for (let left = ms; left > 0; left -= step) {
        clock.advance(Math.min(step, left));
        await settle();
        await app.services()!.tick();
        await settle();
      }
    },
    async restart() {
      await app.stop();
      app = await startApp();
      await settle();
    },
    async close() {
      await sim.settled();
      await app.stop();
      await sim.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  open.push(world);
  return world;
}

function unique<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}
