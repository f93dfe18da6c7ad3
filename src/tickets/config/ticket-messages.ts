import type { z } from 'zod';
import { catalogue } from '../../messages/index.ts';
import { names } from './messages/names.ts';
import { owner } from './messages/owner.ts';
import { refusals } from './messages/refusals.ts';
import { staff } from './messages/staff.ts';

/** `messages/ticket.yaml`: every sentence the ticket room says. */
export const ticketMessages = catalogue({ refusals, owner, staff, names });

/** The parsed catalogue. */
export type TicketMessages = z.output<typeof ticketMessages>;
