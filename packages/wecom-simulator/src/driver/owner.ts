import type { KfAccounts } from '../api/kf-accounts.ts';
import type { Session } from '../chats.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Message } from '../types.ts';
import { createOwnerFaults, type OwnerFaults } from './owner-faults.ts';
import { createOwnerMessages, type OwnerMessages } from './owner-messages.ts';
import { createReader, type Reader, type Waiting } from './waiting.ts';

/** An owner with their phone, in the chat with one account. */
export interface OwnerDriver extends Reader, OwnerMessages, OwnerFaults {
  readonly externalUserid: string;
  readonly openKfId: string;
  /** What reached the owner: from the bot and from servicers. */
  readonly inbox: Message[];
  /** Both sides of the chat. */
  readonly chat: Message[];
  /** Session state, budget and window as the API counts them. */
  readonly session: { state: number; servicer: string | null; quota: number; windowLeft: number };
  /** The same owner in the chat with another account. */
  at(openKfId: string): OwnerDriver;
  /** Opens the chat through a link or QR code; `enter_session` follows (wecom-api.md 3.3). */
  enters(through?: { scene?: string; sceneParam?: string }): void;
  /** Opens a link that `kf/add_contact_way` made. Throws for a foreign one. */
  scans(url: string): void;
  recalls(msgid: string): void;
}

/** The parts of the simulator that owners use. */
export interface OwnerDeps {
  readonly sim: SimulatorState;
  readonly sessions: Sessions;
  readonly accounts: KfAccounts;
  readonly waiting: Waiting;
}

function enter({ sim, sessions }: OwnerDeps, session: Session, through: { scene: string; sceneParam: string }): void {
  const now = sim.clock.now();
  const isFresh = (at: number | null) => at !== null && now - at < sim.limits.ownerWindowMs;
  const isWelcome = !isFresh(session.lastOwnerAt) && !isFresh(session.welcomedAt);
  sessions.report(session.openKfId, {
    event_type: 'enter_session',
    external_userid: session.externalUserid,
    scene: through.scene,
    scene_param: through.sceneParam,
    ...(isWelcome ? { welcome_code: sessions.giveCode(session, 'welcome') } : {}),
  });
  sim.changed(session);
}

function recall({ sim, sessions }: OwnerDeps, session: Session, msgid: string): void {
  const message = session.messages.find((one) => one.id === msgid);
  if (message === undefined) throw new Error(`no such message: ${msgid}`);
  message.status = 'recalled';
  sim.changed(session);
  const { openKfId, externalUserid } = session;
  const event = { event_type: 'user_recall_msg', external_userid: externalUserid, recall_msgid: msgid };
  sessions.report(openKfId, event);
}

const isReceived = ({ from, status }: Message): boolean => from !== 'owner' && from !== 'system' && status === 'shown';

/** Drives one owner. */
export function createOwnerDriver(deps: OwnerDeps, who: { externalUserid: string; openKfId: string }): OwnerDriver {
  const { sim, sessions, accounts, waiting } = deps;
  const { externalUserid, openKfId } = who;
  // Looked up each time: a reset empties the chats.
  const session = (): Session => sim.chats.session(openKfId, externalUserid);
  const inbox = () => session().messages.filter(isReceived);

  return {
    ...createReader(waiting, inbox, `owner ${externalUserid}`),
    ...createOwnerMessages({ sim, sessions, session, inbox }),
    ...createOwnerFaults(sim, session),
    externalUserid,
    openKfId,
    get inbox() {
      return inbox();
    },
    get chat() {
      return session().messages;
    },
    get session() {
      const current = session();
      const { state, servicer, quota } = current;
      return { state, servicer, quota, windowLeft: sessions.windowLeft(current) };
    },
    at: (other) => createOwnerDriver(deps, { externalUserid, openKfId: other }),
    enters: ({ scene = '', sceneParam = '' } = {}) => enter(deps, session(), { scene, sceneParam }),
    scans(url) {
      const way = accounts.resolve(url);
      if (way === undefined) throw new Error(`not a link of this corp: ${url}`);
      createOwnerDriver(deps, { externalUserid, openKfId: way.openKfId }).enters(way);
    },
    recalls: (msgid) => recall(deps, session(), msgid),
  };
}
