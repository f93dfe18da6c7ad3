import type { Community } from '../../src/config/types.ts';
import type { DeliveryDeps } from '../../src/delivery/context.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import type { OutgoingMessage } from '../../src/delivery/types.ts';
import { createDispatcher } from '../../src/effects/index.ts';
import { type Executed, recordingHandlers } from '../effects/recorded.ts';
import { sampleCommunity } from '../sample-community.ts';
import { communitiesOf } from '../support/communities.ts';
import { OWNER } from './factories.ts';
import { createFakeWecom } from './fake-wecom.ts';
import { createMemoryCards, createMemoryRates, createMemoryWindows } from './memory-budgets.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { createTestClock } from './test-clock.ts';

/** Delivery on stores in memory, against a WeCom that keeps its rules, on a clock that stands still. */
export async function openDelivery(overrides: Partial<Community> = {}) {
  const clock = createTestClock();
  const community = await sampleCommunity({ quietHours: [], ...overrides });
  const wecom = createFakeWecom(clock);
  const stores = {
    outbox: createMemoryOutbox(),
    windows: createMemoryWindows(),
    rates: createMemoryRates(),
    cards: createMemoryCards(),
  };
  const logged: { level: string; message: string; fields: object }[] = [];
  const log = (level: string) => (fields: object, message: string) => void logged.push({ level, message, fields });
  const lines = { warn: log('warn'), error: log('error') };
  const executed: Executed[] = [];
  let processes = 0;
  /** One process of the service more. `failing`: the effects that its outcomes cause cannot be executed while it says so. */
  const start = ({ failing = () => false, ...deps }: Partial<DeliveryDeps> & { failing?: () => boolean } = {}) => {
    processes += 1;
    const effects = createDispatcher({ clock, log: lines });
    effects.serve(
      recordingHandlers(executed, () => {
        if (failing()) throw new Error('down');
      }),
    );
    const delivery = createDelivery({
      ...stores,
      sender: wecom.sender,
      communities: communitiesOf(community),
      effects,
      metrics: { outbox: { inc: () => {} } },
      publicUrl: 'https://desk.example.com',
      clock,
      log: lines,
      random: () => 0.5,
      by: `process-${processes}`,
      ...deps,
    });
    return { ...delivery, effects };
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
    outcome: ({ id }: OutgoingMessage) => stores.outbox.outcomesOf(id).at(-1) ?? null,
    outcomesOf: ({ id }: OutgoingMessage) => stores.outbox.outcomesOf(id),
    /** What outcomes caused, in order. */
    async executed() {
      await delivery.effects.idle();
      return executed.map(({ effect }) => effect);
    },
  };
}

/** Delivery and its surroundings. */
export type DeliveryWorld = Awaited<ReturnType<typeof openDelivery>>;
