import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWecomApi, type WecomApi } from '@shouwen/wecom';
import type { AdjustableClock, Simulator } from '@shouwen/wecom-simulator';
import type { Company, Environment } from '../config/types.ts';
import { watchCompany } from '../config/watch-company.ts';
import { WECOM_HINTS } from '../config/wecom-hints.ts';
import type { Flows } from '../conversation/flow/types.ts';
import type { Pages } from '../h5/index.ts';
import { createHttpApp, type RequestFailed } from '../http/index.ts';
import type { Logger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import type { Clock } from '../shared/clock.ts';
import { type Core, createCore } from './core.ts';
import type { Live } from './core-deps.ts';
import { createDemo } from './demo.ts';
import { createDoors, refusals } from './doors.ts';
import { createLateCore } from './late-core.ts';
import { linkSecret } from './link-secret.ts';
import { wirePages } from './pages.ts';
import { schedule } from './schedule.ts';
import { watchFlows } from './watch-flows.ts';

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
  readonly beats?: boolean;
}

/** One process of the service. */
export interface App {
  /** Listens, opens the database, begins to work. Rejects for what only a person can mend, such as a busy port. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The address of this process for a caller on this machine. */
  address(): string;
  /** The working part; null until the database has answered. */
  core(): Core | null;
  /** The simulated WeCom of demo mode. */
  readonly simulator: Simulator | null;
}

/** Puts a process together. */
export function createApp(options: AppOptions): App {
  const { environment, clock, logger } = options;
  const { beats = true } = options;
  const live: Live = { company: options.company, flows: options.flows };
  const metrics = createMetrics();
  const demo = environment.demo ? createDemo({ ...options, clock: clock as AdjustableClock }) : null;
  const stops: (() => void | Promise<void>)[] = [];
  let server: Server | null = null;

  function address(): string {
    const { port } = (server?.address() as AddressInfo | null) ?? environment;
    const host = environment.host === '0.0.0.0' || environment.host === '::' ? '127.0.0.1' : environment.host;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  let made: WecomApi | null = null;
  /** Made at first use: in demo mode WeCom is this very process, whose port is known once it listens. */
  function api(): WecomApi {
    const { agentSecret: secret, apiBase, ...wecom } = environment.wecom;
    const baseUrl = environment.demo ? address() : apiBase;
    made ??= createWecomApi({ ...wecom, secret, baseUrl, now: clock.now, hints: WECOM_HINTS });
    return made;
  }
  /** Made before anything listens: the secret may have to be read or written first. */
  let pages: Pages | null = null;
  const late = createLateCore({
    ...environment,
    logger,
    createCore: (store) =>
      createCore({
        environment,
        live,
        store,
        api: api(),
        clock,
        logger,
        metrics,
        page: (of) => pages!.surveyAddress(of),
      }),
    begin(core) {
      if (!beats) return;
      core.delivery.start();
      stops.push(schedule(core, logger));
      void core.reconcile();
    },
  });
  const doors = createDoors({ environment, company: () => live.company, core: late.core, now: clock.now, logger });
  function web({ routes }: Pages) {
    return createHttpApp({
      appWebhook: doors.app,
      botWebhook: doors.bot,
      readiness: {
        checks: {
          store: late.problem,
          ...(environment.demo
            ? {}
            : {
                wecom: () =>
                  api()
                    .ready()
                    .then(() => null, explain),
              }),
        },
      },
      metrics: metrics.registry,
      metricsToken: environment.metricsToken,
      refusals,
      onError: reportFailure(logger),
      mounted: [...(demo === null ? [] : [demo.middleware]), routes],
    });
  }

  function watch(): void {
    const { configDir, flowsDir } = environment;
    const shippedDir = options.shippedConfigDir;
    const log = { info: say('info'), warn: say('warn'), error: say('error') };
    stops.push(
      watchCompany({
        configDir,
        shippedDir,
        env: process.env,
        clock,
        log,
        onLoaded(company) {
          live.company = company;
        },
      }),
      watchFlows({
        flowsDir,
        clock,
        logger,
        onLoaded(flows) {
          live.flows = flows;
        },
      }),
    );
  }
  const say = (level: 'info' | 'warn' | 'error') => (message: string) => logger[level](message);

  return {
    simulator: demo?.simulator ?? null,
    core: late.core,
    address,
    async start() {
      const secret = await linkSecret(environment);
      const company = () => live.company;
      pages = wirePages({ environment, secret, company, core: late.core, api, now: clock.now });
      server = await listen(createServer(web(pages).callback()), environment);
      demo?.simulator.connect(address());
      await late.open();
      watch();
      logger.info({ address: address(), demo: environment.demo }, 'listening');
    },
    async stop() {
      for (const stop of stops.splice(0)) await stop();
      await close(server);
      await late.close();
    },
  };
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function reportFailure(logger: Logger): RequestFailed {
  return ({ error, ...failure }) => {
    if (failure.status >= 500) logger.error({ ...failure, error }, 'a request failed');
    else logger.warn(failure, 'a request was refused');
  };
}

function listen(server: Server, { port, host }: Environment): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

async function close(server: Server | null): Promise<void> {
  if (server === null) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
