import { z } from 'zod';
import { duration } from '../../yaml/index.ts';

/** `conversation.yaml`: times and limits of the talk with an owner. */
export const conversationFile = z.strictObject({
  /** Messages that follow within this are one turn. */
  burst: duration.default(1_500),
  /** Silence after which one reminder is sent. */
  reminder: duration.default(600_000),
  /** A recognisable draft goes to the service desk after this silence; before 30 minutes (R8). */
  handOver: duration.default(1_500_000),
  /** A draft without a recognisable request is kept this long, then dropped (R8). */
  draftKeep: duration.default(86_400_000),
  /** The same house and topic again within this asks before opening another ticket. */
  repeatWindow: duration.default(604_800_000),
  /** How long a person may stay silent before the program takes the talk back. */
  humanIdle: duration.default(7_200_000),
});

/** The parsed `conversation.yaml`. */
export type ConversationFile = z.infer<typeof conversationFile>;
