import { describe, expect, test } from '@jest/globals';
import { stale } from '../../../src/cli/flows/check.ts';
import { renderDrawings } from '../../../src/cli/flows/drawings.ts';
import { toDot } from '../../../src/conversation/drawing/dot.ts';
import { flowGraph } from '../../../src/conversation/drawing/flow-graph.ts';
import { toMermaid } from '../../../src/conversation/drawing/mermaid.ts';
import { overviewGraph } from '../../../src/conversation/drawing/overview-graph.ts';
import { parseFlows } from '../../../src/conversation/flow/parse-flows.ts';
import { SHIPPED } from '../flow/files.ts';

const flows = parseFlows(SHIPPED).flows!;

describe('a drawing of a flow', () => {
  test.each(flows.list.map((flow) => [flow.id, flow] as const))(
    '%s has every step, and a way from start to end',
    (_, flow) => {
      const { nodes, edges } = flowGraph(flow);
      const ids = nodes.map((node) => node.id);
      expect(ids).toEqual(expect.arrayContaining(flow.steps.map((step) => step.id)));
      const reached = new Set(['start']);
      for (let size = 0; size !== reached.size; ) {
        size = reached.size;
        for (const { from, to } of edges) if (reached.has(from)) reached.add(to);
      }
      expect([...reached].sort()).toEqual([...ids].sort());
    },
  );

  test('a conditional step can be passed by, an unconditional one cannot', () => {
    const { edges } = flowGraph(flows.byId.get('repair')!);
    expect(edges).toContainEqual({ from: 'if_calm', to: 'calm', text: '是' });
    expect(edges.filter((edge) => edge.from === 'if_calm').map((edge) => edge.text)).toEqual(['是', '否']);
    expect(edges.filter((edge) => edge.to === 'matter')).toHaveLength(2);
  });

  test('a confirmation leads on, back to itself and out', () => {
    const { edges } = flowGraph(flows.byId.get('complaint')!);
    expect(edges.filter((edge) => edge.from === 'confirm').map((edge) => [edge.to, edge.text])).toEqual([
      ['confirm_no', '先不投诉了'],
      ['confirm', '要改一下'],
      ['open', '对，请提交'],
    ]);
  });

  test('as Mermaid and DOT nothing breaks out of its quotes', () => {
    const graph = {
      title: 't',
      across: false,
      nodes: [{ id: 'a', kind: 'say' as const, text: '说"好"\n再见' }],
      edges: [],
    };
    expect(toMermaid(graph)).toContain('n_a>"说#quot;好#quot;<br/>再见"]');
    expect(toDot(graph)).toContain('label="说\\"好\\"\\n再见"');
  });
});

describe('the drawing of all flows', () => {
  test('has every flow, started by something and leading to something', () => {
    const { edges } = overviewGraph(flows.list);
    for (const flow of flows.list) {
      expect([flow.id, edges.some((edge) => edge.to === flow.id)]).toEqual([flow.id, true]);
      expect([flow.id, edges.some((edge) => edge.from === flow.id)]).toEqual([flow.id, true]);
    }
  });
});

describe('docs/flows', () => {
  test('is what would be drawn now', async () => {
    expect(stale('docs/flows', await renderDrawings(flows), 'npm run flows -- draw')).toEqual([]);
  });

  test('a file that is old, missing or of no flow is named with what to run', () => {
    const wanted = new Map([
      ['all.mmd', 'another'],
      ['new.mmd', 'text'],
    ]);
    expect(stale('docs/flows', wanted, 'DRAW', ['all.mmd', 'gone.svg'])).toEqual([
      'docs/flows/gone.svg: no flow has this any more; run DRAW',
      'docs/flows/all.mmd: is not current; run DRAW',
      'docs/flows/new.mmd: is missing; run DRAW',
    ]);
  });
});
