import type { z } from 'zod';
import { catalogue } from '../../messages/index.ts';
import { books } from './messages/books.ts';
import { chat } from './messages/chat.ts';
import { reports } from './messages/reports.ts';
import { tickets } from './messages/tickets.ts';

/** `messages/staff.yaml`: every sentence that the staff room says to members. */
export const staffMessages = catalogue({ ...chat, ...tickets, ...books, ...reports });

/** The parsed catalogue. */
export type StaffMessages = z.output<typeof staffMessages>;
