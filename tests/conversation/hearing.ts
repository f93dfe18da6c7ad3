import type { StepContext } from '../../src/conversation/types.ts';
import type { Category } from '../../src/shared/category.ts';
import type { DangerKind, Facts, IntentKind, Mood, Understanding } from '../../src/understanding/index.ts';

/** What a test says a text means; what is left out is not there. */
export interface Heard {
  readonly category?: Category;
  readonly topic?: string;
  /** The likely categories of a request that is not sure. */
  readonly unsure?: readonly Category[];
  readonly urgent?: boolean;
  readonly danger?: { readonly level: 'yes' | 'doubtful'; readonly kind: DangerKind };
  readonly intents?: readonly IntentKind[];
  readonly mood?: Mood;
  readonly accused?: string;
  readonly relayTo?: string;
  /** Several matters in one message. */
  readonly matters?: readonly { readonly text: string; readonly category: Category; readonly topic?: string }[];
}

const YES = /^(对|是|是的|好的|好|嗯|可以|同意)$/;
const NO = /^(不|不是|没有|不对|不同意|没)$/;
const TIMES = /明天下午|明天上午|周六上午10点|后天/;

/**
 * An understanding whose meanings the test decides, so that tests of the talk do not move with the model. Houses, phones,
 * names, yes, no and a few times are read plainly.
 */
export function hearing(meanings: Readonly<Record<string, Heard>>): StepContext['understand'] {
  return (text, context) => {
    const heard = meanings[text] ?? {};
    const facts = factsOf(text, { now: context.now, heard });
    const listed =
      heard.matters ?? (heard.category === undefined ? [] : [{ text, category: heard.category, topic: heard.topic }]);
    const category = heard.category ?? listed[0]?.category ?? '其它';
    const likely = (heard.unsure ?? [category]).map((one, index): [Category, number] => [one, index === 0 ? 0.5 : 0.3]);
    const intents = [
      ...(heard.intents ?? []),
      ...(YES.test(text) ? (['yes'] as const) : []),
      ...(NO.test(text) ? (['no'] as const) : []),
    ].map((kind) => ({ kind, text, ...(kind === 'relay' ? { value: heard.relayTo ?? '' } : {}) }));
    const number = /^[1-9]$/.exec(text)?.[0];
    const understanding: Understanding = {
      text,
      category,
      categories: likely,
      ask: heard.unsure !== undefined,
      topic: heard.topic ?? null,
      topics: [],
      urgent: heard.urgent === true,
      danger: { level: heard.danger?.level ?? 'no', kind: heard.danger?.kind ?? null, text: null },
      isRequest: listed.length > 0,
      intents: number === undefined ? intents : [...intents, { kind: 'choice', text, value: Number(number) }],
      facts,
      mood: heard.mood ?? 'calm',
      requests: listed.map((matter) => ({
        text: matter.text,
        category: matter.category,
        topic: matter.topic ?? null,
        categories: heard.unsure === undefined ? [[matter.category, 0.9]] : likely,
        urgent: heard.urgent === true,
        facts: listed.length === 1 ? facts : factsOf(matter.text, { now: context.now, heard }),
      })),
      why: [text],
    };
    return understanding;
  };
}

function factsOf(text: string, given: { now: number; heard: Heard }): Facts {
  const house = /(\d{1,2})栋(?:(\d)单元)?(\d{3,4})?/.exec(text);
  const time = TIMES.exec(text)?.[0];
  return {
    houses:
      house === null
        ? []
        : [
            {
              building: house[1]!,
              unit: house[2] ?? null,
              floor: null,
              room: house[3] ?? null,
              text: house[0],
              role: 'own',
            },
          ],
    places: [],
    phones: text.match(/(?<!\d)1[3-9]\d{9}(?!\d)/g) ?? [],
    name: /我姓(.)/.exec(text)?.[1] ?? null,
    times:
      time === undefined ? [] : [{ text: time, from: given.now + 3_600_000, to: given.now + 7_200_000, kind: 'span' }],
    accused: given.heard.accused ?? null,
    accusedDepartment: null,
    since: null,
    money: [],
    item: null,
  };
}
