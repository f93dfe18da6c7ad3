import { CHARGE_STEPS } from '../../tickets/action.ts';
import { readCompletion, readQuote } from '../reading/amounts.ts';
import { readJudgement, readVerification } from '../reading/judgement.ts';
import type { Normalised } from '../reading/normalised.ts';
import { readPhoneVisit } from '../reading/phone-visit.ts';
import { readMergeTarget } from '../reading/phrases.ts';
import { findRef, formatRef } from '../reading/ticket-reference.ts';
import { withoutPreposition } from '../reading/ticket-words.ts';
import type { TicketCommand } from './command.ts';
import type { CommandTable } from './definition.ts';

const MAJOR_STEPS = ['declare', 'verbal', 'written'] as const;

function refAndText(rest: Normalised) {
  const { ref, rest: text } = findRef(rest);
  return { ref, text: text.raw };
}

function refAndPerson(rest: Normalised) {
  const { ref, text } = refAndText(rest);
  return { ref, who: withoutPreposition(text) };
}

function twoRefs(rest: Normalised) {
  const { ref, rest: after } = findRef(rest);
  return { ref, into: readMergeTarget(after) };
}

/** The one of `values` that a word means; the first when it means none of them. */
function oneOf<T extends string>(values: readonly [T, ...T[]], variant: string | null): T {
  return values.find((value) => value === variant) ?? values[0];
}

/** `yes` or `no`, or nothing when a person has not said. */
const verdict = (value: boolean | null, yes: string, no: string) => (value === null ? null : value ? yes : no);

/**
 * Commands about one ticket. First what workers say about their work (operating contract, "Words in chat", first row), then
 * dispatchers, heads and managers (third row), complaints and grave events (R1, R3, R10, R14–R16, R29), money and found things
 * (R18, R19, R36), return visits by phone (R21, R23). Of two words of the same length the earlier command is tried first.
 */
