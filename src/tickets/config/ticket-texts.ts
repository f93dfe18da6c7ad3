import { z } from 'zod';

/** `ticket-texts.yaml`: every sentence the ticket room says. `{name}` places are filled in. */
export const ticketTextsFile = z.strictObject({
  /** Why something was not done, by refusal code; `code.detail` where one code has several reasons. */
  refusals: z.record(z.string(), z.string()),
  /** To the owner. */
  owner: z.record(z.string(), z.string()),
  /** To groups and members. */
  staff: z.record(z.string(), z.string()),
  /** Names of limits, ladders, suspend reasons and buttons. */
  names: z.record(z.string(), z.string()),
});

/** The parsed `ticket-texts.yaml`. */
export type TicketTextsFile = z.infer<typeof ticketTextsFile>;
