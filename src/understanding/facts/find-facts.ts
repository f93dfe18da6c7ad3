/** Finds the facts of a message. */
import type { Facts, UnderstandContext } from '../types.ts';
import { findHouses } from './find-houses.ts';
import { findItem } from './find-item.ts';
import { findMoney } from './find-money.ts';
import { findAccused, findName } from './find-people.ts';
import { findPhones } from './find-phones.ts';
import { findPlaces } from './find-places.ts';
import { findSince } from './find-since.ts';
import { findTimes } from './find-times.ts';

const LIMIT = 4_000;

/** Houses, places, phones, names, times, money and items of a normalised text; its first 4,000 characters are read. */
export function findFacts(text: string, context: UnderstandContext): Facts {
  const read = text.length > LIMIT ? text.slice(0, LIMIT) : text;
  const { accused, department } = findAccused(read);
  return {
    houses: findHouses(read, context),
    places: findPlaces(read),
    phones: findPhones(read),
    name: findName(read),
    times: findTimes(read, context),
    accused,
    accusedDepartment: department,
    since: findSince(read),
    money: findMoney(read),
    item: findItem(read),
  };
}