export const TICKET_COMMANDS: CommandTable<TicketCommand['kind']> = {
  accept: { read: (rest) => ({ kind: 'accept', ref: findRef(rest).ref }) },
  acknowledge: { read: (rest) => ({ kind: 'acknowledge', ref: findRef(rest).ref }) },
  arrive: { read: (rest) => ({ kind: 'arrive', ref: findRef(rest).ref }) },
  start: { read: (rest) => ({ kind: 'start', ref: findRef(rest).ref }) },
  complete: { read: (rest) => ({ kind: 'complete', ...readCompletion(rest) }) },
  transfer: { joined: 'ticket', read: (rest) => ({ kind: 'transfer', ...refAndText(rest) }) },
  return: { read: (rest) => ({ kind: 'return', ...refAndText(rest) }) },
  suspend: { read: (rest) => ({ kind: 'suspend', ...refAndText(rest) }) },
  resume: { read: (rest) => ({ kind: 'resume', ref: findRef(rest).ref }) },
  quote: {
    labels: ['amount', 'why'],
    read: (rest) => ({ kind: 'quote', ...readQuote(rest) }),
    details: ({ amount, item, why }, label) => [
      amount === null ? null : label('amount', amount),
      item,
      why === null ? null : label('why', why),
    ],
  },
  consent: {
    variants: ['accepted', 'refused'],
    read: (rest, variant) => ({ kind: 'consent', accepted: variant !== 'refused', ...refAndText(rest) }),
    variantOf: ({ accepted }) => (accepted ? 'accepted' : 'refused'),
  },
  note: { read: (rest) => ({ kind: 'note', ...refAndText(rest) }) },
  reply: { read: (rest) => ({ kind: 'reply', ...refAndText(rest) }) },
  promise: { read: (rest) => ({ kind: 'promise', ...refAndText(rest) }) },
  reveal: { read: (rest) => ({ kind: 'reveal', ref: findRef(rest).ref }) },

  assign: {
    joined: 'ticket',
    read: (rest) => ({ kind: 'assign', ...refAndPerson(rest) }),
    details: ({ who }) => [who],
  },
  urge: { read: (rest) => ({ kind: 'urge', ...refAndText(rest) }) },
  close: { read: (rest) => ({ kind: 'close', ...refAndText(rest) }) },
  reopen: { read: (rest) => ({ kind: 'reopen', ...refAndText(rest) }) },
  cancel: { read: (rest) => ({ kind: 'cancel', ...refAndText(rest) }) },
  invalidate: { read: (rest) => ({ kind: 'invalidate', ...refAndText(rest) }) },
  merge: {
    labels: ['into'],
    read: (rest) => ({ kind: 'merge', ...twoRefs(rest) }),
    details: ({ into }, label) => [into === null ? null : label('into', formatRef(into))],
  },
  reclassify: { read: (rest) => ({ kind: 'reclassify', ...refAndText(rest) }) },

  answer: { read: (rest) => ({ kind: 'answer', ...refAndText(rest) }) },
  judge: {
    labels: ['valid', 'invalid', 'reason', 'responsible', 'corrective', 'preventive', 'verifier'],
    read: (rest) => ({ kind: 'judge', ...readJudgement(rest) }),
    details(command, label) {
      const field = (name: 'reason' | 'responsible' | 'corrective' | 'preventive' | 'verifier') => {
        const value = command[name];
        return value === null ? null : label(name, value);
      };
      const valid = verdict(command.valid, label('valid'), label('invalid'));
      const fields = [field('reason'), field('responsible'), field('corrective'), field('preventive')];
      return [valid, command.grade, command.cause, ...fields, field('verifier')];
    },
  },
  verify: {
    labels: ['confirmed', 'refuted'],
    read: (rest) => ({ kind: 'verify', ...readVerification(rest) }),
    details: ({ confirmed, text }, label) => [verdict(confirmed, label('confirmed'), label('refuted')), text],
  },
  accuse: { read: (rest) => ({ kind: 'accuse', ...refAndText(rest) }) },
  apologise: { read: (rest) => ({ kind: 'apologise', ...refAndText(rest) }) },
  criticise: {
    variants: ['decided', 'waived'],
    read: (rest, variant) => ({ kind: 'criticise', decided: variant !== 'waived', ...refAndText(rest) }),
    variantOf: ({ decided }) => (decided ? 'decided' : 'waived'),
  },
  'consent-identity': {
    variants: ['given', 'refused'],
    read: (rest, variant) => ({ kind: 'consent-identity', given: variant !== 'refused', ref: findRef(rest).ref }),
    variantOf: ({ given }) => (given ? 'given' : 'refused'),
  },
  contact: { read: (rest) => ({ kind: 'contact', ...refAndText(rest) }) },
  decide: {
    variants: ['adopted', 'declined'],
    read: (rest, variant) => ({ kind: 'decide', adopted: variant !== 'declined', ...refAndText(rest) }),
    variantOf: ({ adopted }) => (adopted ? 'adopted' : 'declined'),
  },
  summon: { read: (rest) => ({ kind: 'summon', ...refAndText(rest) }) },
  'report-major': {
    variants: MAJOR_STEPS,
    read: (rest, variant) => ({ kind: 'report-major', step: oneOf(MAJOR_STEPS, variant), ...refAndText(rest) }),
    variantOf: ({ step }) => step,
  },

  charge: {
    variants: CHARGE_STEPS,
    read: (rest, variant) => ({ kind: 'charge', step: oneOf(CHARGE_STEPS, variant), ...refAndText(rest) }),
    variantOf: ({ step }) => step,
  },
  'hand-back': { read: (rest) => ({ kind: 'hand-back', ...refAndText(rest) }) },
  'rework-slip': { read: (rest) => ({ kind: 'rework-slip', ...refAndText(rest) }) },

  visit: {
    labels: ['solved', 'unsolved', 'unreached', 'score'],
    read: (rest) => ({ kind: 'visit', ...readPhoneVisit(rest) }),
    details: ({ reached, solved, score, text }, label) => [
      reached ? verdict(solved, label('solved'), label('unsolved')) : label('unreached'),
      score === null ? null : label('score', score),
      text,
    ],
  },
};
