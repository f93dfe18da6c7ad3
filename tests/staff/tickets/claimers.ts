import type { Community } from '../../../src/config/types.ts';
import { sampleCommunity } from '../../sample-community.ts';

/** Twenty workers of one department. */
export const CLAIMERS = Array.from({ length: 20 }, (_, index) => `worker.${index + 1}`);

/** The sample community with twenty workers in the engineering department. */
export async function claimersCommunity(): Promise<Community> {
  const community = await sampleCommunity();
  const workers = CLAIMERS.map((userid, index) => ({
    userid,
    name: `师傅${index + 1}`,
    department: 'engineering',
    roles: ['worker' as const],
  }));
  return { ...community, staff: [...community.staff, ...workers] };
}
