import path from 'node:path';
import { loadCompany } from '../src/config/load.ts';
import type { Community } from '../src/config/types.ts';

/** The shipped configuration, as one community; what a test needs otherwise is put over it. */
export async function sampleCommunity(overrides: Partial<Community> = {}): Promise<Community> {
  const dir = path.resolve('config');
  const { company, problems } = await loadCompany(dir, { env: {}, shippedDir: dir });
  if (company === null) throw new Error(JSON.stringify(problems));
  return { ...company.communities.get('main')!, ...overrides };
}
