/** What a box stands for; decides its shape and colour. */
export type NodeKind = 'start' | 'ask' | 'say' | 'confirm' | 'do' | 'branch' | 'end';

/** A box with its words. */
export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly text: string;
}

/** An arrow. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** A drawing before it is written in any language. */
export interface Graph {
  readonly title: string;
  readonly across: boolean;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Cuts a text to a length that fits a box. */
export function shorten(text: string, length: number): string {
  const chars = [...text.replace(/\s+/g, ' ').trim()];
  return chars.length <= length ? chars.join('') : `${chars.slice(0, length - 1).join('')}…`;
}
