import type { Connection } from 'mongoose';
import type { CardHandles, OutboxRepository, OwnerWindows, RateWindows } from '../delivery/ports.ts';
import type { NoticeRepository, VisitRepository } from '../followup/ports.ts';
import type { ConversationRepository, InboxRepository, KfAccountRepository } from '../intake/ports.ts';
import type { RelayBook } from '../records/registers/relay-book.ts';
import type { ReportBook } from '../records/registers/report-book.ts';
import type { ShiftBook } from '../records/registers/shift-book.ts';
import type { MemberMemory, OwnerBook } from '../staff/index.ts';
import type { TicketNumbers, TicketRepository } from '../tickets/ports.ts';
import type { CorrectionRepository } from '../understanding/index.ts';
import { createCardHandles } from './card-handles.ts';
import { connectStore } from './connection.ts';
import { createConversationRepository } from './conversations.ts';
import { createCorrectionRepository } from './corrections.ts';
import { createInboxRepository } from './inbox.ts';
import { createKfAccountRepository } from './kf-accounts.ts';
import { createMemberMemory, memberMemoryModel } from './member-memory.ts';
import { conversationModel } from './models/conversation.ts';
import { correctionModel } from './models/correction.ts';
import { noticeModel, visitModel } from './models/follow-up.ts';
import { inboundModel } from './models/inbound.ts';
import { kfAccountModel } from './models/kf-account.ts';
import { cardHandleModel, laneModel, outboxModel, rateModel, windowModel } from './models/outbox.ts';
import { logEntryModel, reportModel } from './models/reports.ts';
import { handOverModel, relayModel, shiftEntryModel } from './models/staff.ts';
import { ticketModel } from './models/ticket.ts';
import { ticketNumberModel } from './models/ticket-number.ts';
import { createNoticeRepository } from './notices.ts';
import { createOutboxRepository } from './outbox.ts';
import { createOwnerBook } from './owner-book.ts';
import { createOwnerWindows } from './owner-windows.ts';
import { createRateWindows } from './rate-windows.ts';
import { createRelayBook } from './relay-book.ts';
import { createReportBook } from './reports.ts';
import { createShiftBook } from './shift-book.ts';
import { createTicketNumbers } from './ticket-numbers.ts';
import { createTicketRepository } from './tickets.ts';
import { createVisitRepository } from './visits.ts';

export { StoreUnavailableError } from './connection.ts';

/** Every repository of the service, on one connection. `S` and `E` are the state and effects of the queue worker. */
export interface Store<S, E> {
  readonly inbox: InboxRepository;
  readonly conversations: ConversationRepository<S, E>;
  readonly kfAccounts: KfAccountRepository;
  readonly tickets: TicketRepository;
  readonly ticketNumbers: TicketNumbers;
  readonly outbox: OutboxRepository;
  readonly windows: OwnerWindows;
  readonly rates: RateWindows;
  readonly cardHandles: CardHandles;
  readonly memories: MemberMemory;
  readonly shifts: ShiftBook;
  readonly relays: RelayBook;
  readonly owners: OwnerBook;
  readonly visits: VisitRepository;
  readonly notices: NoticeRepository;
  readonly corrections: CorrectionRepository;
  readonly reports: ReportBook;
  readonly connection: Connection;
  /** Resolves to null when the database answers, else to what is wrong. */
  problem(): Promise<string | null>;
  close(): Promise<void>;
}

function createModels(connection: Connection) {
  return {
    inbound: inboundModel(connection),
    conversation: conversationModel(connection),
    kfAccount: kfAccountModel(connection),
    ticket: ticketModel(connection),
    ticketNumber: ticketNumberModel(connection),
    outbox: outboxModel(connection),
    lane: laneModel(connection),
    window: windowModel(connection),
    rate: rateModel(connection),
    cardHandle: cardHandleModel(connection),
    memory: memberMemoryModel(connection),
    shiftEntry: shiftEntryModel(connection),
    handOver: handOverModel(connection),
    relay: relayModel(connection),
    visit: visitModel(connection),
    notice: noticeModel(connection),
    correction: correctionModel(connection),
    report: reportModel(connection),
    logEntry: logEntryModel(connection),
  };
}

/** The embedded store belongs to one process, so a lease found at its start is a dead process's. */
async function breakLeases(models: ReturnType<typeof createModels>): Promise<void> {
  await models.conversation.updateMany({ lease: { $ne: null } }, { $set: { lease: null } });
  await models.lane.updateMany({ lease: { $ne: null } }, { $set: { lease: null } });
}

/**
 * Connects (see connectStore), makes the indexes and hands out the repositories.
 * Throws StoreUnavailableError naming MONGODB_URI or DATA_DIR.
 */
export async function openStore<S, E>(options: {
  mongodbUri: string | null;
  dataDir: string;
  timeoutMs?: number;
}): Promise<Store<S, E>> {
  const { connection, embedded, close } = await connectStore(options);
  const models = createModels(connection);
  try {
    await Promise.all(Object.values(models).map((model) => model.createIndexes()));
    if (embedded) await breakLeases(models);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    inbox: createInboxRepository(models.inbound),
    conversations: createConversationRepository<S, E>(models.conversation),
    kfAccounts: createKfAccountRepository(models.kfAccount),
    tickets: createTicketRepository(models.ticket),
    ticketNumbers: createTicketNumbers(models.ticketNumber),
    outbox: createOutboxRepository(models.outbox, models.lane),
    windows: createOwnerWindows(models.window),
    rates: createRateWindows(models.rate),
    cardHandles: createCardHandles(models.cardHandle),
    memories: createMemberMemory(models.memory),
    shifts: createShiftBook(models.shiftEntry, models.handOver),
    relays: createRelayBook(models.relay),
    owners: createOwnerBook(models.conversation),
    visits: createVisitRepository(models.visit),
    notices: createNoticeRepository(models.notice),
    corrections: createCorrectionRepository(models.correction),
    reports: createReportBook(models.report, models.logEntry),
    connection,
    async problem() {
      try {
        await connection.db!.command({ ping: 1 }, { timeoutMS: 2_000 });
        return null;
      } catch (error) {
        return `${embedded ? 'the embedded store in DATA_DIR' : 'MONGODB_URI'} does not answer: ${(error as Error).name}`;
      }
    },
    close,
  };
}
