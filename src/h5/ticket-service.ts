/** What the ticket pages do on the services behind them. */
import { signJsUrl, type WecomApi } from '@shouwen/wecom';
import { type MediaFetcher, mediaFile } from '../intake/index.ts';
import type { TicketService as Tickets } from '../tickets/index.ts';
import type { TicketService } from './ticket-routes.ts';

/** The services behind the ticket pages. */
export interface TicketPageServices {
  readonly tickets: Pick<Tickets, 'load' | 'act'>;
  readonly media: Pick<MediaFetcher, 'save'>;
  readonly api: Pick<WecomApi, 'jsapiTicket' | 'agentTicket'>;
}

/** Makes the service. `now` in epoch ms. */
export function createTicketPageService({ tickets, media, api }: TicketPageServices, now: () => number): TicketService {
  return {
    ticket: tickets.load,
    act: tickets.act,
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
