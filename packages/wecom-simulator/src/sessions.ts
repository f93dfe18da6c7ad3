import { createMessage, type Session } from './chats.ts';
import type { Core } from './core.ts';
import type { Json, Message } from './types.ts';

/** A code for one message on an event (wecom-api.md 3.5). */
export interface EventCode {
  readonly session: Session;
  readonly kind: 'welcome' | 'pool' | 'taken' | 'ended';
  readonly expiresAt: number;
  /** The state the session must still be in; null for the welcome. */
  readonly turn: number | null;
}

/** Session state and the messages of the 微信客服 side. */
export interface Sessions {
  /** Moves the session and counts the turn. */
  move(session: Session, state: Session['state'], servicer?: string | null): void;
  /** A message of the owner, a servicer or the system: shown in the chat, put in the history, the bell rung. */
  receive(session: Session, message: Incoming): Message;
  /** An event for the bot; not shown in the chat. */
  report(openKfId: string, event: Json): void;
  /** A line from the bot, or the mark of one that did not arrive. */
  show(session: Session, line: { id: string; msgtype: string; body: Json; status: Message['status'] }): void;
  giveCode(session: Session, kind: EventCode['kind']): string;
  /** The code's meaning, once; undefined when it is unknown, used or too old. */
  takeCode(code: string): EventCode | undefined;
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

const LIFE: Readonly<Record<EventCode['kind'], number>> = {
  welcome: 20_000,
  pool: 48 * 3_600_000,
  taken: 48 * 3_600_000,
  ended: 20_000,
};

/** `ring` tells the bot that an account has something new. */
export function createSessions(core: Core, ring: (openKfId: string) => void): Sessions {
  const codes = new Map<string, EventCode>();
  const now = () => core.clock.now();
  const seconds = () => Math.floor(now() / 1000);

  function move(session: Session, state: Session['state'], servicer: string | null = null): void {
    session.state = state;
    session.servicer = servicer;
    session.turn += 1;
  }

  function renew(session: Session): void {
    const stale = session.lastOwnerAt === null || now() - session.lastOwnerAt >= core.limits.ownerWindowMs;
    if (session.state === 4 || stale) move(session, 0);
    session.lastOwnerAt = now();
    session.quota = core.limits.ownerMessages;
    session.windowShut = false;
  }

  function receive(session: Session, incoming: Incoming): Message {
    const { openKfId, externalUserid } = session;
    const { from, sender, msgtype, body } = incoming;
    if (from === 'owner') renew(session);
    const message = createMessage({ id: core.newId('msg', 28), at: now(), from, sender, msgtype, body });
    session.messages.push(message);
    core.kfLog.append(openKfId, {
      msgid: message.id,
      open_kfid: openKfId,
      external_userid: externalUserid,
      send_time: seconds(),
      origin: from === 'owner' ? 3 : 5,
      ...(from === 'servicer' ? { servicer_userid: sender } : {}),
      msgtype,
      [msgtype]: body,
    });
    core.changed(session);
    ring(openKfId);
    return message;
  }

  return {
    move,
    receive,
    report(openKfId, event) {
      core.kfLog.append(openKfId, {
        msgid: core.newId('evt', 28),
        send_time: seconds(),
        origin: 4,
        msgtype: 'event',
        event: { ...event, open_kfid: openKfId },
      });
      core.changed();
      ring(openKfId);
    },
    show(session, { id, msgtype, body, status }) {
      const message = createMessage({ id, at: now(), from: 'bot', sender: session.openKfId, msgtype, body });
      session.messages.push({ ...message, status });
      core.changed(session);
    },
    giveCode(session, kind) {
      const code = core.newId('CODE', 28);
      codes.set(code, {
        session,
        kind,
        expiresAt: now() + LIFE[kind],
        turn: kind === 'welcome' ? null : session.turn,
      });
      return code;
    },
    takeCode(code) {
      const meaning = codes.get(code);
      codes.delete(code);
      return meaning !== undefined && meaning.expiresAt > now() ? meaning : undefined;
    },
    windowLeft(session) {
      if (session.lastOwnerAt === null || session.windowShut) return 0;
      return Math.max(0, session.lastOwnerAt + core.limits.ownerWindowMs - now());
    },
  };
}
