import type { z } from 'zod';
import { catalogue } from '../../messages/index.ts';

/** `messages/delivery.yaml`: words that delivery itself puts around what others hand it. */
export const deliveryMessages = catalogue({
  /** First line of a digest. */
  digest: ['count'],
  /** State on a card that has no buttons left. */
  settled: [],
  /** Mark at the end of a text that was cut. */
  cut: [],
  /** Title of a card for which the caller gave none that fits. */
  card: [],
});

/** The parsed catalogue. */
export type DeliveryMessages = z.output<typeof deliveryMessages>;
