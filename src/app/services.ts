/** Builds every service of the working part on its store, in the order of the rooms, and merges their effect handlers. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { WecomApi } from '@shouwen/wecom';
import type { Environment, LiveCompany } from '../config/index.ts';
import type { LiveFlows } from '../conversation/index.ts';
import { createConversation } from '../conversation/index.ts';
import { createDelivery, createWecomSender } from '../delivery/index.ts';
import type { Dispatcher } from '../effects/index.ts';
import { createFollowUp, createRainWatch, type FollowUp } from '../followup/index.ts';
import type { Pages } from '../h5/index.ts';
import { createIntake, type Intake } from '../intake/index.ts';
import type { Logger, Metrics } from '../observability/index.ts';
import { createReports } from '../records/index.ts';
import type { Clock } from '../shared/index.ts';
import { createRelayHandlers, createStaffService, type StaffService } from '../staff/index.ts';
import type { Store } from '../store/index.ts';
import { createTicketService, type TicketService } from '../tickets/index.ts';
import { createCorrectionHandlers, createCorrectionLog, createUnderstanding } from '../understanding/index.ts';

/** What the services are built on. */
export interface ServicesDeps {
  readonly environment: Environment;
  readonly communities: LiveCompany;
  readonly flows: LiveFlows;
  readonly store: Store;
  readonly effects: Dispatcher;
  readonly api: WecomApi;
  readonly pages: Pages;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** The working part of a process. */
export interface Services extends Intake {
  readonly api: WecomApi;
  readonly tickets: TicketService;
  readonly followUp: FollowUp;
  readonly staff: StaffService;
  /** Begins to send by itself. */
  start(): void;
}

/** Due documents that one tick takes. */
const TICK_LIMIT = 200;
/** How long effects may be under way in another process before they count as left behind, milliseconds. */
const GRACE_MS = 5_000;

/** Builds the services. */
export function createServices(deps: ServicesDeps): Services {
  const { environment, store, api, clock, log, effects, communities } = deps;
  const mediaFolder = path.join(environment.dataDir, 'media');
  const instance = `${process.pid}/${randomUUID()}`;
  const ids = () => communities.all().map(({ id }) => id);

  const understanding = createUnderstanding({ secondOpinion: secondOpinionOf(environment), log });
  const delivery = createDelivery({
    ...deps,
    ...store,
    cards: store.cardHandles,
    sender: createWecomSender({ api, mediaFolder }),
    publicUrl: environment.publicUrl,
    random: Math.random,
    by: instance,
  });
  const tickets = createTicketService({ ...deps, ...store, numbers: store.ticketNumbers, delivery });
  const conversation = createConversation({ ...deps, understanding });
  const links = { address: deps.pages.surveyAddress };
  const followUp = createFollowUp({ ...deps, ...store, tickets, delivery, understanding, links });
  const rain = createRainWatch({ communities, followUp, clock, log });
  const reports = createReports({ communities, tickets, book: store.reports });
  const staff = createStaffService({
    ...deps,
    ...store,
    memory: store.memories,
    tickets,
    delivery,
    followUp,
    understanding,
  });
  const intake = createIntake({
    ...deps,
    ...store,
    understanding,
    conversation,
    tickets,
    followUp,
    staff,
    delivery,
    instance,
    mediaFolder,
  });
  const corrections = createCorrectionLog({ ...environment, repository: store.corrections, communities: ids, clock });
  effects.serve({
    ...delivery.handlers,
    ...tickets.handlers,
    ...followUp.handlers,
    ...intake.handlers,
    ...createRelayHandlers({ communities, relays: store.relays, delivery, clock }),
    ...createCorrectionHandlers(corrections),
  });

  return {
    ...intake,
    api,
    tickets,
    followUp,
    staff,
    start: delivery.start,
    async tick() {
      const now = clock.now();
      const work = [
        intake.tick(),
        tickets.tick(now, TICK_LIMIT),
        followUp.tick(now, TICK_LIMIT),
        reports.tick(now),
        staff.tick(),
        effects.sweep(ids(), GRACE_MS),
      ];
      for (const result of await Promise.allSettled(work)) {
        if (result.status === 'rejected') log.error({ error: result.reason }, 'due work failed; will retry');
      }
    },
    async reconcile() {
      await Promise.all([intake.reconcile(), rain.check(), effects.sweep(ids())]);
    },
    async idle() {
      for (let before = -1; before !== effects.executed; ) {
        before = effects.executed;
        await intake.idle();
        await effects.idle();
        await delivery.run();
        await effects.idle();
      }
    },
    async stop() {
      await intake.stop();
      await effects.stop();
      await delivery.stop();
    },
  };
}

function secondOpinionOf({ understandingUrl: url, understandingKey: key, understandingModel: model }: Environment) {
  return url === null ? null : { url, key, model };
}
