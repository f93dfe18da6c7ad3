/** Reads citations out of text: which file each one means, and by which name the place in it. Pure; forms: `docs/reference/README.md`. */
import type { Heading } from './markdown.ts';

export interface Citation {
  /** As it is reported: `wecom-api.md 3.4`, `R13`. */
  citation: string;
  /** Offset in the text. */
  at: number;
  /** The file that is meant; null when the form can lead nowhere (an issue number, a section of no document). */
  file: string | null;
  /** One of the names of a heading (`namesOf`); null: the file alone. */
  name: string | null;
}

type Place = Omit<Citation, 'at'>;

interface Form {
  pattern: RegExp;
  read(groups: readonly (string | undefined)[]): Place[];
}

const CLAUSE = '(?:[一二三四五六七](?![\\u4e00-\\u9fff])|\\d{1,2})(?:\\.\\d{1,2})?[a-e]?(?![\\w%]|:\\d|\\.\\d)';
const SECTION = '\\d{1,2}(?:\\.\\d{1,2})?(?![\\w%]|:\\d|\\.\\d)';

/** Items separated by commas or "and", each perhaps a range. */
function listOf(item: string): string {
  const range = `${item}(?:–(?:${item}|[a-e]\\b))?`;
  return `${range}(?:(?:\\s*[,、]\\s*|\\s+and\\s+)${range})*`;
}

function expandRange(from: string, to: string): string[] {
  const [, lead = '', first = ''] = /^(.*?)(\d+|[a-e])$/.exec(from) ?? [];
  const last = /(\d+|[a-e])$/.exec(to)?.[1] ?? '';
  const letters = 'abcde';
  if (letters.includes(first)) {
    const codes = [...letters.slice(letters.indexOf(first), letters.indexOf(last) + 1)];
    return codes.map((letter) => lead + letter);
  }
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${lead}${Number(first) + index}`);
}

/** `五.5–7` → 五.5, 五.6, 五.7; `4.7c–d` → 4.7c, 4.7d; `3.4, 4.1 and 5` → 3.4, 4.1, 5. */
export function expandList(text: string): string[] {
  return text.split(/\s*[,、]\s*|\s+and\s+/).flatMap((item) => {
    const [from = '', to] = item.split('–');
    return to === undefined ? [from] : expandRange(from, to);
  });
}

const clauseName = (book: string, clause: string): string => `${book} ${clause.replace(/^(\d)\.0$/, '$1')}`;

/** `篇5 五.5–7` → its three clauses; `篇5` → itself. */
const clauses = (book: string, text: string | undefined): string[] =>
  text === undefined ? [book] : expandList(text).map((clause) => clauseName(book, clause));

const CLAUSES = new RegExp(`(篇[1-5])(?:\\s+(${listOf(CLAUSE)}))?`, 'gu');

/** By what names a heading can be cited: its text, its anchor, its number, the clauses, ruling or rule that it stands for. */
export function namesOf({ text, anchor }: Heading): string[] {
  const section = /^(\d+(?:\.\d+)?)\.?(?= |$)/.exec(text)?.[1];
  const rule = /^(?:R\d+(?= )|Rule \d+(?=:))/.exec(text)?.[0];
  const [, book, list] = text.startsWith('篇') ? (new RegExp(CLAUSES.source, 'u').exec(text) ?? []) : [];
  return [
    `"${text}"`,
    `#${anchor}`,
    ...(section === undefined ? [] : [section]),
    ...(rule === undefined ? [] : [rule]),
    ...(book === undefined ? [] : clauses(book, list)),
  ];
}

const DOCUMENT: Form = {
  pattern: new RegExp(
    '(?<![\\w/.*-])([\\w.][\\w./-]*\\.md)\\b`?' +
      `(?:#([\\p{L}\\p{N}_-]+)|,?\\s+"([^"]+)"|,?\\s+(?:sections?\\s+)?(${listOf(SECTION)}))?`,
    'gu',
  ),
  read([, file = '', anchor, quoted, sections]) {
    if (anchor !== undefined) return [{ citation: `${file}#${anchor}`, file, name: `#${anchor}` }];
    if (quoted !== undefined) return [{ citation: `${file}, "${quoted}"`, file, name: `"${quoted}"` }];
    if (sections === undefined) return [{ citation: file, file, name: null }];
    return expandList(sections).map((name) => ({ citation: `${file} ${name}`, file, name }));
  },
};

const FOLDER: Form = {
  pattern: /(?<![\w/.-])(docs(?:\/[\w-]+)+)\/?(?![\w/*-]|\.\w)/gu,
  read: ([, file = '']) => [{ citation: file, file, name: null }],
};

const CONTRACT: Form = {
  pattern: /[Oo]perating\s+contract(?:[,:]\s+"([^"]+)")?/gu,
  read: ([citation = '', quoted]) => [
    {
      citation: citation.replace(/\s+/g, ' '),
      file: 'docs/reference/operating-contract.md',
      name: quoted === undefined ? null : `"${quoted.replace(/\s+/g, ' ')}"`,
    },
  ],
};

const DESIGN_RULE: Form = {
  pattern: new RegExp(`[Dd]esign\\s+rules?\\s+(${listOf('\\d{1,2}\\b')})`, 'gu'),
  read: ([, rules = '']) =>
    expandList(rules).map((rule) => ({
      citation: `design rule ${rule}`,
      file: 'docs/architecture.md',
      name: `Rule ${rule}`,
    })),
};

const DECISION: Form = {
  pattern: /\bdecisions?\s+(\d{3})\b/gu,
  read: ([citation = '', number]) => [{ citation, file: `docs/decisions/${number}`, name: null }],
};

const PROCEDURE: Form = {
  pattern: CLAUSES,
  read: ([, book = '', list]) =>
    clauses(book, list).map((name) => ({ citation: name, file: 'docs/reference/procedures.md', name })),
};

const RULING: Form = {
  pattern: /(?<![\w.-])R(\d{1,2})(?:–R?(\d{1,2}))?(?!\w)/gu,
  read: ([, from = '', to = from]) =>
    expandRange(from, to).map((number) => ({
      citation: `R${number}`,
      file: 'docs/reference/rulings.md',
      name: `R${number}`,
    })),
};

/** An issue is not in the repository, a number of no document is nowhere. */
const NOWHERE: Form = {
  pattern: /\bissues?\s+#?\d+|(?<!RFC\s\d+,?\s)\b[Ss]ections?\s+\d[\d.]*/gu,
  read: ([citation = '']) => [{ citation, file: null, name: null }],
};

/** In the order in which they are tried: what one has read the next ones do not see. */
const FORMS = [DOCUMENT, FOLDER, CONTRACT, DESIGN_RULE, DECISION, PROCEDURE, RULING, NOWHERE];

/** Every citation of a text, in order. Line breaks inside one count as spaces. */
export function readCitations(text: string): Citation[] {
  const found: Citation[] = [];
  let rest = text;
  for (const { pattern, read } of FORMS) {
    rest = rest.replace(pattern, (...match) => {
      const at = match.findIndex((part) => typeof part === 'number');
      found.push(...read(match.slice(0, at)).map((place) => ({ ...place, at: Number(match[at]) })));
      return ' '.repeat(String(match[0]).length);
    });
  }
  return found.sort((one, other) => one.at - other.at);
}
