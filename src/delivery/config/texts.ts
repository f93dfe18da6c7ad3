import { z } from 'zod';

/** `texts.yaml` section `delivery`: words that delivery itself puts around what others hand it. `{name}` is filled in. */
export const deliveryTexts = z.strictObject({
  /** First line of a digest. */
  digest: z.string().default('以下{count}项任务请及时处理：'),
  /** State on a card that has no buttons left. */
  settled: z.string().default('已处理'),
  /** Mark at the end of a text that was cut. */
  cut: z.string().default('…'),
  /** Title of a card for which the caller gave none that fits. */
  card: z.string().default('工单'),
});

/** The parsed section. */
export type DeliveryTexts = z.infer<typeof deliveryTexts>;
