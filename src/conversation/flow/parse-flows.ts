import type { z } from 'zod';
import type { Condition } from './condition.ts';
import { lintFlows } from './lint/lint-flows.ts';
import { phrasesFile } from './phrases.ts';
import { flowHead, STEP_SCHEMAS } from './schema.ts';
import { checked, type FlowFile, lineOf, type Report, readSource, type Source } from './source.ts';
import { compileTemplate } from './template.ts';
import type { Flow, FlowProblem, Flows, Step } from './types.ts';

/** The flows when there is no error, and every problem found. `flows` is null when one of them is an error. */
export interface ParsedFlows {
  readonly flows: Flows | null;
  readonly problems: readonly FlowProblem[];
}

/** Reads and checks flow files. Pure: reading the disk and watching it is the caller's. Stories are not flows and are left out. */
export function parseFlows(files: readonly FlowFile[]): ParsedFlows {
  const problems: FlowProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const sources = files
    .filter((file) => /\.ya?ml$/.test(file.name) && !file.name.includes('.stories.'))
    .map((file) => readSource(file, report))
    .filter((source) => source !== null);
  const phrasesSource = sources.find((source) => /^phrases\.ya?ml$/.test(source.file));
  if (!files.some((file) => /^phrases\.ya?ml$/.test(file.name))) {
    report({
      file: 'phrases.yaml',
      line: 1,
      level: 'error',
      message: 'is missing; it holds the words of the engine',
    });
  }
  const phrases = phrasesSource === undefined ? null : checked(phrasesFile, { source: phrasesSource, report });
  const read = sources
    .filter((source) => source !== phrasesSource)
    .map((source) => ({ source, flow: readFlow(source, report) }))
    .filter((one): one is { source: Source; flow: Flow } => one.flow !== null);
  const whole = problems.length === 0 && phrases !== null && phrasesSource !== undefined;
  if (whole) problems.push(...lintFlows(read, { source: phrasesSource, phrases }));
  problems.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  if (!whole || problems.some((problem) => problem.level === 'error')) return { flows: null, problems };
  const list = read.map((one) => one.flow);
  return { flows: { byId: new Map(list.map((flow) => [flow.id, flow])), list, phrases }, problems };
}

function readFlow(source: Source, report: Report): Flow | null {
  const head = checked(flowHead, { source, report });
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

const KINDS = Object.keys(STEP_SCHEMAS) as (keyof typeof STEP_SCHEMAS)[];

function readStep(given: { source: Source; report: Report; value: unknown; index: number }): Step | null {
  const { source, report, value, index } = given;
  const base = ['steps', index];
  const kinds = KINDS.filter((key) => typeof value === 'object' && value !== null && key in value);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const message = `steps[${index}]: a step has exactly one of ${KINDS.join(', ')}${kinds.length > 1 ? `, not ${kinds.join(' and ')}` : ''}`;
    report({ file: source.file, line: lineOf(source, base), level: 'error', message });
    return null;
  }
  const data = checked(STEP_SCHEMAS[kind] as z.ZodType<AnyStepData>, { source, report, base });
  if (data === null) return null;
  const build = BUILD[kind] as (data: AnyStepData, base: Base) => Step;
  return build(data, { id: data.id, line: lineOf(source, base), when: buildCondition(data.when) });
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
    alone: data.alone,
    told: data.told,
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
