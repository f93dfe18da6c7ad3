import type { Graph, GraphNode, NodeKind } from './graph.ts';

const SIZE = 12;
const LINE = 17;
/** Characters of a line, a Chinese one counting as one and a Latin one as half. */
const COLUMNS = 17;

const LOOKS: Readonly<Record<NodeKind, string>> = {
  start: 'shape=box style="rounded,filled" fillcolor="#dbeafe" color="#3b82f6"',
  ask: 'shape=box style=filled fillcolor="#ffffff" color="#64748b"',
  say: 'shape=box style=filled fillcolor="#f1f5f9" color="#94a3b8"',
  confirm: 'shape=box style=filled fillcolor="#fef9c3" color="#ca8a04"',
  do: 'shape=box style=filled fillcolor="#dcfce7" color="#16a34a"',
  branch: 'shape=hexagon style=filled fillcolor="#ffedd5" color="#ea580c"',
  end: 'shape=box style="rounded,filled" fillcolor="#e2e8f0" color="#475569"',
};

/** The drawing in Graphviz' language. Sizes are ours: Graphviz has no Chinese font to measure with. */
export function toDot(graph: Graph): string {
  const lines = [
    'digraph {',
    `rankdir=${graph.across ? 'LR' : 'TB'} nodesep=0.3 ranksep=${graph.across ? 0.9 : 0.35}`,
    `node [fontsize=${SIZE} fixedsize=true penwidth=1]`,
    'edge [fontsize=11 color="#64748b" fontcolor="#334155" arrowsize=0.7]',
    ...graph.nodes.map(node),
    ...graph.edges.map(
      ({ from, to, text }) => `${quote(from)} -> ${quote(to)} [label=${quote(text === '' ? '' : ` ${text} `)}]`,
    ),
    '}',
  ];
  return lines.join('\n');
}

function node({ id, kind, text }: GraphNode): string {
  const lines = text.split('\n').flatMap(wrap);
  const widest = Math.max(4, ...lines.map(columns));
  const width = (widest * SIZE + (kind === 'branch' ? 56 : 22)) / 72;
  const height = (lines.length * LINE + (kind === 'branch' ? 20 : 14)) / 72;
  return `${quote(id)} [label=${quote(lines.join('\n'))} ${LOOKS[kind]} width=${width.toFixed(2)} height=${height.toFixed(2)}]`;
}

function columns(text: string): number {
  return [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 0x80 ? 0.55 : 1), 0);
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const char of text) {
    if (columns(line + char) > COLUMNS && !/[，。？！、：；）”]/.test(char)) {
      lines.push(line);
      line = '';
    }
    line += char;
  }
  return [...lines, line];
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
