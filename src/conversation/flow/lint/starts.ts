import { CATEGORIES } from '../../../shared/index.ts';
import { topicName } from '../../../understanding/index.ts';
import type { FlowKind } from '../types.ts';
import type { Inspected } from './context.ts';

const NEEDS: Readonly<Record<FlowKind, string>> = {
  matter: 'categories or topics',
  side: 'intents or words',
  visit: 'event: visit and visits',
  quote: 'event: quote',
  emergency: 'event: danger',
};

const EVENTS: Readonly<Partial<Record<FlowKind, string>>> = { visit: 'visit', quote: 'quote', emergency: 'danger' };

/** Mistakes in what starts a flow, alone and beside the others. */
export function lintStarts(flows: readonly Inspected[]): void {
  for (const one of flows) startsAtAll(one);
  twice(flows, 'flow', (one) => [one.flow.id]);
  twice(flows, 'starts.categories', ({ flow }) => (flow.starts.topics.length > 0 ? [] : flow.starts.categories));
  twice(flows, 'starts.topics', ({ flow }) =>
    flow.starts.topics.flatMap((topic) => topicKeys(flow.starts.categories, topic)),
  );
  twice(flows, 'starts.intents', ({ flow }) => flow.starts.intents);
  twice(flows, 'starts.visits', ({ flow }) => flow.starts.visits);
  twice(flows, 'starts.event', ({ flow }) =>
    flow.starts.event === null || flow.starts.event === 'visit' || flow.starts.event !== EVENTS[flow.kind]
      ? []
      : [flow.starts.event],
  );
}

function topicKeys(categories: readonly string[], topic: string): string[] {
  return categories.length === 0 ? [topic] : categories.map((category) => `${category}/${topic}`);
}

function startsAtAll(one: Inspected): void {
  const { starts, kind } = one.flow;
  const event = EVENTS[kind];
  const started =
    event === undefined
      ? [
          kind === 'matter' ? starts.categories : starts.intents,
          kind === 'matter' ? starts.topics : starts.words,
        ].flat().length > 0
      : starts.event === event && (event !== 'visit' || starts.visits.length > 0);
  if (!started) one.error(['starts'], `nothing starts this flow; a flow of kind ${kind} needs ${NEEDS[kind]}`);
  if (starts.event !== null && starts.event !== event)
    one.error(['starts', 'event'], `event: ${starts.event} does not go with kind: ${kind}; accepted: ${NEEDS[kind]}`);
  for (const [index, topic] of starts.topics.entries())
    if (topicName(topic) === topic)
      one.warning(
        ['starts', 'topics', index],
        `topic "${topic}" is not one that is recognised yet; a topic of your own must stand in routing.yaml`,
      );
}

function twice(flows: readonly Inspected[], where: string, keys: (one: Inspected) => readonly string[]): void {
  const seen = new Map<string, string>();
  for (const one of flows) {
    for (const key of keys(one)) {
      const other = seen.get(key);
      if (other !== undefined)
        one.error(where.split('.'), `${where}: "${key}" is already in ${other}; one flow alone may have it`);
      else seen.set(key, one.flow.file);
    }
  }
}

/** Every category, visit and event needs a flow, else its owners would not be heard. */
export function uncovered(flows: readonly Inspected[]): string[] {
  const categories = new Set(flows.flatMap(({ flow }) => flow.starts.categories as readonly string[]));
  const visits = new Set(flows.flatMap(({ flow }) => flow.starts.visits));
  const events = new Set(flows.map(({ flow }) => flow.starts.event));
  return [
    ...CATEGORIES.filter((category) => !categories.has(category)).map(
      (one) => `no flow starts for the category ${one}`,
    ),
    ...['closing', 'dated', 'leader', 'survey']
      .filter((visit) => !visits.has(visit))
      .map((one) => `no flow starts for the visit ${one}`),
    ...(['quote', 'danger'] as const)
      .filter((event) => !events.has(event))
      .map((one) => `no flow starts for the event ${one}`),
  ];
}
