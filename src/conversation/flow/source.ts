import type { z } from 'zod';
import { checkSource, readYamlSource, type YamlSource } from '../../yaml/index.ts';
import type { FlowProblem } from './types.ts';

/** A flow or story file as read from disk. */
export interface FlowFile {
  /** File name without folder: `repair.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** A YAML file whose every value knows its line. */
export interface Source {
  readonly file: string;
  readonly yaml: YamlSource;
}

/** Takes a mistake down. */
export type Report = (problem: FlowProblem) => void;

/** Reads a file; null when it is no YAML, which is reported. Variables are for `config/`, here `${…}` is a mistake. */
export function readSource(file: FlowFile, report: Report): Source | null {
  const { source, problems } = readYamlSource({ file: file.name, text: file.text, env: {} });
  for (const { line, message } of problems)
    report({ file: file.name, line: Math.max(line, 1), level: 'error', message });
  return problems.length > 0 ? null : { file: file.name, yaml: source };
}

/** Line of a value, or of the nearest thing above it that the file has. */
export function lineOf(source: Source, path: readonly PropertyKey[]): number {
  return Math.max(source.yaml.at(path, '').line, 1);
}

/** Checks the value at `base` against a schema; null when it does not fit, which is reported with line and what is accepted. */
export function checked<S extends z.ZodType>(
  schema: S,
  given: { readonly source: Source; readonly report: Report; readonly base?: readonly PropertyKey[] },
): z.output<S> | null {
  const { source, report, base = [] } = given;
  const value = base.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], source.yaml.value);
  const result = checkSource(
    {
      file: source.file,
      value,
      at: (path, message, options) => source.yaml.at([...base, ...path], message, options),
    },
    schema,
  );
  for (const { line, path, message } of result.problems)
    report({
      file: source.file,
      line: Math.max(line, 1),
      level: 'error',
      message: path === '' ? message : `${path}: ${message}`,
    });
  return result.value;
}
