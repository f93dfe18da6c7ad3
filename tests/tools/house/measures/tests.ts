import type { House, SourceFile } from '../house.ts';
import { atLeast, type Measure, none, type Reading } from '../measure.ts';

/** Wiring that is tested by the tests of the whole: no tests of their own are asked of it. */
const NO_TESTS_OF_ITS_OWN = new Set(['main']);
const LEAST_OF_A_ROOM = 0.5;

const sum = (files: readonly { readonly lines: number }[]) => files.reduce((total, { lines }) => total + lines, 0);

/** Lines of tests for each line of source, by room and package; the least tested first. */
export function ratiosOf(house: House): { room: string; ratio: number; source: number; tests: number }[] {
  const sources = [...house.product, ...house.packages];
  const rooms = new Set(sources.map(({ room }) => room).filter((room) => !NO_TESTS_OF_ITS_OWN.has(room)));
  return [...rooms]
    .map((room) => {
      const source = sum(sources.filter((file) => file.room === room));
      const tests = sum(house.tests.filter((file) => file.room === room));
      return { room, source, tests, ratio: tests / source };
    })
    .sort((a, b) => a.ratio - b.ratio);
}

const describe = ({ room, ratio, source, tests }: ReturnType<typeof ratiosOf>[number]) =>
  `${room}: ${ratio.toFixed(2)} (${tests} of ${source})`;

function overall(house: House): Reading {
  const sources: readonly SourceFile[] = [...house.product, ...house.packages];
  return { value: sum(house.tests) / sum(sources), places: ratiosOf(house).map(describe) };
}

function thinRooms(house: House): Reading {
  const thin = ratiosOf(house).filter(({ ratio }) => ratio < LEAST_OF_A_ROOM);
  return { value: thin.length, places: thin.map(describe) };
}

/** Tests beside what they test, in lines. */
export const testMeasures: readonly Measure[] = [
  {
    id: 'test-ratio',
    name: 'test lines for each source line, overall',
    start: 0.52,
    aim: atLeast(0.8),
    better: 'higher',
    digits: 2,
    read: overall,
  },
  {
    id: 'thin-rooms',
    name: `rooms and packages under ${LEAST_OF_A_ROOM}`,
    start: 11,
    aim: none,
    better: 'lower',
    read: thinRooms,
  },
];
