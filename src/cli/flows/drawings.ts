import type { Flows, Graph } from '../../conversation/index.ts';
import { flowGraph, overviewGraph, toDot, toMermaid } from '../../conversation/index.ts';

/** Where the drawings live. */
export const DRAWINGS_DIR = 'docs/flows';

const FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

/** Every file of `docs/flows`, by name: a Mermaid text and a picture a flow, one of all, and the page that shows them. */
export async function renderDrawings(flows: Flows): Promise<Map<string, string>> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  const files = new Map<string, string>();
  const draw = (name: string, graph: Graph) => {
    files.set(`${name}.mmd`, toMermaid(graph));
    files.set(`${name}.svg`, tidy(viz.renderString(toDot(graph), { format: 'svg' }), graph.title));
  };
  draw('all', overviewGraph(flows.list));
  for (const flow of flows.list) draw(flow.id, flowGraph(flow));
  files.set('README.md', readme(flows));
  return files;
}

/** The same picture with less around it, and with fonts that have Chinese letters. */
function tidy(svg: string, title: string): string {
  return svg
    .replace(/<\?xml[^>]*>\s*/, '')
    .replace(/<!DOCTYPE[^>]*>\s*/, '')
    .replace(/<!--[\s\S]*?-->\s*/g, '')
    .replace(/<title>[^<]*<\/title>\s*/g, '')
    .replace(/ xml:space="preserve"| xmlns:xlink="[^"]*"| font-family="[^"]*"/g, '')
    .replace(/ id="(graph|node|edge)\d+" class="(graph|node|edge)"/g, '')
    .replace(/<svg /, `<svg font-family="${FONTS}" role="img" aria-label="${title}" `);
}

function readme(flows: Flows): string {
  const rows = flows.list.map(
    (flow) =>
      `| [${flow.name}](${flow.id}.svg) | [bot-flows/${flow.file}](../../bot-flows/${flow.file}) | [${flow.id}.mmd](${flow.id}.mmd) |`,
  );
  return [
    '# 流程图',
    '',
    '由 `npm run flows -- draw` 画出；流程改了没有重画，`npm run flows -- check` 会指出来。怎么写流程见 [flows.md](../flows.md)。',
    '',
    '![全部流程](all.svg)',
    '',
    '| 流程 | 文件 | Mermaid |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
