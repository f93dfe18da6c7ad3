/** Follows every citation and every relative link of the repository; what leads nowhere is reported with file and line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize } from 'node:path';
import { type Citation, namesOf, readCitations } from './citation-forms.ts';
import { headings, relativeLinks } from './markdown.ts';

export interface Unresolved {
  /** Relative to the root. */
  file: string;
  /** From 1. */
  line: number;
  citation: string;
}

export interface Report {
  total: number;
  unresolved: Unresolved[];
}

const FOLDERS = ['src', 'packages', 'tests', 'config', 'bot-flows', 'docs'];
const KINDS = new Set(['.ts', '.js', '.mjs', '.cjs', '.yaml', '.md']);
const FOREIGN = /(^|\/)(node_modules|dist|data|coverage)\//;
/** Their examples are citations of nothing, on purpose. */
const EXAMPLES = new Set(['tests/docs/citations.test.ts', 'tests/tools/citation-forms.ts']);

/** Every file that may cite, relative to the root: those of the folders above and the Markdown beside them. */
async function sources(root: string): Promise<string[]> {
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const nested = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names.map((name) => join(folder, name));
    }),
  );
  const top = (await readdir(root)).filter((name) => name.endsWith('.md'));
  return [...top, ...nested.flat()].filter((file) => KINDS.has(extname(file)) && !FOREIGN.test(file)).sort();
}

/** Comments and strings that are sentences; the code between them becomes dots, offsets stay. */
function proseOfCode(code: string): string {
  const parts = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  let prose = '';
  for (const part of code.matchAll(parts)) {
    const isProse = /^\/[*/]|\s/.test(part[0]);
    prose += code.slice(prose.length, part.index).replace(/[^\n]/g, '·');
    prose += isProse ? part[0] : part[0].replace(/[^\n]/g, '·');
  }
  return prose + code.slice(prose.length).replace(/[^\n]/g, '·');
}

/** What of a file can cite, line breaks and comment marks at line starts as spaces, so that a citation may wrap. */
function proseOf(file: string, text: string): string {
  const isMarkdown = file.endsWith('.md');
  const prose = isMarkdown || file.endsWith('.yaml') ? text : proseOfCode(text);
  const cited = isMarkdown ? prose.replace(/^#+ .*$/gm, (heading) => '·'.repeat(heading.length)) : prose;
  return cited.replace(/\n[ \t]*(?:\*(?!\/)|\/\/|#)?/g, (start) => ' '.repeat(start.length));
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** Finds files and the names of their headings, each read once. */
function createIndex(root: string) {
  const names = new Map<string, ReadonlySet<string>>();

  function find(cited: string, from: string): string | null {
    const own = /^packages\/[^/]+/.exec(from)?.[0] ?? '';
    const places = [dirname(from), '', own, 'docs', 'docs/reference'].map((folder) => normalize(join(folder, cited)));
    const [folder, number] = [dirname(cited), cited.slice(-3)];
    const numbered =
      folder === 'docs/decisions' && existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    const decision = numbered.find((name) => name.startsWith(`${number}-`));
    if (decision !== undefined) return join(folder, decision);
    return places.find((place) => !place.startsWith('..') && existsSync(join(root, place))) ?? null;
  }

  function namesIn(file: string): ReadonlySet<string> {
    const known = names.get(file) ?? new Set(headings(readFileSync(join(root, file), 'utf8')).flatMap(namesOf));
    names.set(file, known);
    return known;
  }

  /** Whether the file is there and has the heading. */
  function leadsSomewhere({ file, name }: Pick<Citation, 'file' | 'name'>, from: string): boolean {
    const found = file === null ? null : find(file, from);
    return found !== null && (name === null || (found.endsWith('.md') && namesIn(found).has(name)));
  }

  return { leadsSomewhere };
}

/** Citations in comments, test titles, configuration and documents. */
export async function citations(root: string): Promise<Report> {
  const index = createIndex(root);
  const report: Report = { total: 0, unresolved: [] };
  for (const file of await sources(root)) {
    if (EXAMPLES.has(file)) continue;
    const text = await readFile(join(root, file), 'utf8');
    const found = readCitations(proseOf(file, text));
    const lost = found.filter((one) => !index.leadsSomewhere(one, file));
    report.total += found.length;
    report.unresolved.push(...lost.map(({ citation, at }) => ({ file, line: lineAt(text, at), citation })));
  }
  return report;
}

/** Relative links and pictures in every Markdown file, their anchors included. */
export async function links(root: string): Promise<Report> {
  const index = createIndex(root);
  const report: Report = { total: 0, unresolved: [] };
  for (const file of (await sources(root)).filter((name) => name.endsWith('.md'))) {
    const found = relativeLinks(await readFile(join(root, file), 'utf8'));
    const lost = found.filter(({ target }) => {
      const [path = '', anchor] = target.split('#').map(decodeURIComponent);
      const place = path === '' ? file : normalize(join(dirname(file), path));
      const exists = !place.startsWith('..') && existsSync(join(root, place));
      return !exists || (anchor !== undefined && !index.leadsSomewhere({ file: place, name: `#${anchor}` }, '.'));
    });
    report.total += found.length;
    report.unresolved.push(...lost.map(({ target, line }) => ({ file, line, citation: target })));
  }
  return report;
}
