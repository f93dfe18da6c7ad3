import type { House } from '../../language/index.ts';
import type { TextKey } from '../flow/phrases.ts';
import { fill } from '../flow/template.ts';
import type { DoStep, Flow } from '../flow/types.ts';
import type { Talk } from '../state.ts';
import type { DialogueOutput, HandOverReason } from '../types.ts';
import { flowText } from './ask.ts';
import { buildDraft, slotOf, summarise } from './draft.ts';
import { readOwner } from './read.ts';
import { act, sayPhrase, type Turn } from './turn.ts';
import { textValue } from './values.ts';

interface Deed {
  readonly talk: Talk;
  readonly flow: Flow;
  readonly step: DoStep;
}

/** Carries out a `do` step of a flow, as an effect. */
export function doDeed(turn: Turn, deed: Deed): void {
  const { talk, step } = deed;
  switch (step.deed) {
    case 'open-ticket':
      openTicket(turn, deed);
      return;
    case 'hand-over':
      handOver(turn, {
        reason: step.reason ?? 'asked',
        talk,
        tell: step.tell === null ? null : flowText(turn, talk, step.tell),
      });
      return;
    case 'relay':
      turn.effects.push({ kind: 'relay', to: textValue(turn, talk, 'to'), text: textValue(turn, talk, 'matter') });
      return;
    case 'privacy':
      turn.effects.push({ kind: 'privacy', request: step.request ?? 'delete', text: (talk.words ?? []).join('\n') });
      if (step.request === 'correct') correct(turn, (talk.words ?? []).join('\n'));
      return;
    case 'forget':
      turn.state.profile = turn.state.profile.privacy === undefined ? {} : { privacy: turn.state.profile.privacy };
      return;
    case 'end':
      return;
  }
}

/** A correction holds at once for what this talk remembers of its owner; the records are a person's work (个人信息保护法 46). */
function correct(turn: Turn, words: string): void {
  const { house, phone, name } = readOwner(turn, words);
  const { profile } = turn.state;
  if (house?.room != null) profile.houses = [house];
  if (phone !== null) profile.phone = phone;
  if (name !== null) profile.name = name;
}

/** Opens the ticket and keeps for next time what was learnt of the owner. */
export function openTicket(turn: Turn, deed: Deed): void {
  const { talk, flow, step } = deed;
  const draft = buildDraft(turn, deed);
  const settled = step.settled === null ? {} : { settled: flowText(turn, talk, step.settled) };
  const before = turn.effects.findIndex((effect) => effect.kind === 'open-ticket');
  const effect: DialogueOutput = {
    kind: 'open-ticket',
    draft: { ...draft, ...settled },
    tell: [],
    ...(talk.group !== undefined && before >= 0 ? { linkWith: [before] } : {}),
  };
  act(turn, effect, step.tell === null ? '' : fill(step.tell, (name) => textValue(turn, talk, name)));
  talk.opened = true;
  remember(turn, { talk, flow });
  linkTheRest(turn, talk, draft.category);
}

/** The other matters said together with this one will link to its ticket. */
function linkTheRest(turn: Turn, talk: Talk, category: string): void {
  if (talk.group === undefined) return;
  for (const other of turn.state.talks) {
    if (other === talk || other.group !== talk.group) continue;
    other.after = [...(other.after ?? []), { category, at: turn.context.now }];
  }
}

function remember(turn: Turn, given: { talk: Talk; flow: Flow }): void {
  const { talk, flow } = given;
  const { profile } = turn.state;
  const house = slotOf(talk, flow, 'house') as House | undefined;
  if (house?.room != null)
    profile.houses = [house, ...(profile.houses ?? []).filter((one) => !same(one, house))].slice(0, 4);
  const phone = slotOf(talk, flow, 'phone');
  if (typeof phone === 'string' && phone !== 'directory') profile.phone = phone;
  const name = slotOf(talk, flow, 'person');
  if (typeof name === 'string') profile.name = name;
}

function same(a: House, b: House): boolean {
  return a.building === b.building && a.unit === b.unit && a.room === b.room;
}

const REASON_TEXTS: Readonly<Partial<Record<HandOverReason, TextKey>>> = {
  asked: 'handOverAsked',
  anger: 'handOverAnger',
  threat: 'handOverThreat',
  'not-understood': 'handOverUnclear',
  'unknown-question': 'handOverUnknown',
  fees: 'handOverFees',
  error: 'handOverError',
  privacy: 'handOverPrivacy',
};

/**
 * Hands the talk to a person with a summary. For every reason but silence the program is quiet from now on, until the
 * session ends (repair 10); after silence it stays and offers to go on (R8).
 */
export function handOver(
  turn: Turn,
  given: { reason: HandOverReason; talk: Talk | null; tell: string | null; urgent?: boolean },
): void {
  const { reason, talk, tell } = given;
  turn.handOvers.push({
    kind: 'hand-over',
    reason,
    summary: handOverSummary(turn, talk),
    urgent: given.urgent === true || talk?.urgent === true,
  });
  if (reason === 'silence') return;
  if (tell !== null) turn.lines.push({ text: tell });
  else
    sayPhrase(turn, REASON_TEXTS[reason] ?? 'handOverAsked', {
      owner: talk === null ? '您' : textValue(turn, talk, 'owner'),
    });
  turn.state.serves = 'person';
  turn.trace?.(`handover:${reason}`);
}

/** Everything known, a line each, for the member who takes over. Masked by whoever prints it. */
export function handOverSummary(turn: Turn, talk: Talk | null): string {
  const lines: string[] = [];
  const talks = talk === null ? turn.state.talks : [talk, ...turn.state.talks.filter((other) => other !== talk)];
  for (const one of talks) {
    const flow = turn.flows.byId.get(one.flow);
    lines.push(`${flow?.name ?? one.category ?? ''}：${summarise(turn, one)}`);
    for (const step of flow?.steps ?? []) {
      if (step.kind !== 'collect' || one.slots[step.id] === undefined || step.id === 'matter') continue;
      lines.push(`${step.label}：${textValue(turn, one, step.id)}`);
    }
    if (flow === undefined) for (const id of Object.keys(one.slots)) lines.push(textValue(turn, one, id));
    for (const words of one.words ?? []) lines.push(`原话：${words}`);
    if (one.media !== undefined && one.media.length > 0) lines.push(`附件：${one.media.length}`);
  }
  const { profile, question } = turn.state;
  if (question?.kind === 'clarify' && question.text !== undefined) lines.push(`原话：${question.text}`);
  if (profile.houses?.[0] !== undefined)
    lines.push(
      `住址：${profile.houses.map((house) => `${house.building}-${house.unit ?? ''}-${house.room ?? ''}`).join('、')}`,
    );
  return lines.join('\n');
}
