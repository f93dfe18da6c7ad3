/** Draws the page of one ticket for a member. */
import { ticketDetail } from '../staff/index.ts';
import type { Actor } from '../tickets/action.ts';
import type { Ticket } from '../tickets/types.ts';
import type { Community } from './community.ts';
import { htmlPage } from './components.ts';
import { html } from './html.ts';

/** What a member is shown of a ticket. */
export interface TicketPage {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly viewer: Actor;
  /** Epoch ms. */
  readonly now: number;
  /** Address of the ticket's first picture, without its index. */
  readonly mediaPath: string;
}

/** The page of one ticket, masked for whoever looks (R1, R4); null when they may not know of it. */
export function ticketPage({ ticket, community, viewer, now, mediaPath }: TicketPage): string | null {
  const lines = ticketDetail(ticket, { community, now, viewer });
  if (lines === null) return null;
  const texts = community.messages.pages.ticket;
  const [title = '', ...rest] = lines;
  const media = ticket.media.map(({ type }, index) => {
    const address = `${mediaPath}/${index}`;
    return type === 'image'
      ? html`<a href="${address}"><img src="${address}" alt="${texts.photo} ${index + 1}" loading="lazy"></a>`
      : html`<a href="${address}">${texts.file} ${index + 1}</a>`;
  });
  const body = [
    html`<section>${rest.map((line) => html`<p>${line}</p>`)}</section><section class="photos">${media}</section>`,
    html`<p><button type="button" id="add-photo" hidden>${texts.addPhoto}</button></p>`,
    html`<p id="said" role="status" data-saved="${texts.saved}" data-failed="${texts.failed}"></p>`,
    html`<script type="module" src="/h5/ticket.js"></script>`,
  ];
  return htmlPage({ title, body });
}
