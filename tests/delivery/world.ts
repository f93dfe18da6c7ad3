import { makeCompany } from '../../src/config/load.ts';
import type { Community } from '../../src/config/types.ts';
import type { DeliveryDeps } from '../../src/delivery/context.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import type { Outcome, OutgoingMessage } from '../../src/delivery/types.ts';
import { sampleCommunity } from '../sample-community.ts';
import { OWNER } from './factories.ts';
import { createFakeWecom } from './fake-wecom.ts';
import { createMemoryCards, createMemoryRates, createMemoryWindows } from './memory-budgets.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { createTestClock } from './test-clock.ts';

/** Delivery on stores in memory, against a WeCom that keeps its rules, on a clock that stands still. */
export async function openDelivery(overrides: Partial<Community> = {}) {
  const clock = createTestClock();
  const community = await sampleCommunity({ quietHours: [], ...overrides });
  const company = makeCompany([community]);
  const wecom = createFakeWecom(clock);
  const stores = {
    outbox: createMemoryOutbox(),
    windows: createMemoryWindows(),
    rates: createMemoryRates(),
    cards: createMemoryCards(),
  };
  const outcomes = new Map<string, Outcome[]>();
  const logged: { level: string; message: string; fields: object }[] = [];
  const log = (level: string) => (fields: object, message: string) => void logged.push({ level, message, fields });
  let processes = 0;
  /** One process of the service more. */
  const start = (deps: Partial<DeliveryDeps> = {}) => {
    processes += 1;
    return createDelivery({
      ...stores,
      sender: wecom.sender,
      company: () => company,
      clock,
      onOutcome: async ({ id }, outcome) => {
        outcomes.set(id, [...(outcomes.get(id) ?? []), outcome]);
      },
      log: { warn: log('warn'), error: log('error') },
      random: () => 0.5,
      by: `process-${processes}`,
      ...deps,
    });
  };
  const delivery = start();
  return {
    clock,
    community,
    wecom,
    ...stores,
    logged,
    delivery,
    start,
    /** Owes messages and sends what can be sent now. */
    async send(...messages: OutgoingMessage[]) {
      await delivery.enqueue(messages);
      await delivery.run();
    },
    /** Lets time go by, sending what falls due. */
    async pass(ms: number, step = 1_000) {
      for (let left = ms; left > 0; left -= step) {
        clock.advance(Math.min(step, left));
        await delivery.run();
      }
    },
    ownerWrites: () => delivery.ownerWrote(OWNER, { at: clock.now(), messageId: `m${clock.now()}` }),
    /** How a message ended, the last word of it. */
    outcome: ({ id }: OutgoingMessage) => outcomes.get(id)?.at(-1) ?? null,
    outcomesOf: ({ id }: OutgoingMessage) => outcomes.get(id) ?? [],
  };
}

/** Delivery and its surroundings. */
export type DeliveryWorld = Awaited<ReturnType<typeof openDelivery>>;
