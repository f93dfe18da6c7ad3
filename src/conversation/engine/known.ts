import type { House } from '../../language/index.ts';
import { defined } from '../../shared/index.ts';
import type { CollectStep, Flow } from '../flow/types.ts';
import type { SlotValue, Talk } from '../state.ts';
import type { Turn } from './turn.ts';
import { stepOfKind } from './values.ts';

/** Fills a question from the binding, the owner's tickets or the directory, so that nothing known is asked (repair 1). */
export function fillFromKnown(turn: Turn, given: { talk: Talk; flow: Flow; step: CollectStep }): boolean {
  const { talk, step } = given;
  for (const source of step.from) {
    const value = source === 'words' ? undefined : fromSource(turn, { ...given, source });
    if (value === undefined) continue;
    talk.slots[step.id] = value;
    turn.trace?.(`repair1:${given.flow.id}`);
    return true;
  }
  return false;
}

function fromSource(
  turn: Turn,
  given: { talk: Talk; flow: Flow; step: CollectStep; source: 'profile' | 'directory' | 'tickets' | 'words' },
): SlotValue | undefined {
  const { profile } = turn.state;
  const { slot } = given.step;
  switch (given.source) {
    case 'profile':
      if (slot === 'house') return profile.houses?.length === 1 ? profile.houses[0] : undefined;
      if (slot === 'phone') return profile.phone;
      return slot === 'person' ? profile.name : undefined;
    case 'directory':
      return slot === 'phone' && directoryPhone(turn, given) ? 'directory' : undefined;
    case 'tickets':
      return slot === 'house' ? ticketHouse(turn) : undefined;
    default:
      return undefined;
  }
}

/** The house of his tickets, when all name the same. */
function ticketHouse(turn: Turn): House | undefined {
  const houses = turn.context.tickets.map((ticket) => ticket.house).filter((house) => house?.room != null);
  const [first] = houses;
  const same = houses.every(
    (house) => defined(house).building === first?.building && defined(house).room === first?.room,
  );
  return first != null && same ? first : undefined;
}

/** Whether the directory has a phone for the house. It is never shown: whoever writes may not be the owner. */
function directoryPhone(turn: Turn, given: { talk: Talk; flow: Flow }): boolean {
  const step = stepOfKind(given.flow, 'house');
  const house = step === null ? undefined : (given.talk.slots[step.id] as House | undefined);
  if (house === undefined || house.room === null) return false;
  return phoneOfHouse(turn, house) !== null;
}

/** The registered phone of a house. */
export function phoneOfHouse(turn: Turn, house: House): string | null {
  const record = turn.context.community.houses.find(
    (one) =>
      one.building === house.building && one.room === house.room && (house.unit === null || one.unit === house.unit),
  );
  return record?.ownerPhone ?? null;
}
