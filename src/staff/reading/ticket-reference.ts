import { CATEGORIES, CATEGORY_CODES, type Category } from '../../shared/category.ts';
import { type Normalised, sliceOf, trimmed } from './normalised.ts';

/** A ticket as a member names it: all of `CH-BX261123-007`, or the part of it that was typed. */
export interface TicketRef {
  /** The letters of the community, `CH`. */
  readonly code: string | null;
  readonly category: Category | null;
  /** `261123`, or `1123` without the year. */
  readonly day: string | null;
  /** The running number with at least three digits: `007`. */
  readonly sequence: string;
}

/** A reference found in a text, and the text without it. */
export interface FoundRef {
  readonly ref: TicketRef | null;
  readonly rest: Normalised;
}

/** Numbers as speech recognition writes them: 零零七, 幺二三, 二六一一二四杠零零七. */
const SPOKEN =
  /(?<![零〇○幺一二两三四五六七八九十百千])[零〇○幺一二两三四五六七八九]{3,}(?:杠[零〇○幺一二两三四五六七八九]{3,})?(?![十百千万])/;
const SPOKEN_DIGITS: ReadonlyMap<string, string> = new Map(
  [...'零〇○幺一二两三四五六七八九杠'].map((letter, index) => [letter, '00011223456789-'.charAt(index)]),
);
const CODES = Object.values(CATEGORY_CODES).join('|');
const LEAD = '^[\\s,:;，：；、]*(?:工单|单号|编号|单子)?[\\s:]*(?:#|NO\\.?|第)?\\s*';
const TAIL = '(?:号单|号工单|号)?';
/** A bare number followed by one of these is an amount, a time or a house, not a ticket. */
const NOT_A_TICKET =
  '(?![\\d.]|\\s?(?:元|块)|(?:毛|角|分|点|时|小时|个|天|日|月|年|周|%|栋|幢|单元|楼|座|室|:|度|米|次|户|人|片|根|只|套)|-\\d)';

const FORMS: readonly { readonly pattern: RegExp; read(groups: readonly (string | undefined)[]): TicketRef | null }[] =
  [
    {
      pattern: new RegExp(
        `${LEAD}(?:([A-Z]{1,6})[-\\s]?)?(${CODES})[-\\s]?(?:20)?(\\d{6})[-_\\s]?(\\d{3,7})(?!\\d)${TAIL}`,
      ),
      read: ([, code, letters, day, digits]) => makeRef({ code, letters, day, digits }),
    },
    {
      pattern: new RegExp(`${LEAD}(${CODES})[-\\s]?(\\d{1,5})(?!\\d)${TAIL}`),
      read: ([, letters, digits]) => makeRef({ letters, digits }),
    },
    {
      pattern: new RegExp(`${LEAD}(\\d{6})[-_]?(\\d{3,5})(?!\\d)${TAIL}`),
      read: ([, day = '', digits]) => (isMonthDay(day.slice(2)) ? makeRef({ day, digits }) : null),
    },
    {
      pattern: new RegExp(`${LEAD}(\\d{4})[-_](\\d{3,5})(?!\\d)${TAIL}`),
      read: ([, day = '', digits]) => (isMonthDay(day) ? makeRef({ day, digits }) : null),
    },
    {
      pattern: new RegExp(`${LEAD}(0\\d{1,4}(?![\\d.])|\\d{1,5}${NOT_A_TICKET})${TAIL}`),
      read: ([, digits]) => makeRef({ digits }),
    },
  ];
