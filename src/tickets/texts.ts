import type { Refusal, RefusalCode } from './action.ts';
import type { Community } from './community.ts';

type Values = Readonly<Record<string, string | number>>;
type Section = 'refusals' | 'owner' | 'staff' | 'names';

/** Fills the `{name}` places of a sentence; a place without a value becomes empty. */
export function fill(template: string, values: Values = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** A sentence of `ticket-texts.yaml`; a missing key is shown as itself, so that nothing is lost silently. */
export function say(community: Community, at: `${Section}.${string}`, values: Values = {}): string {
  const dot = at.indexOf('.');
  const section = community.ticketTexts[at.slice(0, dot) as Section];
  const key = at.slice(dot + 1);
  return fill(section[key] ?? key, values);
}

/** A refusal in words. `detail` chooses between several reasons of one code. */
export function refuse(
  community: Community,
  code: RefusalCode,
  { detail, ...values }: Values & { readonly detail?: string } = {},
): Refusal {
  const key = detail === undefined ? code : `${code}.${detail}`;
  return { refused: code, text: say(community, `refusals.${key}`, values) };
}

/** True for a refusal, false for anything else an action returned. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}
