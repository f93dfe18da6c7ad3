import type { UnderstandContext } from '../../understanding/index.ts';
import type { Option } from '../flow/types.ts';
import { type Reading, readText } from '../reading.ts';
import type { Turn } from './turn.ts';
import { flowOf } from './values.ts';

const AWAITING: Readonly<Record<string, UnderstandContext['awaiting']>> = {
  house: 'house',
  phone: 'phone',
  person: 'person',
  choice: 'choice',
  text: 'text',
  photos: 'text',
  time: 'time',
  yesno: 'yes-no',
  score: 'score',
  money: 'money',
  item: 'item',
};

/** Understands a text in the light of the open question. */
export function readOwner(turn: Turn, text: string): Reading {
  const { now, community, understand } = turn.context;
  const house = turn.state.profile.houses?.[0] ?? null;
  const open = openQuestion(turn);
  const context: UnderstandContext = {
    now,
    timezone: community.timezone,
    known: { house },
    awaiting: open.awaiting,
    choices: open.choices,
  };
  return readText(understand(text, context));
}

function openQuestion(turn: Turn): { awaiting: UnderstandContext['awaiting']; choices: readonly string[] } {
  const { question, talks } = turn.state;
  if (question !== undefined) return { awaiting: 'choice', choices: question.options };
  const talk = talks[0];
  const flow = talk?.asked === undefined ? undefined : flowOf(turn, talk);
  const step = flow?.steps[flow.indexOf.get(talk?.asked ?? '') ?? -1];
  if (step?.kind === 'confirm') return { awaiting: 'yes-no', choices: [step.yes, step.change, step.no] };
  if (step?.kind !== 'collect') return { awaiting: null, choices: [] };
  if (step.options.length === 0) return { awaiting: AWAITING[step.slot], choices: [] };
  return { awaiting: AWAITING[step.slot], choices: step.options.map((option: Option) => option.text) };
}
