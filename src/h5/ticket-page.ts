import type { Community } from '../config/types.ts';
import { ticketDetail } from '../staff/handlers/ticket-detail.ts';
import type { Actor } from '../tickets/action.ts';
import type { Ticket } from '../tickets/types.ts';
import { escapeHtml, htmlPage } from './html.ts';

/** What a member is shown of a ticket. */
export interface TicketPage {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly viewer: Actor;
  /** Epoch ms. */
  readonly now: number;
  /** Address of one picture of the ticket. */
  media(index: number): string;
}

/** The page of one ticket for a member, masked for whoever looks (R1, R4); null when he may not know of it. */
export function ticketPage({ ticket, community, viewer, now, media }: TicketPage): string | null {
  const lines = ticketDetail(ticket, { community, now, viewer });
  if (lines === null) return null;
  const { ticketPage: texts } = community.texts;
  const [title = '', ...rest] = lines;
  const rows = rest.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  const photos = ticket.media
    .map(({ type }, index) =>
      type === 'image'
        ? `<a href="${media(index)}"><img src="${media(index)}" alt="${escapeHtml(texts.photo)} ${index + 1}" loading="lazy"></a>`
        : `<a href="${media(index)}">${escapeHtml(texts.file)} ${index + 1}</a>`,
    )
    .join('');
  const buttons = `<p><button type="button" id="add-photo" hidden>${escapeHtml(texts.addPhoto)}</button></p><p id="said" role="status" data-saved="${escapeHtml(texts.saved)}" data-failed="${escapeHtml(texts.failed)}"></p>`;
  const body = `<section>${rows}</section><section class="photos">${photos}</section>${buttons}<script type="module" src="/h5/ticket.js"></script>`;
  return htmlPage({ title, body });
}
