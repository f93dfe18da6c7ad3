import { citations } from '../../citations.ts';
import type { House } from '../house.ts';
import { type Measure, none, type Reading } from '../measure.ts';

async function unresolved({ root }: House): Promise<Reading> {
  const { total, unresolved } = await citations(root);
  const places = unresolved.map(({ file, line, citation }) => `${file}:${line} ${citation}`);
  return { value: unresolved.length, places: [...places, `${total} in all`] };
}

/** References in comments and documents that lead nowhere. */
export const citationMeasures: readonly Measure[] = [
  {
    id: 'citations',
    name: 'citations that do not resolve',
    start: 255,
    aim: none,
    better: 'lower',
    read: unresolved,
  },
];
