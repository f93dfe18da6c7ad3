import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PageOf } from '../followup/situation.ts';

/** Makes and reads the signed addresses of survey pages. */
export interface PageLinks {
  /** The full address. The same page always has the same one. */
  address(of: PageOf): string;
  /** What a token stands for; null when it was not signed here. */
  read(token: string): PageOf | null;
}

const SIGNATURE_BYTES = 18;

/** Links signed with LINK_SECRET: whoever holds one may see and answer this one visit, nothing else. */
export function createPageLinks({ secret, publicUrl }: { secret: string; publicUrl: string }): PageLinks {
  // A purpose inside the key keeps other links of the same secret from being taken for these.
  const sign = (text: string) =>
    createHmac('sha256', `survey-page:${secret}`).update(text).digest().subarray(0, SIGNATURE_BYTES);
  return {
    address({ community, visitId, userid }) {
      const body = Buffer.from(JSON.stringify([community, visitId, userid])).toString('base64url');
      const token = `${body}.${sign(body).toString('base64url')}`;
      return `${publicUrl.replace(/\/+$/, '')}/h5/visit/${token}`;
    },
    read(token) {
      const [body, signature, ...rest] = token.split('.');
      if (body === undefined || signature === undefined || rest.length > 0) return null;
      const given = Buffer.from(signature, 'base64url');
      const wanted = sign(body);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const [community, visitId, userid] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [
        string,
        string,
        string | null,
      ];
      return { community, visitId, userid };
    },
  };
}
