import type { Category } from '../shared/category.ts';
import type { Classified } from './model/classify.ts';
import type { DangerKind, Understanding } from './types.ts';

/** What a danger is entered as (R11). Kinds that are missing keep what the model says of the words: they are mostly faults. */
const MEANINGS: { readonly [kind in DangerKind]?: readonly [Category, string] } = {
  fire: ['其它', 'emergency'],
  gas: ['其它', 'emergency'],
  suicide: ['其它', 'emergency'],
  violence: ['其它', 'emergency'],
  injury: ['其它', 'emergency'],
  'child-water': ['其它', 'emergency'],
  'animal-bite': ['其它', 'emergency'],
  'missing-person': ['其它', 'emergency'],
  'lift-trapped': ['报修', 'lift-fault'],
};
/** How much a danger that is certain outweighs the model. */
const WEIGHT = 0.75;

/** The reading with what a danger that is happening says about it. */
export function weighDanger(read: Classified, danger: Understanding['danger']): Classified {
  const meaning = danger.level === 'yes' && danger.kind !== null ? MEANINGS[danger.kind] : undefined;
  if (meaning === undefined) return read;
  const [entered, topic] = meaning;
  const categories = read.categories.map(([category, probability]): [Category, number] => [
    category,
    probability * (1 - WEIGHT) + (category === entered ? WEIGHT : 0),
  ]);
  return {
    ...read,
    categories: categories.sort((a, b) => b[1] - a[1]),
    nothing: 0,
    topicOf(category) {
      return category === entered ? topic : read.topicOf(category);
    },
  };
}
