import type { z } from 'zod';
import { catalogue, each } from '../../messages/index.ts';

/** Why WeChat did not carry a message, by delivery's reason. */
const FAILURES = [
  'budget-used',
  'window-closed',
  'session-with-person',
  'owner-unreachable',
  'code-expired',
  'expired',
  'refused',
  'misconfigured',
  'target-gone',
] as const;

/** Why a person takes over, and what is asked about personal data. */
const REASONS = [
  'asked',
  'anger',
  'threat',
  'not-understood',
  'unknown-question',
  'fees',
  'silence',
  'error',
  'privacy',
  'delete',
  'correct',
] as const;

/** `messages/desk.yaml`: what the service desk's group reads when a dialogue needs a person. */
export const deskMessages = catalogue({
  /** What the 智能机器人 says when its chat is opened. */
  welcome: [],
  handOver: ['who', 'house', 'reason', 'summary'],
  alert: ['danger', 'house', 'text'],
  relay: ['who', 'house', 'to', 'text'],
  /** To the person whom the words are for (R34). */
  relayed: ['who', 'house', 'text'],
  privacy: ['who', 'house', 'reason', 'text'],
  phone: ['number', 'who', 'reason', 'text'],
  /** Instead of the words of a message that is a picture. */
  photo: [],
  failures: each(FAILURES, []),
  reasons: each(REASONS, []),
});

/** The parsed catalogue. */
export type DeskMessages = z.output<typeof deskMessages>;
