import { CATEGORIES, defined } from '../../../shared/index.ts';
import { CONDITION_FACTS, TEXT_FACTS } from '../../engine/facts.ts';
import type { Condition } from '../condition.ts';
import type { Phrases } from '../phrases.ts';
import { LATE, type Template } from '../template.ts';
import type { Flow, FlowKind, Step } from '../types.ts';
import { type Inspected, placed, slotsOf, sourcesOf } from './context.ts';
import { textsOf } from './texts.ts';

/** Facts that only some kinds of flow ever have. */
const FACT_KINDS: Readonly<Record<string, readonly FlowKind[]>> = {
  date: ['visit'],
  worker: ['visit'],
  ticket: ['visit', 'quote'],
  amount: ['quote'],
  item: ['quote'],
  matter: ['visit', 'quote'],
  visit: ['visit'],
  'danger.advice': ['emergency'],
  'danger.phones': ['emergency'],
};

const YES_NO = ['yes', 'no'];

/** What a fact of a condition can be; facts that are missing here are free text. */
const FACT_VALUES: Readonly<Record<string, readonly string[]>> = {
  urgent: YES_NO,
  confidential: YES_NO,
  paid: YES_NO,
  category: [...CATEGORIES, 'known', 'unknown'],
  relation: ['业主', '住户', '租户', '家属', 'known', 'unknown'],
  visit: ['closing', 'dated', 'leader', 'survey'],
};

/** Names that a text of any flow or of the engine may use. */
export function companyNames(phrases: Phrases): string[] {
  return ['company', 'community', 'privacy.months', ...Object.keys(phrases.phoneNames).map((key) => `phones.${key}`)];
}

/** Mistakes with names: places in texts and conditions that stand for nothing, and branches that can never be taken. */
export function lintNames(given: Inspected, phrases: Phrases): void {
  for (const { step, path, index } of placed(given.flow)) {
    for (const text of textsOf(step))
      lintPlaces(given, { step, index, text: text.template, path: [...path, ...text.path], phrases });
    if (step.when !== null) lintCondition(given, { step, when: step.when, path: [...path, 'when'] });
  }
}

function factsFor(flow: Flow, facts: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(facts).filter((name) => FACT_KINDS[name]?.includes(flow.kind) ?? true);
}

function lintPlaces(
  given: Inspected,
  place: { step: Step; index: number; text: Template; path: readonly PropertyKey[]; phrases: Phrases },
): void {
  const { flow } = given;
  const { step, index, text, path, phrases } = place;
  const slots = slotsOf(flow);
  const late = step.kind === 'do' && step.deed === 'open-ticket' && path.at(-1) === 'tell' ? LATE : [];
  const facts = [...factsFor(flow, TEXT_FACTS), ...companyNames(phrases)];
  for (const name of text.names) {
    if (slots.includes(name)) {
      const first = Math.min(...sourcesOf(flow, name).map((one) => defined(flow.indexOf.get(one.id))));
      const isOwn = step.kind === 'collect' && (step.id === name || step.otherwise === name);
      if ((first > index || isOwn) && !facts.includes(name))
        given.error(
          path,
          `{${name}} is asked only in line ${defined(flow.steps[first]).line}, so nothing would stand here yet`,
        );
      continue;
    }
    if (facts.includes(name) || (late as readonly string[]).includes(name)) continue;
    const asked = slots.length === 0 ? '' : `this flow asks for ${slots.join(', ')}; `;
    given.error(path, `{${name}} stands for nothing here; ${asked}always at hand: ${[...late, ...facts].join(', ')}`);
  }
}

function lintCondition(given: Inspected, place: { step: Step; when: Condition; path: readonly PropertyKey[] }): void {
  const { flow } = given;
  const { step, when, path } = place;
  const slots = slotsOf(flow);
  const facts = [...factsFor(flow, CONDITION_FACTS), ...factsFor(flow, TEXT_FACTS)];
  for (const { name, values } of when.terms) {
    if (!slots.includes(name) && !facts.includes(name)) {
      given.error([...path, name], `"${name}" is never asked; accepted: ${[...slots, ...facts].join(', ')}`);
      continue;
    }
    const accepted = valuesOf(flow, name);
    for (const value of accepted === null ? [] : values.filter((one) => !accepted.includes(one)))
      given.error(
        [...path, name],
        `${name} is never "${value}", so this is never taken; accepted: ${defined(accepted).join(', ')}`,
      );
    const own = step.kind === 'collect' && step.id === name && !values.includes('unknown');
    if (own)
      given.error([...path, name], `"${name}" would only be asked once it is known; write unknown, or leave this out`);
    else contradiction(given, { when, name, values, path: [...path, name] });
  }
}

/** Everything a name in a condition can be; null: any words. */
function valuesOf(flow: Flow, name: string): readonly string[] | null {
  const step = flow.steps[flow.indexOf.get(name) ?? -1];
  if (step?.kind !== 'collect') {
    if (FACT_VALUES[name] !== undefined) return FACT_VALUES[name];
    return name === 'topic' ? null : ['known', 'unknown'];
  }
  const known = ['known', 'unknown'];
  if (step.slot === 'yesno') return [...YES_NO, ...known];
  if (step.slot === 'score') return ['1', '2', '3', '4', '5', ...known];
  if (step.slot === 'choice') return [...step.options.map((option) => option.id), ...known];
  return known;
}

/** A branch that asks for an answer which is only collected where the branch itself cannot be. */
function contradiction(
  given: Inspected,
  place: { when: Condition; name: string; values: readonly string[]; path: readonly PropertyKey[] },
): void {
  const { when, name, values, path } = place;
  if (values.includes('unknown')) return;
  const sources = sourcesOf(given.flow, name);
  if (sources.length === 0 || !sources.every((source) => source.when !== null && excludes(source.when, when))) return;
  given.error(path, `never taken: ${name} is asked (line ${defined(sources[0]).line}) only when this branch is not`);
}

function excludes(a: Condition, b: Condition): boolean {
  return a.terms.some((one) => {
    const other = b.terms.find((term) => term.name === one.name);
    return other !== undefined && one.values.every((x) => other.values.every((y) => !compatible(x, y)));
  });
}

function compatible(a: string, b: string): boolean {
  return a === b || (a === 'known' && b !== 'unknown') || (b === 'known' && a !== 'unknown');
}
