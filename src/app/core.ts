import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Community } from '../config/types.ts';
import { createDelivery, type DeliveryService } from '../delivery/delivery.ts';
import type { FollowUp } from '../followup/follow-up.ts';
import { createRainWatch } from '../followup/rain-watch.ts';
import type { TicketService } from '../h5/index.ts';
import type { KfIntake } from '../intake/kf-intake.ts';
import { splitConversationKey } from '../intake/owner-message.ts';
import type { Inbound, InboxRepository } from '../intake/ports.ts';
import type { QueueWorker } from '../intake/queue-worker.ts';
import { createReports } from '../records/reports/create-reports.ts';
import { createStaffService, type StaffService } from '../staff/index.ts';
import { createCorrectionLog, createUnderstanding } from '../understanding/index.ts';
import { createActivity } from './activity.ts';
import type { CoreDeps } from './core-deps.ts';
import { fetchJson } from './fetch-json.ts';
import { createFollowUpEffects } from './follow-up-effects.ts';
import { createOutcomes } from './outcomes.ts';
import { createOwnerSide } from './owner-side.ts';
import { createPageService } from './page-service.ts';
import { createTicketEffects } from './ticket-effects.ts';
import { createTicketing } from './ticketing.ts';
import { createVisiting } from './visiting.ts';
import { createWecomSender } from './wecom-sender.ts';

