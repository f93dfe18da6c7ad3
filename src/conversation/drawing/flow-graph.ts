import { defined } from '../../shared/index.ts';
import { topicName } from '../../understanding/index.ts';
import type { Condition } from '../flow/condition.ts';
import type { ConfirmStep, Flow, Step } from '../flow/types.ts';
import { type Graph, type GraphEdge, type GraphNode, type NodeKind, shorten } from './graph.ts';
import { conditionName, DEED_NAMES, startName } from './names.ts';

const WIDEST = 34;

interface Loose {
  readonly from: string;
  readonly text: string;
}

interface Drawing {
  readonly flow: Flow;
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
  /** Arrows that wait for the next box. */
  ends: Loose[];
  /** Arrows of `go`, by the step they lead to. */
  readonly jumps: Map<string, Loose[]>;
}

/** A flow as boxes and arrows: one box a step, a lozenge where steps have a condition. */
export function flowGraph(flow: Flow): Graph {
  const drawing: Drawing = { flow, nodes: [], edges: [], ends: [], jumps: new Map() };
  put(drawing, { id: 'start', kind: 'start', text: startName(flow, topicName) });
  let index = 0;
  while (index < flow.steps.length) {
    const { when } = defined(flow.steps[index]);
    let end = index + 1;
    while (when !== null && end < flow.steps.length && same(defined(flow.steps[end]).when, when)) end += 1;
    drawRun(drawing, flow.steps.slice(index, end), when);
    index = end;
  }
  put(drawing, { id: 'finish', kind: 'end', text: '结束' });
  return { title: flow.name, across: false, nodes: drawing.nodes, edges: drawing.edges };
}

function same(a: Condition | null, b: Condition): boolean {
  return a !== null && JSON.stringify(a) === JSON.stringify(b);
}

/** Steps in a row that share a condition stand behind one lozenge. */
function drawRun(drawing: Drawing, steps: readonly Step[], when: Condition | null): void {
  const first = defined(steps[0]);
  for (const jump of drawing.jumps.get(first.id) ?? []) drawing.ends.push(jump);
  if (when === null) {
    for (const step of steps) drawStep(drawing, step);
    return;
  }
  const branch = `if_${first.id}`;
  put(drawing, { id: branch, kind: 'branch', text: `${conditionName(drawing.flow, when)}？` });
  drawing.ends = [{ from: branch, text: '是' }];
  for (const step of steps) drawStep(drawing, step);
  drawing.ends.push({ from: branch, text: '否' });
}

function drawStep(drawing: Drawing, step: Step): void {
  put(drawing, { id: step.id, kind: kindOf(step), text: wordsOf(step) });
  if (step.kind === 'confirm') drawAnswers(drawing, step);
  if (step.kind === 'go') {
    drawing.jumps.set(step.go, [...(drawing.jumps.get(step.go) ?? []), { from: step.id, text: '' }]);
    drawing.ends = [];
  }
  if (step.kind === 'do' && step.deed === 'end') drawing.ends = [];
}

function drawAnswers(drawing: Drawing, step: ConfirmStep): void {
  const drop = `${step.id}_no`;
  drawing.nodes.push({ id: drop, kind: 'end', text: '不办了' });
  drawing.edges.push({ from: step.id, to: drop, text: step.no }, { from: step.id, to: step.id, text: step.change });
  drawing.ends = [{ from: step.id, text: step.yes }];
}

function put(drawing: Drawing, node: GraphNode): void {
  drawing.nodes.push(node);
  for (const { from, text } of drawing.ends) drawing.edges.push({ from, to: node.id, text });
  drawing.ends = [{ from: node.id, text: '' }];
}

function kindOf(step: Step): NodeKind {
  return step.kind === 'collect' ? 'ask' : step.kind === 'go' ? 'branch' : step.kind;
}

function wordsOf(step: Step): string {
  switch (step.kind) {
    case 'collect': {
      const marks = [...(step.optional ? ['可不答'] : []), ...(step.together === null ? [] : ['合在一条问'])];
      return `问 ${step.label}${marks.length === 0 ? '' : `（${marks.join('，')}）`}\n${shorten(step.ask.source, WIDEST)}`;
    }
    case 'say':
      return `说\n${shorten(step.say.source, WIDEST)}`;
    case 'confirm':
      return '复述核对';
    case 'go':
      return `转到 ${step.go}`;
    case 'do':
      return DEED_NAMES[step.deed];
  }
}
