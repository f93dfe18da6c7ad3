/** Shows a refusal as a page in the reader's language. */
import type { RefusalPresenter } from '../http/index.ts';
import type { Community } from './community.ts';
import { htmlPage, notice } from './components.ts';
import type { PageMessages, RefusalTexts } from './config.ts';

/** The communities that are configured now. */
export interface PageCommunities {
  find(id: string): Community | null;
  all(): readonly Community[];
}

/**
 * Presents refusals of a page with the words of the community that `communityOf` finds in the address; of the first one
 * where the address names none.
 */
export function refusalPage({
  communities,
  page,
  communityOf,
}: {
  communities: PageCommunities;
  page: keyof PageMessages;
  communityOf: (params: Readonly<Record<string, string>>) => string | null;
}): RefusalPresenter {
  return ({ code, message }, params) => {
    const id = communityOf(params);
    const community = (id === null ? null : communities.find(id)) ?? communities.all()[0];
    const texts: RefusalTexts = community?.messages.pages[page].refusals ?? { title: code, codes: {}, other: message };
    return {
      type: 'text/html',
      body: htmlPage({ title: texts.title, body: notice(texts.codes[code] ?? texts.other, 'alert') }),
    };
  };
}
