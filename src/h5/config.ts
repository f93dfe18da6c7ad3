import { z } from 'zod';

/** `texts.yaml` section `ticketPage`: the page of one ticket for members. `{name}` is filled in. */
export const ticketPageTexts = z.strictObject({
  photo: z.string().default('现场照片'),
  file: z.string().default('附件'),
  addPhoto: z.string().default('添加照片'),
  saved: z.string().default('照片已加到工单。'),
  failed: z.string().default('照片没有传上，请再试一次，或直接发在聊天里。'),
});

/** The parsed section. */
export type TicketPageTexts = z.infer<typeof ticketPageTexts>;
