import type { SlotKind } from '../slot-kinds.ts';
import type { CollectStep, DoStep } from '../types.ts';
import { type Inspected, placed, slotsOf } from './context.ts';

/** Where each kind of answer can come from without being asked for; `words` is for all. */
const SOURCES: Readonly<Record<string, readonly SlotKind[]>> = {
  profile: ['house', 'phone', 'person'],
  directory: ['phone'],
  tickets: ['house'],
};

/** A menu holds ten taps (wecom-api.md 3.4); two are kept for 先不填 and 请同事来帮我. */
const MOST_OPTIONS = 8;

/** Mistakes within one step: what does not go together. */
export function lintFields(flow: Inspected): void {
  for (const { step, path } of placed(flow.flow)) {
    if (step.kind === 'collect') lintCollect(flow, step, path);
    if (step.kind === 'do') lintDo(flow, step, path);
  }
}

function lintCollect(given: Inspected, step: CollectStep, path: readonly PropertyKey[]): void {
  for (const source of step.from) {
    const kinds = SOURCES[source];
    if (kinds !== undefined && !kinds.includes(step.slot)) {
      given.error([...path, 'from'], `${step.slot} cannot come from ${source}; that holds ${kinds.join(', ')}`);
    }
  }
  if (
    step.otherwise !== null &&
    !slotsOf(given.flow).some((slot) => slot === step.otherwise && given.flow.indexOf.has(slot))
  ) {
    given.error([...path, 'otherwise'], `there is no question "${step.otherwise}" that could take the words`);
  }
  if (step.told && step.slot !== 'time') given.error([...path, 'told'], 'told is for "collect: time" only');
  if (step.several && step.slot !== 'choice')
    given.error([...path, 'several'], 'several answers are for "collect: choice" only');
  lintOptions(given, step, path);
}

function lintOptions(given: Inspected, step: CollectStep, path: readonly PropertyKey[]): void {
  const at = [...path, 'options'];
  const ids = step.options.map((option) => option.id);
  if (step.slot === 'choice' && ids.length === 0) given.error(path, `"${step.id}" is a choice and needs options`);
  if (ids.length > MOST_OPTIONS) given.error(at, `${ids.length} options; at most ${MOST_OPTIONS} fit into a menu`);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) < index) given.error([...at, index], `option "${id}" stands here twice`);
    if (step.slot === 'yesno' && id !== 'yes' && id !== 'no')
      given.error([...at, index], `"${id}" is not accepted; a yes-or-no question has the options yes and no`);
    if (step.slot === 'score' && !/^s[1-5]$/.test(id))
      given.error([...at, index], `"${id}" is not accepted; a score has the options s1 to s5`);
  }
}

function lintDo(given: Inspected, step: DoStep, path: readonly PropertyKey[]): void {
  const unless = (
    deed: DoStep['deed'],
    key: 'tell' | 'settled' | 'category' | 'topic' | 'request' | 'reason',
    also: string[] = [],
  ) => {
    if (step[key] !== null && step.deed !== deed && !also.includes(step.deed))
      given.error([...path, key], `${key} is for "do: ${[deed, ...also].join('" and "do: ')}" only`);
  };
  if (step.deed === 'open-ticket' && step.tell === null)
    given.error(path, `"${step.id}" opens a ticket and needs tell: what the owner then reads, with {number}`);
  if (step.deed === 'open-ticket' && step.tell !== null && !step.tell.names.includes('number'))
    given.error([...path, 'tell'], 'the owner must be told his ticket number: write {number}');
  if (step.deed === 'privacy' && step.request === null)
    given.error(path, `"${step.id}" needs request: delete or correct`);
  if (step.deed === 'hand-over' && step.reason === null)
    given.warning(path, `"${step.id}" gives no reason; "asked" is taken`);
  unless('open-ticket', 'tell', ['hand-over']);
  for (const key of ['settled', 'category', 'topic'] as const) unless('open-ticket', key);
  unless('privacy', 'request');
  unless('hand-over', 'reason');
}
