import { createMessage, type Session } from './chats.ts';
import { createEventCodes, type EventCodes } from './event-codes.ts';
import type { SimulatorState } from './simulator-state.ts';
import type { Json, Message } from './types.ts';

/** Session state and the messages of the 微信客服 side. */
export interface Sessions extends EventCodes {
  /** Moves the session and counts the turn. */
  move(session: Session, state: Session['state'], servicer?: string | null): void;
  /** A message of the owner or a servicer: shown in the chat, put in the history, the bot notified. */
  receive(session: Session, message: Incoming): Message;
  /** An event for the bot; not shown in the chat. */
  report(openKfId: string, event: Json): void;
  /** A line from the bot, or the mark of one that did not arrive. */
  show(session: Session, line: { id: string; msgtype: string; body: Json; status: Message['status'] }): void;
  /** Milliseconds of the window that are left; 0 when it is shut. */
  windowLeft(session: Session): number;
}

/** What comes in on an account. */
export interface Incoming {
  readonly from: 'owner' | 'servicer';
  readonly sender: string;
  readonly msgtype: string;
  readonly body: Json;
}

/** The row of `kf/sync_msg` for a message (wecom-api.md 3.3). */
function rowOf(
  session: Session,
  { from, sender, msgtype, body }: Incoming,
  sent: { id: string; seconds: number },
): Json {
  return {
    msgid: sent.id,
    open_kfid: session.openKfId,
    external_userid: session.externalUserid,
    send_time: sent.seconds,
    origin: from === 'owner' ? 3 : 5,
    ...(from === 'servicer' ? { servicer_userid: sender } : {}),
    msgtype,
    [msgtype]: body,
  };
}

function move(session: Session, state: Session['state'], servicer: string | null = null): void {
  session.state = state;
  session.servicer = servicer;
  session.turn += 1;
}

/** The sessions of all accounts. `requestSync` notifies the bot that an account has something new. */
export function createSessions(sim: SimulatorState, requestSync: (openKfId: string) => void): Sessions {
  const now = () => sim.clock.now();
  const seconds = () => Math.floor(now() / 1000);

  /** An owner's message opens the window again and renews the budget (wecom-api.md 3.4). */
  function renew(session: Session): void {
    const stale = session.lastOwnerAt === null || now() - session.lastOwnerAt >= sim.limits.ownerWindowMs;
    if (session.state === 4 || stale) move(session, 0);
    Object.assign(session, { lastOwnerAt: now(), quota: sim.limits.ownerMessages, windowShut: false });
  }

  function receive(session: Session, incoming: Incoming): Message {
    if (incoming.from === 'owner') renew(session);
    const message = createMessage({ id: sim.newId('msg', 28), at: now(), ...incoming });
    session.messages.push(message);
    sim.kfLog.append(session.openKfId, rowOf(session, incoming, { id: message.id, seconds: seconds() }));
    sim.changed(session);
    requestSync(session.openKfId);
    return message;
  }

  function report(openKfId: string, event: Json): void {
    const head = { msgid: sim.newId('evt', 28), send_time: seconds(), origin: 4, msgtype: 'event' };
    sim.kfLog.append(openKfId, { ...head, event: { ...event, open_kfid: openKfId } });
    sim.changed();
    requestSync(openKfId);
  }

  return {
    ...createEventCodes(sim),
    move,
    receive,
    report,
    show(session, { status, ...line }) {
      const message = createMessage({ ...line, at: now(), from: 'bot', sender: session.openKfId });
      session.messages.push({ ...message, status });
      sim.changed(session);
    },
    windowLeft(session) {
      if (session.lastOwnerAt === null || session.windowShut) return 0;
      return Math.max(0, session.lastOwnerAt + sim.limits.ownerWindowMs - now());
    },
  };
}
