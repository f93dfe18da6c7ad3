import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The TypeScript of the repository, read and parsed once. Paths are relative to its root, with `/`. */
export interface House {
  readonly root: string;
  /** TypeScript of `src`, without tests that stand beside it. */
  readonly product: readonly SourceFile[];
  /** TypeScript of `packages/*`, without their tests. */
  readonly packages: readonly SourceFile[];
  /** TypeScript of every test and its support; benchmarks and tools are no tests. */
  readonly tests: readonly TestFile[];
}

/** A TypeScript file that is not a test. */
export interface SourceFile {
  readonly path: string;
  /** The room of `src` or the package it belongs to; a file directly in `src` is a room of its own name. */
  readonly room: string;
  readonly text: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
}

/** A file of tests; `room` is the room of `src` or the package it tests, null where it tests the whole. */
export interface TestFile {
  readonly path: string;
  readonly room: string | null;
  readonly lines: number;
}

/** What lies in `tests` and tests nothing. */
const NOT_TESTS = /^tests\/(?:bench|tools)\/(?!.*\.test\.ts$)/;
const IS_TEST = /\.test\.ts$|^tests\/|^packages\/[^/]+\/tests?\//;
const IS_FOREIGN = /(?:^|\/)(?:node_modules|dist)\//;

/** Lines of a text as `wc -l` counts them. */
export const countLines = (text: string): number => text.split('\n').length - 1;

/** Reads every TypeScript file of `src`, `packages` and `tests` under `root`. */
export function readHouse(root: string): House {
  const paths = ['src', 'packages', 'tests'].flatMap((top) => typescriptIn(root, top));
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const sources = paths.filter((file) => !IS_TEST.test(file)).map((file) => parseSource(file, read(file)));
  const rooms = new Set(sources.map(({ room }) => room));
  return {
    root,
    product: sources.filter((source) => source.path.startsWith('src/')),
    packages: sources.filter((source) => source.path.startsWith('packages/')),
    tests: paths
      .filter((file) => IS_TEST.test(file) && !NOT_TESTS.test(file))
      .map((file) => ({ path: file, room: testedRoom(file, rooms), lines: countLines(read(file)) })),
  };
}

function typescriptIn(root: string, top: string): string[] {
  if (!existsSync(path.join(root, top))) return [];
  return readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
    .map((file) => `${top}/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !IS_FOREIGN.test(file))
    .sort();
}

/** Makes a source file of its path and text. */
export function parseSource(file: string, text: string): SourceFile {
  const [, room = '', rest] = file.split('/');
  return {
    path: file,
    room: rest === undefined ? room.replace(/\.ts$/, '') : room,
    text,
    lines: countLines(text),
    tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
  };
}

function testedRoom(file: string, rooms: ReadonlySet<string>): string | null {
  const [, folder = ''] = file.split('/');
  return rooms.has(folder) ? folder : null;
}

/** Calls `visit` for every node of a tree. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** `path:line` of a node, for a list that an editor can follow. */
export function placeOf(source: SourceFile, node: ts.Node): string {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}`;
}
