/** Signed tokens: short texts that only this service can have made, each for one purpose and, where wanted, for a limited time. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a token is about: a short list, which the purpose gives its meaning. */
export type TokenSubject = readonly (string | null)[];

/** What is signed. */
export interface TokenClaims {
  /** Lower-case words with dashes, such as `survey-page`. A token made for one purpose is worthless for any other. */
  readonly purpose: string;
  readonly subject: TokenSubject;
  /** Epoch ms from which on the token is worthless; null: it stays good as long as the secret does. */
  readonly expiresAt: number | null;
}

/** Makes and checks tokens. Nothing is stored. */
export interface SignedTokens {
  /** `body.signature` of base64url characters, fit for addresses and cookies. The same claims always give the same token. */
  sign(claims: TokenClaims): string;
  /** The claims of a token; null when it was not signed here for this purpose, or has expired. */
  verify(token: string, purpose: string): TokenClaims | null;
}

/** 144 bits: forging one stays out of reach and links stay short. */
const SIGNATURE_BYTES = 18;

const subject = z.array(z.string().nullable());
/** Without an expiry the body is the subject alone, so links stay short. */
const payload = z.union([
  subject.transform((value) => ({ subject: value, expiresAt: null })),
  z.strictObject({ subject, expiresAt: z.number() }),
]);

/** Tokens signed with LINK_SECRET by HMAC-SHA-256. `now` in epoch ms. */
export function createSignedTokens({ secret, now }: { secret: string; now: () => number }): SignedTokens {
  // The purpose is part of the key, so a signature for one purpose says nothing about another.
  const signatureOf = (body: string, purpose: string) =>
    createHmac('sha256', `${purpose}:${secret}`)
      .update(body)
      .digest()
      .subarray(0, SIGNATURE_BYTES)
      .toString('base64url');

  return {
    sign({ purpose, subject: about, expiresAt }) {
      const claims = expiresAt === null ? about : { subject: about, expiresAt };
      const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${body}.${signatureOf(body, purpose)}`;
    },
    verify(token, purpose) {
      const [body = '', signature = '', ...rest] = token.split('.');
      if (rest.length > 0 || !isSameText(signature, signatureOf(body, purpose))) return null;
      // What we have signed ourselves is JSON; its shape may be that of an older release.
      const read = payload.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      if (!read.success) return null;
      const { expiresAt } = read.data;
      return expiresAt === null || expiresAt > now() ? { purpose, ...read.data } : null;
    },
  };
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function isSameText(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
