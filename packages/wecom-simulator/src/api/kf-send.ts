import type { Session } from '../chats.ts';
import type { Core } from '../core.ts';
import type { EventCode, Sessions } from '../sessions.ts';
import type { Json } from '../types.ts';
import { asText } from '../values.ts';
import { type ApiCall, type ApiTable, must } from './answer.ts';
import { acceptKfBody } from './kf-bodies.ts';

const REJECTED = 10;

const TYPES: Readonly<Record<EventCode['kind'], readonly string[]>> = {
  welcome: ['text', 'msgmenu'],
  pool: ['text'],
  taken: ['text'],
  ended: ['text', 'msgmenu'],
};

/** `kf/send_msg` and `kf/send_msg_on_event` (wecom-api.md 3.4, 3.5). */
export function createKfSend(core: Core, sessions: Sessions): ApiTable {
  const used = new Map<string, Set<string>>();

  function newMsgid(request: Json, openKfId: string): string {
    if (request.msgid === undefined) return core.newId('', 28);
    const msgid = asText(request.msgid);
    must(/^[0-9a-zA-Z_-]{1,32}$/.test(msgid), 40058, 'invalid msgid');
    must(!used.get(openKfId)?.has(msgid), core.limits.repeatedMsgidErrcode, 'msgid already used');
    return msgid;
  }

  function remember(openKfId: string, msgid: string): void {
    used.set(openKfId, (used.get(openKfId) ?? new Set()).add(msgid));
  }

  function target(request: Json): Session {
    const openKfId = asText(request.open_kfid);
    const known = core.options.world.accounts.some((account) => account.openKfId === openKfId);
    must(known, 95000, 'invalid open_kfid');
    const externalUserid = asText(request.touser);
    must(core.chats.owner(externalUserid) !== undefined, 40096, 'invalid external userid');
    return core.chats.session(openKfId, externalUserid);
  }

  function mayReceive(session: Session): void {
    must(session.state === 0 || session.state === 1, 95018, 'send msg session status invalid');
    must(sessions.windowLeft(session) > 0, 95002, 'msg send time limit exceeded');
    must(session.quota > 0, 95001, 'msg send count limit exceeded');
  }

  /** Shows the message, or reports afterwards that it did not arrive: errcode 0 is not "delivered". */
  function hand(session: Session, msgid: string, request: Json): void {
    const onEvent = request.code !== undefined;
    const body = acceptKfBody(core, request, { onEvent });
    remember(session.openKfId, msgid);
    const failType = session.blocked ? REJECTED : core.faults.takeFailLater();
    const status = failType === undefined ? 'shown' : 'failed';
    sessions.show(session, { id: msgid, msgtype: asText(request.msgtype), body, status });
    if (failType === undefined) return;
    sessions.report(session.openKfId, {
      event_type: 'msg_send_fail',
      external_userid: session.externalUserid,
      fail_msgid: msgid,
      fail_type: failType,
    });
  }

  function sendMsg({ body: request }: ApiCall) {
    const session = target(request);
    const msgid = newMsgid(request, session.openKfId);
    mayReceive(session);
    hand(session, msgid, request);
    session.quota -= 1;
    return { msgid };
  }

  function sendOnEvent({ body: request }: ApiCall) {
    const code = sessions.takeCode(asText(request.code));
    must(code !== undefined, 41050, 'invalid or expired code');
    const { session, kind, turn } = code;
    must(turn === null || turn === session.turn, 95018, 'session status changed since the code was given');
    must(TYPES[kind].includes(asText(request.msgtype)), 40008, 'invalid msgtype for this event');
    const msgid = newMsgid(request, session.openKfId);
    hand(session, msgid, request);
    if (kind === 'welcome') session.welcomedAt = core.clock.now();
    return { msgid };
  }

  return {
    'kf/send_msg': { method: 'POST', auth: 'token', handle: sendMsg },
    'kf/send_msg_on_event': { method: 'POST', auth: 'token', handle: sendOnEvent },
  };
}
