import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who is logged in on a page: a signed cookie, nothing stored. */
export interface Sessions {
  /** The cookie's value for a member. */
  issue(userid: string): string;
  /** The member of a cookie; null when it was not signed here or is over. */
  read(value: string | undefined): string | null;
}

/** A shift and the way home. */
const LIFE_MS = 12 * 3_600_000;

/** Sessions signed with LINK_SECRET. `now` in epoch ms. */
export function createSessions({ secret, now }: { secret: string; now: () => number }): Sessions {
  // A purpose inside the key keeps other links of the same secret from being taken for these.
  const sign = (text: string) => createHmac('sha256', `session:${secret}`).update(text).digest();
  return {
    issue(userid) {
      const body = Buffer.from(JSON.stringify([userid, now() + LIFE_MS])).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    read(value) {
      const [body = '', signature = ''] = value?.split('.') ?? [];
      const given = Buffer.from(signature, 'base64url');
      const wanted = sign(body);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const [userid, until] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [string, number];
      return until > now() ? userid : null;
    },
  };
}
