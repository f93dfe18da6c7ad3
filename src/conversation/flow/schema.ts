import { z } from 'zod';
import { CATEGORIES } from '../../shared/index.ts';
import type { IntentKind } from '../../understanding/index.ts';
import { SLOT_KINDS } from './slot-kinds.ts';
import { DEEDS, FLOW_KINDS, SOURCES } from './types.ts';

/** Ids travel inside menu ids, which WeChat limits to 64 bytes of letters and digits (wecom-api.md 3.4). */
const id = z.string().regex(/^[a-z][a-z0-9]{0,11}$/, 'small letters and digits, at most 12, a letter first');
const text = z.string().regex(/\S/, 'is empty; write the words, or leave the line out');
const words = z.array(text);
const yesNo = z.union([z.boolean(), z.enum(['yes', 'no'])]).transform((value) => value === true || value === 'yes');
const conditionValue = z.union([z.string(), z.number(), z.boolean()]).transform((value) => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
});
const when = z
  .record(z.string(), z.union([conditionValue.transform((value) => [value]), z.array(conditionValue).min(1)]))
  .optional();

const option = z.strictObject({ id, text, words: words.default([]) });

/** A question. */
const collectStep = z.strictObject({
  id,
  when,
  collect: z.enum(SLOT_KINDS),
  label: text,
  ask: text,
  short: text.optional(),
  together: id.optional(),
  why: text.optional(),
  refuse: text.optional(),
  options: z.array(option).min(2).optional(),
  from: z.array(z.enum(SOURCES)).default(['words']),
  optional: yesNo.default(false),
  several: yesNo.default(false),
  alone: yesNo.default(false),
  told: yesNo.default(false),
  otherwise: id.optional(),
  least: z.number().int().min(1).default(1),
  stuck: z.enum(['go-on', 'hand-over']).default('go-on'),
});

/** Words. */
const sayStep = z.strictObject({ id, when, say: text });

/** Repeating back. */
const confirmStep = z.strictObject({
  id,
  when,
  confirm: text,
  yes: text,
  change: text,
  no: text,
});

/** A jump forward. */
const goStep = z.strictObject({ id, when, go: id });

/** A deed. */
const doStep = z.strictObject({
  id,
  when,
  do: z.enum(DEEDS),
  category: z.enum(CATEGORIES).optional(),
  topic: text.optional(),
  tell: text.optional(),
  reason: z
    .enum(['asked', 'anger', 'threat', 'not-understood', 'unknown-question', 'fees', 'silence', 'error', 'privacy'])
    .optional(),
  request: z.enum(['delete', 'correct']).optional(),
  settled: text.optional(),
});

/** The step schemas by the word that tells them apart. */
export const STEP_SCHEMAS = {
  collect: collectStep,
  say: sayStep,
  confirm: confirmStep,
  go: goStep,
  do: doStep,
} as const;

/** What an owner may want besides a matter; a side flow answers to it. */
const INTENTS = [
  'greeting',
  'smalltalk',
  'thanks',
  'farewell',
  'privacy',
  'my-info',
  'delete-info',
  'how-to-complain',
  'relay',
] as const satisfies readonly IntentKind[];

/** What stands above the steps of a flow. */
export const flowHead = z.strictObject({
  flow: id,
  name: text,
  kind: z.enum(FLOW_KINDS),
  version: z.number().int().positive().default(1),
  starts: z.strictObject({
    categories: z.array(z.enum(CATEGORIES)).default([]),
    topics: z.array(text).default([]),
    intents: z.array(z.enum(INTENTS)).default([]),
    words: z.array(words.min(1)).default([]),
    event: z.enum(['visit', 'quote', 'danger']).optional(),
    visits: z.array(z.enum(['closing', 'dated', 'leader', 'survey'])).default([]),
  }),
  steps: z.array(z.unknown()).min(1),
});
