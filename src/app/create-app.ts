/** Puts a process together: the web server, the services behind it, the schedule, and the simulator in demo mode. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWecomApi } from '@shouwen/wecom';
import type { AdjustableClock, Simulator } from '@shouwen/wecom-simulator';
import type { Company, Environment } from '../config/index.ts';
import { createLiveCompany, linkSecret, WECOM_HINTS } from '../config/index.ts';
import type { Flows } from '../conversation/index.ts';
import { createLiveFlows } from '../conversation/index.ts';
import { createDispatcher } from '../effects/index.ts';
import type { Logger } from '../observability/index.ts';
import { createMetrics } from '../observability/index.ts';
import type { Clock } from '../shared/index.ts';
import { createDemo } from './demo.ts';
import { createOpenServices } from './open-services.ts';
import { schedule } from './schedule.ts';
import { createServices, type Services } from './services.ts';
import { createWeb, createWebPages } from './web.ts';

/** What a process is started with. */
export interface AppOptions {
  readonly environment: Environment;
  readonly company: Company;
  readonly flows: Flows;
  /** Demo mode needs one that can be moved forward. */
  readonly clock: Clock | AdjustableClock;
  readonly logger: Logger;
  /** Where the configuration that comes with the program lies. */
  readonly shippedConfigDir: string;
  /** False in tests, which move the clock and call `tick` themselves. */
  readonly scheduled?: boolean;
}

/** One process of the service. */
export interface App {
  /** Listens, opens the database, begins to work. Rejects for what only a person can mend, such as a busy port. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The address of this process for a caller on this machine. */
  address(): string;
  /** The working part; null until the database has answered. */
  services(): Services | null;
  /** The simulated WeCom of demo mode. */
  readonly simulator: Simulator | null;
}

/** Makes a process. */
export function createApp(options: AppOptions): App {
  const { environment, clock, logger: log, scheduled = true } = options;
  const metrics = createMetrics();
  const lines = toLines(log);
  const files = { ...environment, shippedDir: options.shippedConfigDir, env: process.env, clock, log: lines };
  const communities = createLiveCompany(options.company, files);
  const flows = createLiveFlows({ ...files, flows: options.flows });
  const effects = createDispatcher({ clock, log });
  const demo = environment.demo ? createDemo({ ...options, clock: clock as AdjustableClock }) : null;
  const stops: (() => void | Promise<void>)[] = [];
  let running: { readonly server: Server; close(): Promise<void>; services(): Services | null } | null = null;

  function address(): string {
    const { port } = (running?.server.address() as AddressInfo | null | undefined) ?? environment;
    const host = environment.host === '0.0.0.0' || environment.host === '::' ? '127.0.0.1' : environment.host;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  return {
    simulator: demo?.simulator ?? null,
    services: () => running?.services() ?? null,
    address,
    async start() {
      const secret = await linkSecret(environment);
      const server = createServer();
      const { agentSecret, apiBase, ...wecom } = environment.wecom;
      running = { server, close: () => close(server), services: () => null };
      await listen(server, environment);
      // In demo mode WeCom is this very process, whose port is known now.
      const baseUrl = environment.demo ? address() : apiBase;
      const api = createWecomApi({ ...wecom, secret: agentSecret, baseUrl, now: clock.now, hints: WECOM_HINTS });
      const deps = { environment, communities, flows, effects, api, clock, log, metrics, demo };
      const opened = createOpenServices({
        ...environment,
        effects,
        log,
        build: (store) => createServices({ ...deps, store, pages }),
        begin(services) {
          if (!scheduled) return;
          services.start();
          stops.push(schedule(services, log));
          void services.reconcile();
        },
      });
      const pages = createWebPages({ ...deps, opened }, secret);
      server.on('request', createWeb({ ...deps, opened }, pages).callback());
      running = { server, services: opened.services, close: () => close(server).then(opened.close) };
      demo?.simulator.connect(address());
      await opened.open();
      stops.push(communities.watch(), flows.watch());
      log.info({ address: address(), demo: environment.demo }, 'listening');
    },
    async stop() {
      for (const stop of stops.splice(0)) await stop();
      await running?.close();
    },
  };
}

function toLines(log: Logger): Record<'info' | 'warn' | 'error', (message: string) => void> {
  const line = (level: 'info' | 'warn' | 'error') => (message: string) => log[level](message);
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

function listen(server: Server, { port, host }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
