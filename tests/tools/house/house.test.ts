import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type House, parseSource, readHouse } from './house.ts';
import { importsIn } from './imports.ts';
import type { Measure } from './measure.ts';
import { citationMeasures } from './measures/citations.ts';
import { dispatchers, effectUnions, interpreters, leases } from './measures/effects.ts';
import { hanLiterals, hanMeasures } from './measures/han.ts';
import { arrowsOnCycles, isDeep, roomMeasures } from './measures/rooms.ts';
import { functionsOf, syntaxMeasures } from './measures/syntax.ts';
import { ratiosOf, testMeasures } from './measures/tests.ts';
import { riddlesIn } from './measures/words.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'shouwen-house-'));
  roots.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}
const houseOf = (files: Readonly<Record<string, string>>) => readHouse(folderOf(files));
const source = (text: string, file = 'src/tickets/a.ts') => parseSource(file, text);
const read = async (measures: readonly Measure[], id: string, house: House) =>
  (await measures.find((measure) => measure.id === id)?.read(house))?.value;

describe('what counts as source and as test', () => {
  const house = houseOf.bind(null, {
    'src/main.ts': 'start();\n',
    'src/tickets/a.ts': 'one\ntwo\n',
    'src/tickets/a.test.ts': 'a\n',
    'src/tickets/page.js': 'not TypeScript\n',
    'packages/wecom/src/index.ts': 'one\n',
    'packages/wecom/tests/x.test.ts': 'a\nb\n',
    'packages/wecom/node_modules/y/index.ts': 'foreign\n',
    'packages/wecom/dist/index.ts': 'built\n',
    'tests/tickets/a.test.ts': 'a\nb\nc\n',
    'tests/tickets/factories.ts': 'a\n',
    'tests/e2e/story.test.ts': 'a\n',
    'tests/bench/store.ts': 'no test\n',
    'tests/tools/x.ts': 'no test\n',
    'tests/tools/x.test.ts': 'a\n',
  });

  test('rooms, packages and tests', () => {
    const { product, packages, tests } = house();
    expect(product.map(({ path, room, lines }) => [path, room, lines])).toEqual([
      ['src/main.ts', 'main', 1],
      ['src/tickets/a.ts', 'tickets', 2],
    ]);
    expect(packages.map(({ path, room }) => [path, room])).toEqual([['packages/wecom/src/index.ts', 'wecom']]);
    expect(tests.map(({ path, room }) => [path, room])).toEqual([
      ['src/tickets/a.test.ts', 'tickets'],
      ['packages/wecom/tests/x.test.ts', 'wecom'],
      ['tests/e2e/story.test.ts', null],
      ['tests/tickets/a.test.ts', 'tickets'],
      ['tests/tickets/factories.ts', 'tickets'],
      ['tests/tools/x.test.ts', null],
    ]);
  });

  test('test lines for each source line', async () => {
    expect(ratiosOf(house()).map(({ room, ratio }) => [room, ratio])).toEqual([
      ['wecom', 2],
      ['tickets', 2.5],
    ]);
    expect(await read(testMeasures, 'test-ratio', house())).toBe(9 / 4);
    const untested = houseOf({ 'src/shared/x.ts': 'a\n' });
    expect(await read(testMeasures, 'thin-rooms', untested)).toBe(1);
  });
});

describe('syntax', () => {
  test('non-null assertions, not negations', async () => {
    const house = houseOf({ 'src/a/b.ts': 'const x = y!.z![0]!;\nif (!x && x != 1) f(!!x);\n' });
    expect(await read(syntaxMeasures, 'non-null', house)).toBe((3 * 1_000) / 2);
  });

  test('a function runs from its first to its last line, its comment apart', () => {
    const text =
      '/** Says\n * so. */\nfunction f() {\n  return () => {\n    return 1;\n  };\n}\ninterface I {\n  m(): void;\n}\n';
    expect(functionsOf(source(text)).map(({ name, lines }) => [name, lines])).toEqual([
      ['f', 5],
      ['function', 3],
    ]);
  });
});

describe('Chinese in TypeScript', () => {
  test.each([
    ["const a = '早';", 1],
    [`const a = \`x\${b}早\${c}安\`;`, 2],
    ['const a = /早/u;', 1],
    ['const a = { 早: 1 };', 1],
    ["const a: '早' = b;", 1],
    ['// 早\n/** 早 */\nconst a = 1;', 0],
    ["const a = '投诉';", 0],
    ["const a = '投诉人';", 1],
    ["const a = '，';", 0],
  ])('%s', (text, count) => {
    expect(hanLiterals(source(text))).toHaveLength(count);
  });

  test('where Chinese is read it may stand; packages are no product', async () => {
    const text = "export const a = '早';\n";
    const house = houseOf({
      'src/language/a.ts': text,
      'src/understanding/x/a.ts': text,
      'packages/w/src/a.ts': text,
      'src/records/a.ts': text,
    });
    expect(await read(hanMeasures, 'han-literals', house)).toBe(1);
  });
});

