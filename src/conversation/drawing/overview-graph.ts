import { topicName } from '../../understanding/index.ts';
import type { Flow, FlowKind } from '../flow/types.ts';
import { type Graph, type GraphEdge, type GraphNode, shorten } from './graph.ts';
import { DEED_NAMES, startName } from './names.ts';

const DOORS: readonly (readonly [FlowKind, string])[] = [
  ['emergency', '业主说到危险\n先于一切'],
  ['matter', '业主有事要办'],
  ['side', '业主顺口一句'],
  ['visit', '物业来回访'],
  ['quote', '师傅报价'],
];

const KIND_ENDS: Readonly<Partial<Record<FlowKind, string>>> = {
  visit: '记下回访',
  quote: '答复报价',
  side: '当场答复',
};

/** All flows in one drawing: what starts them, and what comes of them. */
export function overviewGraph(flows: readonly Flow[]): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const ends = new Map<string, string>();
  const endOf = (name: string): string => {
    const id = ends.get(name) ?? `end${ends.size + 1}`;
    ends.set(name, id);
    return id;
  };
  for (const [kind, text] of DOORS) {
    const ofKind = flows.filter((flow) => flow.kind === kind);
    if (ofKind.length === 0) continue;
    nodes.push({ id: `door_${kind}`, kind: 'start', text });
    for (const flow of ofKind) {
      nodes.push({ id: flow.id, kind: 'ask', text: `${flow.name}\n${shorten(startName(flow, topicName), 22)}` });
      edges.push({ from: `door_${kind}`, to: flow.id, text: '' });
      for (const name of outcomes(flow)) edges.push({ from: flow.id, to: endOf(name), text: '' });
    }
  }
  for (const [name, id] of ends) nodes.push({ id, kind: 'end', text: name });
  return { title: '全部流程', across: true, nodes, edges };
}

function outcomes(flow: Flow): string[] {
  const deeds = flow.steps.flatMap((step) => (step.kind === 'do' ? [DEED_NAMES[step.deed]] : []));
  const stuck = flow.steps.some((step) => step.kind === 'collect' && step.stuck === 'hand-over');
  const all = [...deeds, ...(stuck ? [DEED_NAMES['hand-over']] : [])];
  const own = KIND_ENDS[flow.kind];
  return [...new Set(flow.kind === 'side' && deeds.length > 0 ? all : own === undefined ? all : [own, ...all])];
}
