import { signJsUrl, type WecomApi } from '@shouwen/wecom';
import type { TicketService } from '../h5/index.ts';
import { type MediaFetcher, mediaFile } from '../intake/media.ts';
import type { Store } from '../store/index.ts';
import type { TicketDesk } from '../tickets/desk.ts';

/** The working part behind the ticket pages. `now` in epoch ms. */
export function createPageService(deps: {
  readonly api: WecomApi;
  readonly tickets: Pick<Store<unknown, unknown>['tickets'], 'load'>;
  readonly desk: Pick<TicketDesk, 'act'>;
  readonly media: Pick<MediaFetcher, 'save'>;
  now(): number;
}): TicketService {
  const { api, tickets, desk, media, now } = deps;
  return {
    ticket: tickets.load,
    desk,
    async fetchPhoto({ community, mediaId }) {
      const { timezone, id } = community;
      const file = mediaFile({ community: id, messageId: `page/${mediaId}`, type: 'image', at: now(), timezone });
      await media.save(file, mediaId);
      return { file, type: 'image' };
    },
    async sign({ kind, url, nonceStr }) {
      const ticket = await (kind === 'corp' ? api.jsapiTicket() : api.agentTicket());
      const timestamp = Math.floor(now() / 1000);
      return { timestamp, nonceStr, signature: signJsUrl({ ticket, nonceStr, timestamp, url }) };
    },
  };
}