describe('imports', () => {
  test('every form of a relative import, types included', () => {
    const text = [
      "import a, { type B, c as d } from '../config/types.ts';",
      "import * as e from './e.ts';",
      "export { f } from '../followup/index.ts';",
      "export * from './g.ts';",
      "type H = import('../h/h.ts').H;",
      "const i = await import('../i/i.ts');",
      "import { j } from 'node:fs';",
    ].join('\n');
    expect(importsIn(source(text)).map(({ to, names }) => [to, names])).toEqual([
      ['src/config/types.ts', ['default', 'B', 'c']],
      ['src/tickets/e.ts', ['*']],
      ['src/followup/index.ts', ['f']],
      ['src/tickets/g.ts', ['*']],
      ['src/h/h.ts', ['H']],
      ['src/i/i.ts', ['*']],
    ]);
  });

  test('arrows on a cycle, each with its shortest one', () => {
    const graph = new Map([
      ['b', new Set(['a', 'c'])],
      ['a', new Set(['b'])],
      ['c', new Set(['a'])],
      ['d', new Set(['a'])],
    ]);
    expect(arrowsOnCycles(graph)).toEqual(['b → a → b', 'a → b → a', 'b → c → a → b', 'c → a → b → c']);
  });

  test.each([
    ['src/followup/index.ts', false],
    ['src/followup/visit.ts', true],
    ['src/followup/rules/index.ts', true],
    ['src/main.ts', false],
    ['packages/wecom/src/index.ts', false],
    ['packages/wecom/src/api/client.ts', true],
    ['src/tickets/inner/b.ts', false],
  ])('%s is deep: %s', (to, deep) => {
    const [, toRoom = ''] = to.split('/');
    expect(isDeep({ from: source(''), to, toRoom })).toBe(deep);
  });

  test('the matrix of .rooms.cjs', async () => {
    const files = {
      'src/a/x.ts': "import '../b/index.ts';\nimport '../c/index.ts';\n",
      'src/b/index.ts': "import '../a/x.ts';\nimport '../a/y.ts';\n",
      'src/c/index.ts': '',
      'src/app/index.ts': "import '../a/x.ts';\nimport '../c/index.ts';\n",
    };
    expect(await read(roomMeasures, 'wrong-arrows', houseOf(files))).toBeNull();
    const rules = 'module.exports = { rooms: { a: ["b", "c"], b: [], c: [] } };';
    const house = houseOf({ ...files, '.rooms.cjs': rules });
    expect(await read(roomMeasures, 'wrong-arrows', house)).toBe(1);
    expect(await read(roomMeasures, 'room-cycles', house)).toBe(2);
  });

  test('config types by file and by the room’s index', async () => {
    const house = houseOf({
      'src/config/types.ts': 'export interface Company {}\nexport type Environment = 1;\n',
      'src/config/index.ts': "export type { Company } from './types.ts';\nexport const load = 1;\n",
      'src/a/one.ts': "import type { Company } from '../config/types.ts';\n",
      'src/a/two.ts': "import type { Company } from '../config/index.ts';\n",
      'src/a/three.ts': "import { load } from '../config/index.ts';\n",
    });
    expect(await read(roomMeasures, 'config-types', house)).toBe(2);
  });
});

describe('the protocol of pending effects', () => {
  const union = "export type TicketEffect = { kind: 'push'; to: string } | { readonly kind: 'visit' } | Other;\n";
  const unions = effectUnions([source(`${union}type OneEffect = A | B;\n`)]);

  test('a union of kinds that the rooms declare', () => {
    const registry = 'interface Effects {}\ntype Effect = { [K in keyof Effects]: EffectOf<K> }[keyof Effects];\n';
    const room = "declare module './effect.ts' { interface Effects { 'ticket.act': A; 'ticket.open': B } }\n";
    const sources = [source(registry, 'src/effects/effect.ts'), source(room)];
    expect(effectUnions(sources).map(({ place, kinds }) => [place, [...kinds]])).toEqual([
      ['src/effects/effect.ts:2 Effect', ['ticket.act', 'ticket.open']],
    ]);
  });

  test('a union of objects with a kind', () => {
    expect(unions.map(({ place, kinds }) => [place, [...kinds]])).toEqual([
      ['src/tickets/a.ts:1 TicketEffect', ['push', 'visit']],
    ]);
  });

  test.each([
    ["switch (e.kind) { case 'push': case 'visit': break; default: }", 1],
    ["switch (e.kind) { case 'push': break; case 'other': break; }", 0],
    ["switch (e.kind) { case 'push': break; }", 0],
    ['switch (n) { case 1: break; case 2: break; }', 0],
  ])('%s', (text, count) => {
    expect(interpreters(source(text), unions)).toHaveLength(count);
  });

  test('leases and dispatchers', () => {
    expect(leases(source('set({ until: now + leaseMs, later: now + LEASE_MS, other: now + day });'))).toHaveLength(2);
    const names =
      'function createPump() {}\nconst createEffectDispatcher = () => 1;\nfunction createTicket() {}\ncreatePump();';
    expect(dispatchers(source(names))).toHaveLength(2);
  });
});

test('riddles in comments and declared names', () => {
  const text =
    "/** Nobody is told. */\nfunction pokeLane(door: string) {\n  // owed\n  return lane.beat + 'told';\n}\n";
  expect(riddlesIn(source(text)).sort()).toEqual(['door', 'lane', 'nobody', 'owed', 'poke', 'told']);
});

test('a citation that leads nowhere is counted', async () => {
  const cites = ['design rule', 'R'].map((form) => `${form}${form === 'R' ? '' : ' '}99`).join(', ');
  const house = houseOf({ 'src/a/b.ts': `/** Holds by ${cites}. */\nexport const b = 1;\n` });
  expect(await read(citationMeasures, 'citations', house)).toBe(2);
});
