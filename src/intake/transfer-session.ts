/** Moves the 微信客服 session of an owner to a person (wecom-api.md 3.6). */
import { type WecomApi, WecomError } from '@shouwen/wecom';
import type { Communities } from '../community/index.ts';
import { membersOf } from '../community/index.ts';

const POOL = 2;
const SERVED = 3;

/** What moving a session needs. */
export interface TransferDeps {
  readonly kf: WecomApi['kf'];
  readonly communities: Communities;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * Moves the session to somebody of the service desk who receives, else to anybody who does, else into the pool. The service
 * desk's group has been told already, so a refusal of WeCom is logged and nothing is lost.
 */
export async function transferSession(
  { kf, communities, log }: TransferDeps,
  owner: { readonly openKfId: string; readonly externalUserid: string },
): Promise<void> {
  const { openKfId } = owner;
  const community = communities.byOpenKfId(openKfId);
  const desk = community === null ? [] : membersOf(community, community.duty.desk);
  const preferred = desk.map((userid) => userid.toLowerCase());
  try {
    const { state } = await kf.getState(owner);
    if (state === SERVED || state === POOL) return;
    const receiving = (await kf.servicerList(openKfId)).filter((servicer) => servicer.receiving);
    const servicer = receiving.find(({ userid }) => preferred.includes(userid.toLowerCase())) ?? receiving[0];
    await kf.transState({
      ...owner,
      ...(servicer === undefined ? { state: POOL } : { state: SERVED, servicerUserid: servicer.userid }),
    });
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    log.warn({ openKfId, error }, 'the session could not be handed to a person; the service desk has been told');
  }
}
