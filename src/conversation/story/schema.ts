import { z } from 'zod';
import { CATEGORIES } from '../../shared/index.ts';

const text = z.string().min(1);
const texts = z.union([text.transform((one) => [one]), z.array(text).min(1)]);
const yesNo = z.union([z.boolean(), z.enum(['yes', 'no'])]).transform((value) => value === true || value === 'yes');

/** What the bot must have said: pieces of text, or meaning. */
const bot = z.union([
  texts.transform((says) => ({ says, never: [], asks: undefined, offers: [], messages: undefined })),
  z.strictObject({
    /** Pieces that occur, in any order. */
    says: texts.default([]),
    /** Pieces that do not occur. */
    never: texts.default([]),
    /** The open question: `repair.phone`, or `question.clarify` for one of the engine. */
    asks: z.string().optional(),
    /** Taps on offer. */
    offers: texts.default([]),
    messages: z.number().int().optional(),
  }),
]);

const visit = z.strictObject({
  type: z.enum(['closing', 'dated', 'leader', 'survey']).default('closing'),
  matter: text.default('厨房水龙头漏水'),
  date: text.default('11月20日'),
  place: text.nullable().default('3栋2单元1701'),
  worker: text.nullable().default('李师傅'),
  reminder: yesNo.default(false),
  id: text.default('visit1'),
});

const session = z.enum(['taken', 'transferred', 'ended']);

/** One line of a story. */
const storyLine = z.union([
  z.strictObject({ owner: texts }),
  z.strictObject({ tap: text }),
  /** A tap on a menu shown earlier: the words of the item, the newest menu that had it but is not open. */
  z.strictObject({ oldtap: text }),
  z.strictObject({ photo: z.number().int().positive() }),
  z.strictObject({ voice: z.number().int().positive() }),
  z.strictObject({ video: z.number().int().positive() }),
  z.strictObject({ sticker: z.number().int().positive() }),
  z.strictObject({ link: text }),
  z.strictObject({ forwarded: text }),
  z.strictObject({ location: text }),
  z.strictObject({ recall: z.enum(['photo']) }),
  z.strictObject({
    together: z.array(z.union([z.strictObject({ owner: text }), z.strictObject({ photo: z.number().int() })])),
  }),
  z.strictObject({ wait: text }),
  z.strictObject({ visit: z.union([visit.shape.type.unwrap().transform((type) => visit.parse({ type })), visit]) }),
  z.strictObject({ quote: z.strictObject({ amount: text, item: text }) }),
  /** A member takes over (`{taken: userid}`) or the talk with him ends. */
  z.strictObject({ session: z.union([session, z.strictObject({ taken: text })]) }),
  z.strictObject({ enter: text }),
  z.strictObject({ flowchange: text }),
  z.strictObject({ bot }),
  z.strictObject({ quiet: z.literal(true) }),
  /** Effects of the turn: kind → fields that must fit. `nothing`: none but words. */
  z.strictObject({
    does: z.union([z.literal('nothing'), z.record(z.string(), z.record(z.string(), z.unknown()).nullable())]),
  }),
  z.strictObject({ state: z.record(z.string(), z.unknown()) }),
]);

/** One story. */
const story = z.strictObject({
  story: text,
  /** Wall clock of the community when it starts. */
  at: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
    .default('2026-11-24 10:00'),
  /** What the talk remembers of the owner from before. */
  knows: z
    .strictObject({ house: text.optional(), phone: text.optional(), name: text.optional(), met: yesNo.default(true) })
    .prefault({ met: false }),
  tickets: z
    .array(
      z.strictObject({
        number: text,
        category: text.default('报修'),
        topic: text.nullable().default(null),
        summary: text,
        house: text.nullable().default(null),
        open: yesNo.default(true),
        ago: text.default('1d'),
        state: text.default('李师傅已接单'),
        step: text.nullable().default(null),
        promised: text.nullable().default(null),
      }),
    )
    .default([]),
  /** Half words and what they are heard as; several categories are a doubt between them. */
  hears: z.record(text, z.array(z.enum(CATEGORIES)).min(1)).default({}),
  /** Shown in the docs as a transcript. */
  transcript: yesNo.default(false),
  talk: z.array(storyLine).min(1),
});

/** A `*.stories.yaml` file. */
export const storyFile = z.strictObject({ stories: z.array(story).min(1) });

/** One parsed story. */
export type Story = z.infer<typeof story>;

/** One parsed line. */
export type StoryLine = z.infer<typeof storyLine>;