/** The working part: everything behind the doors. */
export interface Core {
  readonly intake: KfIntake;
  readonly queue: QueueWorker;
  readonly staff: StaffService;
  readonly inbox: InboxRepository;
  readonly delivery: DeliveryService;
  readonly followUp: FollowUp;
  readonly pages: TicketService;
  /** Does what has fallen due by now; several processes may do it at once. Never rejects. */
  tick(): Promise<void>;
  /** Asks WeCom for what callbacks may have missed, and the weather sources for rain. */
  reconcile(): Promise<void>;
  /** Resolves when nothing is under way any more and only the clock can bring new work. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** A repository that the clock and the pumps ask for what waits, whatever its community. */
interface Listing<D> {
  due(now: number, limit: number): Promise<D[]>;
  owing(limit: number): Promise<D[]>;
}

const TICK_LIMIT = 200;

/** The outside model of the settings UNDERSTANDING_URL, _KEY and _MODEL; null without a URL. */
function secondOpinionOf({
  understandingUrl: url,
  understandingKey: key,
  understandingModel: model,
}: CoreDeps['environment']) {
  return url === null ? null : { url, key, model };
}

/** Puts the rooms together. */
export function createCore(deps: CoreDeps): Core {
  const { environment, live, store, api, clock, logger, metrics } = deps;
  const instance = `${process.pid}/${randomUUID()}`;
  const mediaFolder = path.join(environment.dataDir, 'media');
  const understanding = createUnderstanding({ secondOpinion: secondOpinionOf(environment), log: logger });
  const { understand } = understanding;
  const activity = createActivity();
  const communities = () => [...live.company.communities.values()];
  const community = (id: string): Community => {
    const found = live.company.communities.get(id);
    if (found === undefined) throw new Error(`no community "${id}" is configured`);
    return found;
  };
  const configured = <D extends { community: string }>(documents: readonly D[]) =>
    documents.filter((document) => live.company.communities.has(document.community));
  const failed = (what: string) => (error: unknown, context?: object | null) =>
    logger.error({ ...contextFields(context), error }, what);

  const inbox: InboxRepository = {
    ...store.inbox,
    put(items) {
      activity.note();
      return store.inbox.put(items);
    },
  };
  /** A repository whose due and owing documents are those of configured communities. */
  const ofConfigured = <D extends { community: string }, R extends Listing<D>>(repository: R): R => ({
    ...repository,
    due: async (now: number, limit: number) => configured(await repository.due(now, limit)),
    owing: async (limit: number) => configured(await repository.owing(limit)),
  });

  const delivery = createDelivery({
    outbox: store.outbox,
    windows: store.windows,
    rates: store.rates,
    cards: store.cardHandles,
    sender: createWecomSender({ api, mediaFolder }),
    company: () => live.company,
    clock,
    onOutcome: (message, outcome) => outcomes(message, outcome),
    log: logger,
    random: Math.random,
    by: instance,
  });
  const out = {
    ...delivery,
    enqueue(messages: Parameters<DeliveryService['enqueue']>[0]) {
      if (messages.length > 0) activity.note();
      return delivery.enqueue(messages);
    },
  };

  async function tellConversation(item: Inbound): Promise<void> {
    await inbox.put([item]);
    queue.poke(item.community, item.key);
  }

  const ticketing = createTicketing({
    tickets: ofConfigured(store.tickets),
    numbers: store.ticketNumbers,
    community,
    now: clock.now,
    carryOut: (owed, ticket) => ticketEffects(owed, ticket, community(ticket.community)),
    metrics,
    corrected: createCorrectionLog({
      repository: store.corrections,
      dataDir: environment.dataDir,
      communities: () => communities().map(({ id }) => id),
      clock,
    }).recordCorrection,
    noted: activity.note,
    onError: failed('what a ticket owes could not be carried out; tried again'),
  });
  const { desk } = ticketing;
  const visiting = createVisiting({
    visits: ofConfigured(store.visits),
    notices: ofConfigured(store.notices),
    ticket: (of, id) => store.tickets.load(of, id),
    window: ({ conversationId }) => delivery.budget(splitConversationKey(conversationId)),
    isServed: async (owner) => (await desk.ownerTickets(owner)).length > 0,
    act: ticketing.act,
    open: ({ draft, id }) => desk.open(draft, id),
    understand,
    page: deps.page,
    community,
    now: clock.now,
    carryOut: createFollowUpEffects({
      delivery: out,
      tellConversation,
      act: ticketing.act,
      open: desk.open,
      now: clock.now,
    }),
    noted: activity.note,
    onError: failed('what a visit owes could not be carried out; tried again'),
  });
  const { followUp } = visiting;
  const pumps = [ticketing.pump, visiting.pump];

  const outcomes = createOutcomes({
    community,
    ticket: (of, id) => store.tickets.load(of, id),
    act: ticketing.act,
    visit: followUp.outcome,
    delivery: out,
    counted: (message, { result }) => metrics.outbox.inc({ community: message.community, to: message.to, result }),
  });
  const ticketEffects = createTicketEffects({
    delivery: out,
    tellConversation,
    act: ticketing.act,
    open: desk.open,
    startVisits: followUp.startVisits,
    cancelVisits: followUp.cancelVisits,
    ticketChanged: followUp.ticketChanged,
    page: ({ community: of, _id }) => `${environment.publicUrl}/h5/ticket/${of}/${_id}`,
    now: clock.now,
  });

  const staff = createStaffService({
    communities,
    desk,
    tickets: store.tickets,
    followUp,
    delivery: out,
    shifts: store.shifts,
    relays: store.relays,
    reports: store.reports,
    owners: store.owners,
    memory: store.memories,
    clock,
    understanding,
    log: logger,
  });

  const owners = createOwnerSide({
    ...deps,
    understanding,
    inbox,
    out,
    delivery,
    desk,
    followUp,
    staff,
    community,
    instance,
    mediaFolder,
    failed,
  });
  const { queue, media, intake } = owners;

  const rainWatch = createRainWatch({
    communities,
    rain: followUp.rain,
    now: clock.now,
    fetchJson,
    onError: (message, context) => logger.warn(context, message),
  });

  const reports = createReports({ communities, tickets: store.tickets, book: store.reports, delivery: out });

  async function tick(): Promise<void> {
    const work = [
      ...communities().map(({ id }) => queue.sweep(id)),
      ...communities().map(({ id }) => media.run(id)),
      intake.retry(communities()),
      ticketing.tick(clock.now(), TICK_LIMIT),
      followUp.tick(clock.now(), TICK_LIMIT),
      reports.tick(clock.now()),
      staff.tick(),
    ];
    for (const result of await Promise.allSettled(work)) {
      if (result.status === 'rejected') failed('due work could not be done; tried again')(result.reason);
    }
  }

  async function idle(): Promise<void> {
    for (let before = -1; before !== activity.count; ) {
      before = activity.count;
      await intake.idle();
      await queue.idle();
      for (const pump of pumps) await pump.idle();
      await delivery.run();
    }
  }

  return {
    intake,
    queue,
    staff,
    inbox,
    delivery,
    followUp,
    pages: createPageService({ api, tickets: store.tickets, desk, media, now: clock.now }),
    tick,
    async reconcile() {
      await Promise.all([intake.reconcile(communities()), rainWatch.check()]);
    },
    idle,
    async stop() {
      await intake.idle();
      await queue.stop();
      for (const pump of pumps) await pump.stop();
      await delivery.stop();
    },
  };
}

function contextFields(context: object | null | undefined): object {
  if (context == null) return {};
  const { community, id, _id } = context as { community?: string; id?: string; _id?: string };
  return { community, id: id ?? _id };
}
