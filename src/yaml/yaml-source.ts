import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, visit, type YAMLError } from 'yaml';
import { expandVariables } from './expand.ts';
import { formatPath, type Problem } from './problem.ts';

/** A YAML file read once: its value, and where each part of it stands. */
export interface YamlSource {
  readonly file: string;
  /** The plain value, variables replaced. `{}` for an empty file. */
  readonly value: unknown;
  /** A problem at the place of `path`, or at the nearest thing above it that the file has. */
  at(path: readonly PropertyKey[], message: string, options?: { onKey?: boolean }): Problem;
}

/** What to read and where variables come from. */
export interface YamlInput {
  readonly file: string;
  readonly text: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads YAML text. Syntax errors and unset variables come back as problems with their line. */
export function readYamlSource(input: YamlInput): { source: YamlSource; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(input.text, { lineCounter: lines, prettyErrors: false });
  const problem = (offset: number, path: readonly PropertyKey[], message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file: input.file, line, col, path: formatPath(path), message };
  };
  const problems = document.errors.map((error: YAMLError) => problem(error.pos[0], [], firstLine(error.message)));
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const { text, missing } = expandVariables(node.value, input.env);
      for (const name of missing) {
        const message = `the environment variable ${name} is not set; set it, or write \${${name}:-a default}`;
        problems.push(problem(node.range?.[0] ?? 0, [], message));
      }
      node.value = text;
    },
  });
  const source: YamlSource = {
    file: input.file,
    value: problems.length > 0 ? undefined : (document.toJS() ?? {}),
    at(path, message, options) {
      return problem(offsetOf(document.contents, path, options?.onKey ?? false), path, message);
    },
  };
  return { source, problems };
}

/**
 * Several files read as one, nearest first, with the value made of them. A problem is at the place in the nearest file that
 * says what `path` names, else in the one that says most of it.
 */
export function layered(value: unknown, sources: readonly [YamlSource, ...YamlSource[]]): YamlSource {
  const [first] = sources;
  return {
    file: first.file,
    value,
    at(path, message, options) {
      const depths = sources.map((source) => depthOf(source.value, path));
      const deepest = Math.max(...depths);
      return (sources[depths.indexOf(deepest)] ?? first).at(path, message, options);
    },
  };
}

/** How many keys of `path` a value has, from its root. */
function depthOf(value: unknown, path: readonly PropertyKey[]): number {
  let at = value;
  for (const [depth, key] of path.entries()) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return depth;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return path.length;
}

/** Where `path` starts; for `onKey` the key itself, which is what an unknown key wants. */
function offsetOf(root: Node | null, path: readonly PropertyKey[], onKey: boolean): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [index, key] of path.entries()) {
    if (isMap(node)) {
      const pair = pairOf(node.items, key);
      if (pair === undefined) return offset;
      const here = onKey && index === path.length - 1 ? pair.key : (pair.value ?? pair.key);
      offset = rangeOf(here) ?? rangeOf(pair.key) ?? offset;
      node = pair.value;
    } else {
      const item = (node as { items?: unknown[] } | null)?.items?.[Number(key)];
      if (item === undefined) return offset;
      offset = rangeOf(item) ?? offset;
      node = item;
    }
  }
  return offset;
}

function pairOf(pairs: readonly Pair[], key: PropertyKey): Pair | undefined {
  return pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

function rangeOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null)?.range?.[0];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
