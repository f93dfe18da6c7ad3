import type { Session } from '../chats.ts';
import type { EventCode } from '../event-codes.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';
import { asText } from '../values.ts';
import { type ApiCall, type ApiTable, must } from './answer.ts';
import { acceptKfBody } from './kf-bodies.ts';
import { knownSession } from './world-targets.ts';

const REJECTED = 10;

const TYPES: Readonly<Record<EventCode['kind'], readonly string[]>> = {
  welcome: ['text', 'msgmenu'],
  pool: ['text'],
  taken: ['text'],
  ended: ['text', 'msgmenu'],
};

/** The msgids that were used, per account (wecom-api.md 3.4). */
function createMsgids(sim: SimulatorState) {
  const used = new Map<string, Set<string>>();
  return {
    /** The request's own msgid, or a new one. Throws ApiError 40058, or `repeatedMsgidErrcode` for a used one. */
    of(request: Json, openKfId: string): string {
      if (request.msgid === undefined) return sim.newId('', 28);
      const msgid = asText(request.msgid);
      must(/^[0-9a-zA-Z_-]{1,32}$/.test(msgid), 40058, 'invalid msgid');
      must(!used.get(openKfId)?.has(msgid), sim.limits.repeatedMsgidErrcode, 'msgid already used');
      return msgid;
    },
    remember: (openKfId: string, msgid: string) =>
      void used.set(openKfId, (used.get(openKfId) ?? new Set()).add(msgid)),
  };
}

/** Throws ApiError 95018, 95002 or 95001 when the owner of the session cannot be written to now. */
function checkMayReceive(session: Session, windowLeft: number): void {
  must(session.state === 0 || session.state === 1, 95018, 'send msg session status invalid');
  must(windowLeft > 0, 95002, 'msg send time limit exceeded');
  must(session.quota > 0, 95001, 'msg send count limit exceeded');
}

/** `kf/send_msg` and `kf/send_msg_on_event` (wecom-api.md 3.4, 3.5). */
export function createKfSend(sim: SimulatorState, sessions: Sessions): ApiTable {
  const msgids = createMsgids(sim);

  /** Shows the message, or reports afterwards that it did not arrive: errcode 0 is not "delivered". */
  function deliver(session: Session, msgid: string, request: Json): void {
    const onEvent = request.code !== undefined;
    const body = acceptKfBody(sim, request, { onEvent });
    msgids.remember(session.openKfId, msgid);
    const failType = session.blocked ? REJECTED : sim.faults.takeFailLater();
    const status = failType === undefined ? 'shown' : 'failed';
    sessions.show(session, { id: msgid, msgtype: asText(request.msgtype), body, status });
    if (failType === undefined) return;
    const event = { event_type: 'msg_send_fail', fail_msgid: msgid, fail_type: failType };
    sessions.report(session.openKfId, { ...event, external_userid: session.externalUserid });
  }

  function sendMsg({ body: request }: ApiCall) {
    const who = { openKfId: asText(request.open_kfid), externalUserid: asText(request.touser) };
    const session = knownSession(sim, who);
    const msgid = msgids.of(request, session.openKfId);
    checkMayReceive(session, sessions.windowLeft(session));
    deliver(session, msgid, request);
    session.quota -= 1;
    return { msgid };
  }

  function sendOnEvent({ body: request }: ApiCall) {
    const code = sessions.takeCode(asText(request.code));
    must(code !== undefined, 41050, 'invalid or expired code');
    const { session, kind, turn } = code;
    must(turn === null || turn === session.turn, 95018, 'session status changed since the code was given');
    must(TYPES[kind].includes(asText(request.msgtype)), 40008, 'invalid msgtype for this event');
    const msgid = msgids.of(request, session.openKfId);
    deliver(session, msgid, request);
    if (kind === 'welcome') session.welcomedAt = sim.clock.now();
    return { msgid };
  }

  return {
    'kf/send_msg': { method: 'POST', auth: 'token', handle: sendMsg },
    'kf/send_msg_on_event': { method: 'POST', auth: 'token', handle: sendOnEvent },
  };
}
