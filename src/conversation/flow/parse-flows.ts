import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Condition } from './condition.ts';
import { lintFlows } from './lint.ts';
import { type Phrases, phrasesFile } from './phrases.ts';
import { flowHead, STEP_SCHEMAS } from './schema.ts';
import { compileTemplate } from './template.ts';
import type { Flow, FlowProblem, Flows, Step } from './types.ts';

/** A flow file as read from disk. */
export interface FlowFile {
  /** File name without folder: `repair.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** The flows when there is no error, and every problem found. `flows` is null when one of them is an error. */
export interface ParsedFlows {
  readonly flows: Flows | null;
  readonly problems: readonly FlowProblem[];
}

/** A YAML file with the line of each of its values. */
interface Source {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly data: unknown;
  line(path: readonly PropertyKey[]): number;
}

type Report = (source: Pick<Source, 'file'>, line: number, message: string) => void;

/** Reads and checks flow files. Pure: reading the disk and watching it is the caller's. Stories are not flows and are left out. */
export function parseFlows(files: readonly FlowFile[]): ParsedFlows {
  const problems: FlowProblem[] = [];
  const report: Report = (source, line, message) => problems.push({ file: source.file, line, level: 'error', message });
  const sources = files
    .filter((file) => /\.ya?ml$/.test(file.name) && !file.name.includes('.stories.'))
    .map((file) => readSource(file, report))
    .filter((source) => source !== null);
  const phrasesSource = sources.find((source) => /^phrases\.ya?ml$/.test(source.file));
  const phrases = phrasesSource === undefined ? null : checked(phrasesFile, phrasesSource, report);
  if (phrasesSource === undefined) report({ file: 'phrases.yaml' }, 1, 'is missing; it holds the words of the engine');
  const list = sources
    .filter((source) => source !== phrasesSource)
    .map((source) => readFlow(source, report))
    .filter((flow) => flow !== null);
  problems.push(...sameIds(list));
  if (phrases !== null) problems.push(...lintFlows(list, phrases as Phrases));
  if (phrases === null || problems.some((problem) => problem.level === 'error')) return { flows: null, problems };
  return { flows: { byId: new Map(list.map((flow) => [flow.id, flow])), list, phrases: phrases as Phrases }, problems };
}

function readSource(file: FlowFile, report: Report): Source | null {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines });
  for (const error of document.errors)
    report({ file: file.name }, error.linePos?.[0].line ?? 1, error.message.split('\n')[0]!);
  if (document.errors.length > 0) return null;
  return {
    file: file.name,
    document,
    data: document.toJS(),
    line(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
        if (node?.range) return lines.linePos(node.range[0]).line;
      }
      return 1;
    },
  };
}

function checked<S extends z.ZodType>(
  schema: S,
  source: Source,
  report: Report,
  at: { readonly path: readonly PropertyKey[]; readonly value: unknown } = { path: [], value: source.data },
): z.output<S> | null {
  const result = schema.safeParse(at.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = [...at.path, ...issue.path];
    const name = path.length === 0 ? 'the file' : path.join('.');
    report(source, source.line(path), `${name}: ${issue.message}`);
  }
  return null;
}

function readFlow(source: Source, report: Report): Flow | null {
  const head = checked(flowHead, source, report);
  if (head === null) return null;
  const steps = head.steps.map((value, index) => readStep({ source, report, value, index }));
  if (steps.some((step) => step === null)) return null;
  const { flow, name, kind, version, starts } = head;
  return {
    id: flow,
    name,
    kind,
    version,
    file: source.file,
    starts: { ...starts, event: starts.event ?? null },
    steps: steps as Step[],
    indexOf: new Map((steps as Step[]).map((step, index) => [step.id, index])),
  };
}

function readStep(given: { source: Source; report: Report; value: unknown; index: number }): Step | null {
  const { source, report, value, index } = given;
  const path = ['steps', index];
  const keys = Object.keys(STEP_SCHEMAS) as (keyof typeof STEP_SCHEMAS)[];
  const kind = keys.find((key) => typeof value === 'object' && value !== null && key in value);
  if (kind === undefined) {
    report(source, source.line(path), `steps.${index}: a step has exactly one of ${keys.join(', ')}`);
    return null;
  }
  const data = checked(STEP_SCHEMAS[kind] as z.ZodType<AnyStepData>, source, report, { path, value });
  if (data === null) return null;
  const build = BUILD[kind] as (data: AnyStepData, base: Base) => Step;
  return build(data, { id: data.id, line: source.line(path), when: buildCondition(data.when) });
}

type StepData = { [K in keyof typeof STEP_SCHEMAS]: z.output<(typeof STEP_SCHEMAS)[K]> };
type AnyStepData = StepData[keyof StepData];
type Base = Pick<Step, 'id' | 'line' | 'when'>;

const optional = (text: string | undefined) => (text === undefined ? null : compileTemplate(text));

const BUILD: { [K in keyof StepData]: (data: StepData[K], base: Base) => Step } = {
  collect: (data, base) => ({
    ...base,
    kind: 'collect',
    slot: data.collect,
    label: data.label,
    ask: compileTemplate(data.ask),
    short: data.short ?? data.label,
    together: data.together ?? null,
    why: compileTemplate(data.why ?? ''),
    refuse: compileTemplate(data.refuse ?? ''),
    options: data.options ?? [],
    from: data.from,
    optional: data.optional,
    several: data.several,
    otherwise: data.otherwise ?? null,
    least: data.least,
    stuck: data.stuck,
  }),
  say: (data, base) => ({ ...base, kind: 'say', say: compileTemplate(data.say) }),
  confirm: (data, base) => ({
    ...base,
    kind: 'confirm',
    confirm: compileTemplate(data.confirm),
    yes: data.yes,
    change: data.change,
    no: data.no,
  }),
  go: (data, base) => ({ ...base, kind: 'go', go: data.go }),
  do: (data, base) => ({
    ...base,
    kind: 'do',
    deed: data.do,
    category: data.category ?? null,
    topic: data.topic ?? null,
    tell: optional(data.tell),
    reason: data.reason ?? null,
    request: data.request ?? null,
    settled: optional(data.settled),
  }),
};

function buildCondition(when: Record<string, string[]> | undefined): Condition | null {
  if (when === undefined) return null;
  return { terms: Object.entries(when).map(([name, values]) => ({ name, values })) };
}

function sameIds(flows: readonly Flow[]): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const seen = new Map<string, string>();
  for (const flow of flows) {
    const other = seen.get(flow.id);
    if (other !== undefined) {
      problems.push({ file: flow.file, line: 1, level: 'error', message: `flow: "${flow.id}" is already in ${other}` });
    }
    seen.set(flow.id, flow.file);
  }
  return problems;
}