const FULL_ANYWHERE = new RegExp(`(?:([A-Z]{1,6})-)?(${CODES})(\\d{6})-?(\\d{3,7})(?!\\d)`);
const SHORT_AT_END = /(?:\s#?(0\d{2,4})|(?<=\p{sc=Han})(?<!密码|号码|电话)(0\d{2}))\s*$/u;

function isMonthDay(monthDay: string): boolean {
  const month = Number(monthDay.slice(0, 2));
  const day = Number(monthDay.slice(2));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

function makeRef(parts: { code?: string; letters?: string; day?: string; digits?: string }): TicketRef {
  const category = CATEGORIES.find((one) => CATEGORY_CODES[one] === parts.letters) ?? null;
  const sequence = String(Number(parts.digits)).padStart(3, '0');
  return { code: parts.code ?? null, category, day: parts.day ?? null, sequence };
}

/** Spoken digits as digits, character for character, so that positions stay. */
function withPlainDigits({ raw, plain }: Normalised): Normalised {
  const digits = (run: string) => [...run].map((letter) => SPOKEN_DIGITS.get(letter) ?? letter).join('');
  return { raw, plain: plain.replace(SPOKEN, digits) };
}

/** The reference a text begins with, and what follows it. */
export function takeRef(typed: Normalised): { ref: TicketRef; rest: Normalised } | null {
  const text = withPlainDigits(typed);
  for (const { pattern, read } of FORMS) {
    const match = pattern.exec(text.plain);
    const ref = match === null ? null : read(match);
    if (match !== null && ref !== null) return { ref, rest: trimmed(sliceOf(typed, match[0].length)) };
  }
  return null;
}

/** The reference that the whole text is; null when it is anything more or else. */
export function onlyRef(text: Normalised): TicketRef | null {
  const found = takeRef(text);
  return found !== null && found.rest.plain === '' ? found.ref : null;
}

/** The text without a match in its middle or at its end. */
function withoutMatch(text: Normalised, match: RegExpExecArray): Normalised {
  const before = text.raw.slice(0, match.index).trimEnd();
  const after = text.raw.slice(match.index + match[0].length).trimStart();
  const gap = before === '' || after === '' ? '' : ' ';
  const plainBefore = text.plain.slice(0, before.length);
  const plainAfter = after === '' ? '' : text.plain.slice(text.plain.length - after.length);
  return trimmed({ raw: `${before}${gap}${after}`, plain: `${plainBefore}${gap}${plainAfter}` });
}

/** A reference wherever it may be: at the start, in full anywhere, or short with its zeros at the end. */
export function findRef(text: Normalised): FoundRef {
  const first = takeRef(text);
  if (first !== null) return first;
  const full = FULL_ANYWHERE.exec(text.plain);
  if (full !== null) {
    const [, code, letters, day, digits] = full;
    return { ref: makeRef({ code, letters, day, digits }), rest: withoutMatch(text, full) };
  }
  const short = SHORT_AT_END.exec(text.plain);
  if (short !== null) return { ref: makeRef({ digits: short[1] ?? short[2] }), rest: withoutMatch(text, short) };
  return { ref: null, rest: trimmed(text) };
}

/** The reference as a member may type it again. */
export function formatRef(ref: TicketRef): string {
  const code = ref.code === null ? '' : `${ref.code}-`;
  const letters = ref.category === null ? '' : CATEGORY_CODES[ref.category];
  const day = ref.day ?? '';
  const dash = day === '' && letters === '' ? '' : '-';
  return `${code}${letters}${day}${dash}${ref.sequence}`;
}

/** True when the reference can mean the ticket with this number. */
export function refFits(ref: TicketRef, number: string): boolean {
  const match = /^(?:([A-Z]{1,6})-)?([A-Z]{2})(\d{6})-(\d+)$/.exec(number);
  if (match === null) return false;
  const [, code = '', letters, day = '', sequence] = match;
  return (
    Number(sequence) === Number(ref.sequence) &&
    (ref.code === null || ref.code === code) &&
    (ref.category === null || CATEGORY_CODES[ref.category] === letters) &&
    (ref.day === null || day.endsWith(ref.day))
  );
}

/** The whole ticket number, when the reference has all of it except perhaps the letters of the community, `code`. */
export function fullNumber(ref: TicketRef, code: string | undefined): string | null {
  if (ref.category === null || ref.day?.length !== 6) return null;
  if (ref.code !== null && ref.code !== code) return null;
  return `${code === undefined ? '' : `${code}-`}${CATEGORY_CODES[ref.category]}${ref.day}-${ref.sequence}`;
}
