import type { Graph, GraphNode, NodeKind } from './graph.ts';

const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  start: ['([', '])'],
  ask: ['[', ']'],
  say: ['>', ']'],
  confirm: ['[[', ']]'],
  do: ['[/', '/]'],
  branch: ['{', '}'],
  end: ['((', '))'],
};

/** The drawing as a Mermaid flowchart. */
export function toMermaid(graph: Graph): string {
  const lines = [
    '---',
    `title: ${graph.title}`,
    '---',
    `flowchart ${graph.across ? 'LR' : 'TD'}`,
    ...graph.nodes.map((node) => `  ${safe(node.id)}${shape(node)}`),
    ...graph.edges.map(
      ({ from, to, text }) => `  ${safe(from)} -->${text === '' ? '' : `|${quote(text)}|`} ${safe(to)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function shape({ kind, text }: GraphNode): string {
  const [open, close] = SHAPES[kind];
  return `${open}${quote(text)}${close}`;
}

/** `end` and the like are words of Mermaid's own. */
function safe(id: string): string {
  return `n_${id}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '#quot;').replaceAll('\n', '<br/>')}"`;
}
