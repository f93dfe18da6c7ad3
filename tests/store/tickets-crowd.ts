import type { Community } from '../../src/config/types.ts';
import { community } from '../tickets/factories.ts';

/** Twenty workers of 工程部 who all want the same ticket. */
export const CROWD = Array.from({ length: 20 }, (_, index) => `worker-${index}`);

/** The test company with them in it. */
export const crowded: Community = {
  ...community,
  staff: [
    ...community.staff,
    ...CROWD.map((userid, index) => ({
      userid,
      name: `工人${index}`,
      department: 'engineering',
      roles: ['worker' as const],
    })),
  ],
};
