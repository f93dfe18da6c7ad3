import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AdjustableClock } from '@shouwen/wecom-simulator';
import { createForwardClock, createSimulator, type Simulator } from '@shouwen/wecom-simulator';
import type { Middleware } from 'koa';
import { afterQuiet } from '../community/index.ts';
import type { Company, Environment } from '../config/index.ts';

/** Paths that belong to the simulated WeCom when it shares the service's port. */
const SIMULATED = /^\/(?:simulator(?:\/|$)|cgi-bin\/)/;

/** Hands what belongs to the simulator over to it; it answers by itself. */
function mount(handler: (request: IncomingMessage, response: ServerResponse) => void): Middleware {
  return async (context, next) => {
    if (!SIMULATED.test(context.path)) return next();
    context.respond = false;
    handler(context.req, context.res);
  };
}

const OWNERS = [
  { externalUserid: 'wmdemo000000000000000000000001', nickname: '林女士' },
  { externalUserid: 'wmdemo000000000000000000000002', nickname: '周先生' },
  { externalUserid: 'wmdemo000000000000000000000003', nickname: '何阿姨' },
];

/** The demo's story takes minutes; it must not run into quiet hours, in which nobody is asked anything. */
const STORY_MS = 1_800_000;

/** A clock that can be moved forward and begins when people may be disturbed: at night it begins in the morning. */
export function createDemoClock(company: Company): AdjustableClock {
  const clock = createForwardClock();
  for (const community of company.communities.values()) {
    const begin = afterQuiet(community, clock.now());
    const end = afterQuiet(community, begin + STORY_MS);
    clock.advance((end === begin + STORY_MS ? begin : end) - clock.now());
  }
  return clock;
}

/** The simulated WeCom of demo mode, and what answers for it on the service's port. */
export interface Demo {
  readonly simulator: Simulator;
  readonly middleware: Middleware;
}

/** Makes the demo: the people and groups of the configuration, and three owners. */
export function createDemo(options: { environment: Environment; company: Company; clock: AdjustableClock }): Demo {
  const communities = [...options.company.communities.values()];
  const departmentName = (id: string) =>
    communities.flatMap(({ departments }) => departments).find((department) => department.id === id)?.name ?? id;
  const unique = <T>(values: readonly T[], key: (value: T) => string) => [
    ...new Map(values.map((value) => [key(value), value])).values(),
  ];
  const simulator = createSimulator({
    ...options.environment.wecom,
    secret: options.environment.wecom.agentSecret,
    botToken: options.environment.wecom.bot?.token,
    botAesKey: options.environment.wecom.bot?.aesKey,
    clock: options.clock,
    world: {
      corpName: communities[0]?.company ?? '',
      accounts: communities.map(({ openKfId, name }) => ({ openKfId, name })),
      members: unique(
        communities.flatMap(({ staff }) => staff),
        ({ userid }) => userid,
      ).map(({ userid, name, department }) => ({ userid, name, department: departmentName(department) })),
      groups: unique(
        communities.flatMap(({ departments }) => departments),
        ({ webhookKey }) => webhookKey,
      ).map(({ webhookKey, name }) => ({ key: webhookKey, name })),
      owners: OWNERS,
    },
  });
  return { simulator, middleware: mount(simulator.handler) };
}
