import { compileTemplate, type Template } from '../template.ts';
import type { CollectStep, Step } from '../types.ts';

/** A text of a step: where it stands and in what part of a message. */
export interface StepText {
  readonly path: readonly PropertyKey[];
  readonly template: Template;
  /** `head` stands above taps, `item` is a tap, `part` is a few words within a sentence. */
  readonly role: 'text' | 'head' | 'item' | 'part';
}

/** Everything of a step that an owner may read. */
export function textsOf(step: Step): StepText[] {
  switch (step.kind) {
    case 'collect':
      return questionTexts(step).filter((text) => text.template.source !== '');
    case 'say':
      return [{ path: ['say'], template: step.say, role: 'text' }];
    case 'confirm':
      return [
        { path: ['confirm'], template: step.confirm, role: 'head' },
        ...(['yes', 'change', 'no'] as const).map((key) => item([key], step[key])),
      ];
    case 'go':
      return [];
    case 'do':
      return (['tell', 'settled'] as const).flatMap((key) =>
        step[key] === null ? [] : [{ path: [key], template: step[key], role: 'text' as const }],
      );
  }
}

function questionTexts(step: CollectStep): StepText[] {
  const role = step.options.length > 0 ? 'head' : 'text';
  return [
    { path: ['ask'], template: step.ask, role },
    { path: ['why'], template: step.why, role: 'text' },
    { path: ['refuse'], template: step.refuse, role },
    { path: ['label'], template: compileTemplate(step.label), role: 'part' },
    { path: ['short'], template: compileTemplate(step.short), role: 'part' },
    ...step.options.map((option, index) => item(['options', index], option.text)),
  ];
}

function item(path: readonly PropertyKey[], text: string): StepText {
  return { path, template: compileTemplate(text), role: 'item' };
}
