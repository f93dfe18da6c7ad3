/** Corrects the classification of a message that tells of a certain danger (ruling R11). */
import type { Category } from '../../shared/index.ts';
import type { Classified } from '../model/classify.ts';
import type { DangerKind, Understanding } from '../types.ts';

/** Category and topic a danger is recorded under. Kinds that are missing keep what the model says: they are mostly faults. */
const RECORDED_AS: { readonly [kind in DangerKind]?: readonly [Category, string] } = {
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
/** Weight of a certain danger against the model. */
const DANGER_WEIGHT = 0.75;

/** The classification with the category of a certain danger given most of the weight. */
export function applyDanger(classified: Classified, danger: Understanding['danger']): Classified {
  const record = danger.level === 'yes' && danger.kind !== null ? RECORDED_AS[danger.kind] : undefined;
  if (record === undefined) return classified;
  const [recorded, topic] = record;
  const categories = classified.categories.map(([category, probability]): [Category, number] => [
    category,
    probability * (1 - DANGER_WEIGHT) + (category === recorded ? DANGER_WEIGHT : 0),
  ]);
  return {
    ...classified,
    categories: categories.sort((a, b) => b[1] - a[1]),
    noRequest: 0,
    topicOf: (category) => (category === recorded ? topic : classified.topicOf(category)),
  };
}
