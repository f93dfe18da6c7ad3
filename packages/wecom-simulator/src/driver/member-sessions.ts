import type { Session } from '../chats.ts';
import type { Servicers } from '../servicers.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';

/** Where an owner's session is found; an OwnerDriver fits. */
export interface OwnerRef {
  readonly openKfId: string;
  readonly externalUserid: string;
}

/** What a member does as 接待人员 in the WeCom client. */
export interface MemberSessions {
  /** Takes an owner's session in the WeCom client (change_type 1). */
  takes(owner: OwnerRef): void;
  /** Writes to the owner as 接待人员. Throws unless the member has the session. */
  writesTo(owner: OwnerRef, text: string): string;
  /** Ends the session (change_type 3); the bot gets its code for a farewell. */
  ends(owner: OwnerRef): void;
  /** Stops or resumes receiving owners of an account (`servicer_status_change`). */
  receives(openKfId: string, on: boolean): void;
}

interface Deps {
  readonly sim: SimulatorState;
  readonly sessions: Sessions;
  readonly servicers: Servicers;
}

/** The sessions of one member. */
export function createMemberSessions({ sim, sessions, servicers }: Deps, userid: string): MemberSessions {
  const sessionOf = (owner: OwnerRef): Session => sim.chats.session(owner.openKfId, owner.externalUserid);

  function statusChange(session: Session, fields: Json): void {
    sim.changed(session);
    const head = { event_type: 'session_status_change', external_userid: session.externalUserid };
    sessions.report(session.openKfId, { ...head, ...fields });
  }

  return {
    takes(owner) {
      const session = sessionOf(owner);
      sessions.move(session, 3, userid);
      const msg_code = sessions.giveCode(session, 'taken');
      statusChange(session, { change_type: 1, new_servicer_userid: userid, msg_code });
    },
    writesTo(owner, text) {
      const session = sessionOf(owner);
      if (session.servicer !== userid) throw new Error(`${userid} does not serve ${owner.externalUserid}`);
      const body = { content: text };
      return sessions.receive(session, { from: 'servicer', sender: userid, msgtype: 'text', body }).id;
    },
    ends(owner) {
      const session = sessionOf(owner);
      sessions.move(session, 4);
      const msg_code = sessions.giveCode(session, 'ended');
      statusChange(session, { change_type: 3, old_servicer_userid: userid, msg_code });
    },
    receives(openKfId, on) {
      const servicer = servicers.list(openKfId).find((one) => one.userid === userid);
      if (servicer === undefined) throw new Error(`${userid} is no servicer of ${openKfId}`);
      servicer.status = on ? 0 : 1;
      // The event counts the other way round than the list (wecom-api.md 3.7).
      const event = { event_type: 'servicer_status_change', servicer_userid: userid, status: on ? 1 : 2, stop_type: 0 };
      sessions.report(openKfId, event);
    },
  };
}
