import { z } from 'zod';
import { compileTemplate, type Template } from './template.ts';

const template = z.string().min(1).transform(compileTemplate);

/** Words the engine itself says, whatever flow is running. Every one stands in `bot-flows/phrases.yaml`. */
export const TEXT_KEYS = [
  'hello',
  'help',
  'privacyNotice',
  'remind',
  'handedOver',
  'askTogether',
  'resumeAsk',
  'clarifyAsk',
  'notUnderstood',
  'choose',
  'skipped',
  'cannotSkip',
  'cancelled',
  'changed',
  'changeAsk',
  'stillHappeningAsk',
  'notHappening',
  'dangerNoted',
  'mediaAsk',
  'mediaTaken',
  'mediaToTicket',
  'voiceAsk',
  'cannotRead',
  'sensitive',
  'soothe',
  'why',
  'moreMatters',
  'secondMatter',
  'backTo',
  'repeatAsk',
  'whichAsk',
  'progressOne',
  'progressMany',
  'progressNone',
  'urged',
  'cancelTicket',
  'rework',
  'noted',
  'oldMenu',
  'visitTaken',
  'housePart',
  'houseUnlisted',
  'directoryPhone',
  'handOverAsked',
  'handOverAnger',
  'handOverThreat',
  'handOverUnclear',
  'handOverUnknown',
  'handOverFees',
  'handOverError',
  'handOverPrivacy',
  'backFromPerson',
  'personHere',
] as const;

/** Name of an engine text. */
export type TextKey = (typeof TEXT_KEYS)[number];

/** Taps the engine itself offers. */
export const OPTION_KEYS = [
  'yes',
  'no',
  'skip',
  'person',
  'resume',
  'fresh',
  'drop',
  'same',
  'another',
  'happening',
  'over',
  'unsure',
  'other',
] as const;

/** Name of an engine tap. */
export type OptionKey = (typeof OPTION_KEYS)[number];

const festival = z.strictObject({
  name: z.string(),
  /** `MM-DD` every year or `YYYY-MM-DD` for the days that follow the moon. */
  days: z.array(z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/, 'write a day as "01-01" or "2026-02-17"')).min(1),
  say: z.string(),
});

const greeting = z.strictObject({
  from: z.string().regex(/^\d{2}:\d{2}$/, 'write a time as "05:00"'),
  say: z.string(),
  bye: z.string(),
});

/** `phrases.yaml`. */
export const phrasesFile = z.strictObject({
  texts: z.strictObject(
    Object.fromEntries(TEXT_KEYS.map((key) => [key, template])) as Record<TextKey, typeof template>,
  ),
  options: z.strictObject(
    Object.fromEntries(
      OPTION_KEYS.map((key) => [
        key,
        z.strictObject({ text: z.string().min(1), words: z.array(z.string()).default([]) }),
      ]),
    ) as Record<OptionKey, z.ZodObject<{ text: z.ZodString; words: z.ZodDefault<z.ZodArray<z.ZodString>> }>>,
  ),
  /** By the hour, in order of `from` (R27). */
  greetings: z.array(greeting).min(1),
  festivals: z.array(festival).default([]),
  /** What each category is called in a clarifying question. */
  categories: z.strictObject({
    售后: z.string(),
    报修: z.string(),
    投诉: z.string(),
    服务: z.string(),
    表扬: z.string(),
    建议: z.string(),
    其它: z.string(),
  }),
  /** Used where a step gives no `refuse` or `why` of its own, by kind of slot. */
  refuse: z.record(z.string(), template),
  /** What a kind of media is called. */
  media: z.strictObject({ image: z.string(), voice: z.string(), video: z.string(), file: z.string() }),
  /** What the phones of community.yaml are called in an emergency, by their key. */
  phoneNames: z.record(z.string(), z.string()),
  why: z.record(z.string(), template),
});

/** The parsed `phrases.yaml`. */
export type Phrases = z.infer<typeof phrasesFile>;

/** A text of the engine. */
export type PhraseTemplate = Template;
