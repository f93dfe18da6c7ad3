import { fileURLToPath } from 'node:url';
import { loadCompany } from '../../src/config/load.ts';
import type { Community } from '../../src/config/types.ts';
import type { Flows } from '../../src/conversation/flow/types.ts';
import { formatFlowProblem, loadFlows } from '../../src/conversation/load-flows.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The shipped flows, or every mistake in them. */
export function shippedFlows(): Flows {
  const { flows, problems } = loadFlows(path('bot-flows'));
  if (flows === null) throw new Error(problems.map((problem) => formatFlowProblem(problem)).join('\n'));
  return flows;
}

/** The community that is shipped as the demo. */
export async function shippedCommunity(): Promise<Community> {
  const dir = path('config');
  const { company } = await loadCompany(dir, { env: {}, shippedDir: dir });
  const [community] = company?.communities.values() ?? [];
  if (community === undefined) throw new Error('the shipped configuration does not load');
  return community;
}
