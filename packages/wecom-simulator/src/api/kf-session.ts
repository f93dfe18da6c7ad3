import type { Session } from '../chats.ts';
import type { Servicers } from '../servicers.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { asText } from '../values.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';
import { knownSession } from './world-targets.ts';

/** Who may go where (wecom-api.md 3.6). Ending from 0, 1 or 2 is not described and so refused here. */
const ARROWS: Readonly<Record<Session['state'], readonly number[]>> = {
  0: [1, 2, 3],
  1: [2, 3],
  2: [3],
  3: [3, 4],
  4: [],
};

/** `kf/service_state/get` and `trans` (wecom-api.md 3.6). */
export function createKfSession(
  sim: SimulatorState,
  { sessions, servicers }: { sessions: Sessions; servicers: Servicers },
): ApiTable {
  const target = ({ body }: ApiCall): Session =>
    knownSession(sim, { openKfId: asText(body.open_kfid), externalUserid: asText(body.external_userid) });

  function get(call: ApiCall) {
    const { state, servicer } = target(call);
    return { service_state: state, ...(servicer === null ? {} : { servicer_userid: servicer }) };
  }

  function codeFor(session: Session, to: number): { msg_code?: string } {
    if (to === 2) return { msg_code: sessions.giveCode(session, 'pool') };
    if (to === 3) return { msg_code: sessions.giveCode(session, 'taken') };
    return to === 4 ? { msg_code: sessions.giveCode(session, 'ended') } : {};
  }

  function trans(call: ApiCall) {
    const session = target(call);
    const to = call.body.service_state;
    must(session.state !== 4, 95013, 'session already ended');
    if (typeof to !== 'number' || !ARROWS[session.state].includes(to)) {
      throw new ApiError(95016, 'session status transition not allowed');
    }
    const servicer = to === 3 ? servicers.require(session.openKfId, asText(call.body.servicer_userid)) : null;
    const first = session.state !== to;
    sessions.move(session, to as Session['state'], servicer);
    sim.changed(session);
    return first ? codeFor(session, to) : {};
  }

  return {
    'kf/service_state/get': { method: 'POST', auth: 'token', handle: get },
    'kf/service_state/trans': { method: 'POST', auth: 'token', handle: trans },
  };
}
