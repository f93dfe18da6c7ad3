import { z } from 'zod';
import { SLOT_KINDS } from './slot-kinds.ts';
import { compileTemplate } from './template.ts';

const words = z.string().regex(/\S/, 'is empty; write the words');
const template = words.transform(compileTemplate);

const OF_TICKET = ['ticket', 'summary', 'state', 'step', 'worker', 'promised'] as const;

/**
 * Words the engine itself says, whatever flow is running, and what each may name in `{…}` besides company, community,
 * phones and privacy.months. Every one stands in `bot-flows/phrases.yaml`.
 */
export const TEXT_PLACES = {
  hello: ['greeting'],
  help: [],
  here: [],
  privacyNotice: [],
  remind: [],
  handedOver: ['matter'],
  askTogether: ['what'],
  resumeAsk: ['matter'],
  clarifyAsk: [],
  notUnderstood: [],
  choose: ['what'],
  cannotSkip: ['why'],
  cancelled: ['matter'],
  changed: ['what'],
  changeAsk: ['what'],
  stillHappeningAsk: [],
  notHappening: [],
  dangerNoted: [],
  mediaAsk: ['what'],
  mediaTaken: [],
  mediaToTicket: OF_TICKET,
  voiceAsk: [],
  cannotRead: [],
  sensitive: [],
  soothe: [],
  why: [],
  moreMatters: ['matter'],
  secondMatter: [],
  backTo: ['matter'],
  repeatAsk: [...OF_TICKET, 'date', 'topic'],
  whichAsk: [],
  progressOne: OF_TICKET,
  progressMany: ['list'],
  progressNone: [],
  urged: OF_TICKET,
  cancelTicket: OF_TICKET,
  rework: OF_TICKET,
  noted: OF_TICKET,
  acknowledged: [],
  photoWelcome: [],
  keptQuiet: [],
  oldMenu: [],
  visitTaken: ['ticket'],
  housePart: ['house'],
  houseUnlisted: [],
  directoryPhone: [],
  handOverAsked: ['owner'],
  handOverAnger: ['owner'],
  handOverThreat: ['owner'],
  handOverUnclear: ['owner'],
  handOverUnknown: ['owner'],
  handOverFees: ['owner'],
  handOverError: ['owner'],
  handOverPrivacy: ['owner'],
  backFromPerson: ['bye'],
  personHere: ['name', 'staffNo'],
} as const satisfies Record<string, readonly string[]>;

/** Name of an engine text. */
export type TextKey = keyof typeof TEXT_PLACES;

const TEXT_KEYS = Object.keys(TEXT_PLACES) as TextKey[];

/** Taps the engine itself offers. */
const OPTION_KEYS = [
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
  name: words,
  /** `MM-DD` every year or `YYYY-MM-DD` for the days that follow the moon. */
  days: z.array(z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/, 'write a day as "01-01" or "2026-02-17"')).min(1),
  say: words,
});

const greeting = z.strictObject({
  from: z.string().regex(/^\d{2}:\d{2}$/, 'write a time as "05:00"'),
  say: words,
  bye: words,
});

/** `phrases.yaml`. */
export const phrasesFile = z.strictObject({
  texts: z.strictObject(
    Object.fromEntries(TEXT_KEYS.map((key) => [key, template])) as Record<TextKey, typeof template>,
  ),
  options: z.strictObject(
    Object.fromEntries(
      OPTION_KEYS.map((key) => [key, z.strictObject({ text: words, words: z.array(words).default([]) })]),
    ) as Record<OptionKey, z.ZodObject<{ text: z.ZodString; words: z.ZodDefault<z.ZodArray<z.ZodString>> }>>,
  ),
  /** By the hour, in order of `from` (R27). */
  greetings: z.array(greeting).min(1),
  festivals: z.array(festival).default([]),
  /** Words the engine itself listens for: nods that want no answer, and sets of words that announce a picture. */
  heard: z.strictObject({ nod: z.array(z.string()), photo: z.array(z.array(z.string()).min(1)) }),
  /** What each category is called in a clarifying question. */
  categories: z.strictObject({
    售后: words,
    报修: words,
    投诉: words,
    服务: words,
    表扬: words,
    建议: words,
    其它: words,
  }),
  /** Used where a step gives no `refuse` or `why` of its own, by kind of slot. */
  refuse: z.partialRecord(z.enum(SLOT_KINDS), template),
  /** What a kind of media is called. */
  media: z.strictObject({ image: words, voice: words, video: words, file: words }),
  /** What the phones of community.yaml are called in an emergency, by their key. */
  phoneNames: z.record(z.string(), words),
  why: z.partialRecord(z.enum(SLOT_KINDS), template),
});

/** The parsed `phrases.yaml`. */
export type Phrases = z.infer<typeof phrasesFile>;
