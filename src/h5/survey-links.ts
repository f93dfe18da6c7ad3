/** Makes and reads the signed addresses of survey pages. */
import type { PageOf } from '../followup/index.ts';
import type { SignedTokens } from '../http/index.ts';

/** Whoever holds a link may see and answer this one visit, nothing else. */
export interface SurveyLinks {
  /** The full address. The same page always has the same one. */
  address(page: PageOf): string;
  /** What the token of an address stands for; null when it was not signed here. */
  read(token: string): PageOf | null;
}

const PURPOSE = 'survey-page';

/** Links signed with LINK_SECRET; they stay good as long as the secret does. */
export function createSurveyLinks({ tokens, publicUrl }: { tokens: SignedTokens; publicUrl: string }): SurveyLinks {
  return {
    address({ community, visitId, userid }) {
      const token = tokens.sign({ purpose: PURPOSE, subject: [community, visitId, userid], expiresAt: null });
      return `${publicUrl}/h5/visit/${token}`;
    },
    read(token) {
      const [community, visitId, userid = null] = tokens.verify(token, PURPOSE)?.subject ?? [];
      return typeof community === 'string' && typeof visitId === 'string' ? { community, visitId, userid } : null;
    },
  };
}
