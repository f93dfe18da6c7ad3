import { type WecomApi, WecomError } from '@shouwen/wecom';

const POOL = 2;
const SERVED = 3;

/** What handing a session over needs. */
export interface HandSessionDeps {
  readonly api: Pick<WecomApi, 'kf'>;
  /** userids of the service desk, whom a session goes to first. */
  desk(openKfId: string): readonly string[];
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * Moves the session of an owner to somebody who receives, or into the pool when nobody does (wecom-api.md 3.6).
 * The service desk's group has been told already, so a refusal of WeCom is logged and nothing is lost.
 */
export function createHandSession({ api, desk, log }: HandSessionDeps) {
  return async (owner: { openKfId: string; externalUserid: string }): Promise<void> => {
    const { openKfId } = owner;
    try {
      const { state } = await api.kf.getState(owner);
      if (state === SERVED || state === POOL) return;
      const receiving = (await api.kf.servicerList(openKfId)).filter((servicer) => servicer.receiving);
      const preferred = desk(openKfId).map((userid) => userid.toLowerCase());
      const servicer = receiving.find(({ userid }) => preferred.includes(userid.toLowerCase())) ?? receiving[0];
      await api.kf.transState({
        ...owner,
        ...(servicer === undefined ? { state: POOL } : { state: SERVED, servicerUserid: servicer.userid }),
      });
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      log.warn({ openKfId, error }, 'the session could not be handed to a person; the service desk has been told');
    }
  };
}
