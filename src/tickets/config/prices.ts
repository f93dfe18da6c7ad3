import { z } from 'zod';

/** `prices.yaml`: the price list that quotes name a line of (篇5 六.2; R17). Prices in yuan. */
export const pricesFile = z.strictObject({
  /** Said under every price: materials, who collects. */
  note: z.string().default(''),
  lines: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string().min(1),
      /** Other words by which a worker's quote names it. */
      words: z.array(z.string()).default([]),
      unit: z.string().optional(),
      /** Fixed labour price, or from–to when it is settled on the spot. */
      price: z.union([z.number().nonnegative(), z.tuple([z.number().nonnegative(), z.number().nonnegative()])]),
      materials: z.enum(['included', 'extra']).default('extra'),
      topics: z.array(z.string()).default([]),
    }),
  ),
});

/** The parsed `prices.yaml`. */
export type PricesFile = z.infer<typeof pricesFile>;

/** One line of the price list. */
export type PriceLine = PricesFile['lines'][number];
