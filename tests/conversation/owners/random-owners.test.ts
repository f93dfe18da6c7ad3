import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Community } from '../../../src/config/types.ts';
import { shippedCommunity, shippedFlows } from '../setting.ts';
import type { Owner } from './owner.ts';
import { type Plan, play } from './play.ts';

/** `OWNERS_SEED=7 OWNERS_RUNS=500 npm test -- random-owners` looks elsewhere; a failure prints the seed and path to see it again. */
const SEED = Number(process.env.OWNERS_SEED ?? 20_261_124);
const OWNERS = Number(process.env.OWNERS_RUNS ?? 10_000);
const PARTS = 10;

const plan: fc.Arbitrary<Plan> = fc.record({
  start: fc.nat({ max: 1439 }),
  deeds: fc.array(fc.nat({ max: 400_000 }), { minLength: 1, maxLength: 18, size: 'max' }),
  end: fc.constantFrom('sensible', 'silent'),
});

describe('ten thousand random owners: no talk sticks, nothing known is asked again, the budget holds, every end is an end', () => {
  const flows = shippedFlows();
  let community: Community;
  const seen = new Set<string>();
  const count = { tickets: 0, persons: 0, own: 0 };

  beforeAll(async () => {
    community = await shippedCommunity();
  });

  test.each(Array.from({ length: PARTS }, (_, part) => part))(
    'part %i of 10',
    (part) => {
      fc.assert(
        fc.property(plan, (one) => tally(play(one, { flows, community }))),
        { seed: SEED + part, numRuns: Math.ceil(OWNERS / PARTS) },
      );
    },
    120_000,
  );

  test('the owners were worth it: every flow was talked through, tickets were opened and persons asked', () => {
    const quiet = flows.list.filter((flow) => !seen.has(flow.id)).map((flow) => flow.id);
    expect(quiet).toEqual([]);
    expect(count.tickets).toBeGreaterThan(OWNERS / 2);
    expect(count.persons).toBeGreaterThan(OWNERS / 10);
  });

  function tally(owner: Owner): void {
    for (const { marks } of owner.happened)
      for (const mark of marks) if (mark.includes('.')) seen.add(mark.slice(0, mark.indexOf('.')));
    count.tickets += owner.world.all.filter((effect) => effect.kind === 'open-ticket').length;
    count.persons += owner.world.all.filter((effect) => effect.kind === 'hand-over').length;
  }
});
