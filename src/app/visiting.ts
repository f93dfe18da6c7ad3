import type { FollowUpDeps } from '../followup/deps.ts';
import type { OwedFollowUp } from '../followup/effect.ts';
import { createFollowUp, type FollowUp } from '../followup/follow-up.ts';
import type { CorrectionNotice } from '../followup/notice.ts';
import type { Visit } from '../followup/visit.ts';
import { createPump, type Pump } from './pump.ts';

/** Return visits with their pumps. */
export interface Visiting {
  /** Sets the pumps going after every call. */
  readonly followUp: FollowUp;
  readonly pump: Pump;
}

/** Every method of a service, with something done after it. */
function andThen<T extends object>(service: T, then: () => void): T {
  const wrap = (method: (...args: unknown[]) => Promise<unknown>) =>
    async function work(...args: unknown[]) {
      try {
        return await method(...args);
      } finally {
        then();
      }
    };
  return Object.fromEntries(Object.entries(service).map(([name, method]) => [name, wrap(method)])) as T;
}

/** Follow-up on its repositories, and what visits and notices owe carried out. */
export function createVisiting(
  deps: FollowUpDeps & {
    /** Carries out an effect that leaves the room; false when it stays inside. */
    carryOut(owed: OwedFollowUp, document: Visit | CorrectionNotice): Promise<boolean>;
    /** Something more may wait somewhere else. */
    noted(): void;
    onError(error: unknown, document: Visit | CorrectionNotice | null): void;
  },
): Visiting {
  const { visits, notices, onError } = deps;
  const plain = createFollowUp(deps);

  async function settle(document: Visit | CorrectionNotice, repository: Pick<FollowUpDeps['visits'], 'settled'>) {
    for (const owed of document.owed) {
      if (!(await deps.carryOut(owed, document))) await plain.carryOut(owed, document);
    }
    await repository.settled(
      document.community,
      document._id,
      document.owed.map(({ id }) => id),
    );
    deps.noted();
    pump.poke();
  }

  const pumps = [
    createPump<Visit>({ owing: visits.owing, settle: (visit) => settle(visit, visits), onError }),
    createPump<CorrectionNotice>({ owing: notices.owing, settle: (notice) => settle(notice, notices), onError }),
  ];
  const all = async (work: (pump: Pump) => Promise<void>) => void (await Promise.all(pumps.map(work)));
  const pump: Pump = {
    poke() {
      for (const one of pumps) one.poke();
    },
    idle: () => all((one) => one.idle()),
    stop: () => all((one) => one.stop()),
  };
  return { followUp: andThen(plain, pump.poke), pump };
}
