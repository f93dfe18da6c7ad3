import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readCitations } from '../tools/citation-forms.ts';
import { citations, links } from '../tools/citations.ts';
import { headings } from '../tools/markdown.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A repository of a few files. */
function repository(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'citations-'));
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

describe('this repository', () => {
  test('every citation in comments, test titles, configuration and documents leads to a heading or a file', async () => {
    const { total, unresolved } = await citations('.');
    expect(unresolved).toEqual([]);
    expect(total).toBeGreaterThan(1_000);
  });

  test('every relative link and picture in Markdown leads to a file and, where it names one, an anchor', async () => {
    const { total, unresolved } = await links('.');
    expect(unresolved).toEqual([]);
    expect(total).toBeGreaterThan(100);
  });

  test('the operating contract lists no command as built that package.json does not have', () => {
    const contract = readFileSync('docs/reference/operating-contract.md', 'utf8');
    const built = contract.slice(contract.indexOf('## Commands'), contract.indexOf('### Reserved commands'));
    const commands = [...built.matchAll(/`npm run ([\w:]+)/g)].map(([, name]) => name);
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter((name) => name === undefined || scripts[name] === undefined)).toEqual([]);
  });

  test('a clause of the procedures names its row of docs/clauses.md, and the row links to the clause', () => {
    const text = readFileSync('docs/reference/procedures.md', 'utf8');
    const rowsByAnchor = new Map(
      headings(text).map((heading) => {
        const body = text.split(`# ${heading.text}\n`)[1]?.split('\n#')[0] ?? '';
        return [heading.anchor, /\[([\d–]+)\]\(\.\.\/clauses\.md#procedures\)/.exec(body)?.[1] ?? ''];
      }),
    );
    const rows = readFileSync('docs/clauses.md', 'utf8').matchAll(
      /^\| (\d+) \| \[.*?\]\(reference\/procedures\.md#(.*?)\)/gm,
    );
    const astray = [...rows].filter(([, row = '', anchor = '']) => {
      const [from = '', to = from] = (rowsByAnchor.get(anchor) ?? '').split('–');
      return Number(row) < Number(from || Number.NaN) || Number(row) > Number(to) || from === '';
    });
    expect(astray.map(([row]) => row)).toEqual([]);
  });
});

describe('what is read as a citation', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['wecom-api.md 3.4', ['wecom-api.md 3.4']],
    ['`wecom-api.md` 3.4', ['wecom-api.md 3.4']],
    ['(wecom-api.md 3.2, 4.3 and 5)', ['wecom-api.md 3.2', 'wecom-api.md 4.3', 'wecom-api.md 5']],
    ['(wecom-api.md 1.3–1.5, 12)', ['wecom-api.md 1.3', 'wecom-api.md 1.4', 'wecom-api.md 1.5', 'wecom-api.md 12']],
    ['wecom-api.md sections 7, 8', ['wecom-api.md 7', 'wecom-api.md 8']],
    ['wecom-api.md 3.8, 95007', ['wecom-api.md 3.8']],
    ['design rules 9, 11', ['design rule 9', 'design rule 11']],
    ['design\nrule 2', ['design rule 2']],
    ['(operating contract, "Words in\nchat")', ['operating contract, "Words in chat"']],
    ['篇1 4.3, 4.7e; 篇5 七.2', ['篇1 4.3', '篇1 4.7e', '篇5 七.2']],
    ['篇1 4.7c–d', ['篇1 4.7c', '篇1 4.7d']],
    ['篇5 五.5–7', ['篇5 五.5', '篇5 五.6', '篇5 五.7']],
    ['篇5 六.4 (4) 和 篇4: 一样', ['篇5 六.4', '篇4']],
    ['篇2 3.17 at 14:30', ['篇2 3.17']],
    ['R1–R3, R13: a promise', ['R1', 'R2', 'R3', 'R13']],
    ['docs/flows.md#words and docs/tickets.md, "Ladders"', ['docs/flows.md#words', 'docs/tickets.md, "Ladders"']],
    ['docs/flows/*.mmd, docs/decisions/002, decision 003', ['docs/decisions/002', 'decision 003']],
    ['as issue 8 says, section 3', ['issue 8', 'section 3']],
    ['RFC 6455, section 5', []],
    ['mongodb.com/docs/manual/reference, AR1, 3.4', []],
  ];

  test.each(cases)('%j', (text, expected) => {
    expect(readCitations(text).map(({ citation }) => citation)).toEqual(expected);
  });
});

describe('what leads nowhere is reported with file and line', () => {
  const reference = {
    'docs/reference/wecom-api.md': '# API\n\n## 3 kf\n\n### 3.4 send\n',
    'docs/reference/rulings.md': '### R1 Around the accused\n',
    'docs/reference/procedures.md': '## 篇5\n\n### 篇5 五.5–7\n\n### 篇1 1.0\n',
    'docs/architecture.md': '### Rule 2: One write\n',
    'docs/decisions/002-store.md': '# Store\n',
  };

  test('in comments and titles, not in code', async () => {
    const root = repository({
      ...reference,
      'src/good.ts':
        "/** wecom-api.md 3, 3.4; R1; 篇5 五.6; 篇1 1; design rule 2; decision 002 */\nconst R99 = 'R98';\n",
      'src/bad.ts':
        '// fine\n/**\n * A rule (wecom-api.md\n * 3.5, R2).\n */\n// design rule 3; gone.md; decision 001\n',
      'tests/bad.test.ts': "test('篇5 五.8 %s', () => {});\ntest(`R41: never`, () => {});\n",
      'packages/one/src/bad.ts': '// docs/gone/ is gone, issue 8\n',
    });
    expect(await citations(root)).toEqual({
      total: 16,
      unresolved: [
        { file: 'packages/one/src/bad.ts', line: 1, citation: 'docs/gone' },
        { file: 'packages/one/src/bad.ts', line: 1, citation: 'issue 8' },
        { file: 'src/bad.ts', line: 3, citation: 'wecom-api.md 3.5' },
        { file: 'src/bad.ts', line: 4, citation: 'R2' },
        { file: 'src/bad.ts', line: 6, citation: 'design rule 3' },
        { file: 'src/bad.ts', line: 6, citation: 'gone.md' },
        { file: 'src/bad.ts', line: 6, citation: 'decision 001' },
        { file: 'tests/bad.test.ts', line: 1, citation: '篇5 五.8' },
        { file: 'tests/bad.test.ts', line: 2, citation: 'R41' },
      ],
    });
  });

  test('links and anchors in Markdown, not in code blocks', async () => {
    const root = repository({
      'README.md':
        '# One\n\n[a](docs/a.md#two-words) [b](docs/b.md)\n![c](docs/c.png) [d](#three) [e](https://example.com)\n',
      'docs/a.md':
        '## Two words\n\n```\n[f](gone.md)\n```\n`[g](gone.md)` [h](../README.md#one) [out](../../outside.md)\n',
    });
    expect(await links(root)).toEqual({
      total: 6,
      unresolved: [
        { file: 'README.md', line: 3, citation: 'docs/b.md' },
        { file: 'README.md', line: 4, citation: 'docs/c.png' },
        { file: 'README.md', line: 4, citation: '#three' },
        { file: 'docs/a.md', line: 6, citation: '../../outside.md' },
      ],
    });
  });
});
