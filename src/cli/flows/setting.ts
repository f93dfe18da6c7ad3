import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCompany } from '../../config/index.ts';
import type { Community, FlowProblem, Flows, StorySetting } from '../../conversation/index.ts';
import { formatFlowProblem, loadFlows, type ParsedStories, parseStories } from '../../conversation/index.ts';
import { createUnderstanding } from '../../understanding/index.ts';

const { understand } = createUnderstanding();

/** The folder of the flow files (operating contract, "Environment"). */
export const flowsDir = (): string => process.env.FLOWS_DIR ?? './bot-flows';

/** A file problem as one line: `bot-flows/repair.yaml:12: …`. */
export function problemLine(problem: FlowProblem): string {
  return formatFlowProblem(problem, flowsDir());
}

/** The checked flows; prints every problem and ends the program when one of them is an error. */
export function flowsOrExit(): Flows {
  const { flows, problems } = loadFlows(flowsDir());
  for (const problem of problems) console.error(problemLine(problem));
  if (flows === null) process.exit(1);
  return flows;
}

/** All stories beside the flows. */
export function readStories(): ParsedStories[] {
  const names = readdirSync(flowsDir()).filter((name) => name.endsWith('.stories.yaml'));
  return names.sort().map((name) => parseStories({ name, text: readFileSync(join(flowsDir(), name), 'utf8') }));
}

/** The first community of the configuration: stories are played in it. */
async function storyCommunity(): Promise<Community> {
  const configDir = process.env.CONFIG_DIR ?? './config';
  const shippedDir = fileURLToPath(new URL('../../../config', import.meta.url));
  const { company } = await loadCompany(configDir, { env: process.env, shippedDir });
  const [community] = company?.communities.values() ?? [];
  if (community === undefined)
    throw new Error(`no community could be loaded from ${configDir}; run npm run config -- check`);
  return community;
}

/** Everything a story needs. */
export async function storySetting(flows: Flows): Promise<StorySetting> {
  return { flows, community: await storyCommunity(), understand };
}
