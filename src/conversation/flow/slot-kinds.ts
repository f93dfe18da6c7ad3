/** What a question can collect; one parser each in `slots/`. */
export const SLOT_KINDS = [
  'house',
  'phone',
  'person',
  'choice',
  'text',
  'photos',
  'time',
  'yesno',
  'score',
  'money',
  'item',
] as const;

/** What a question can collect. */
export type SlotKind = (typeof SLOT_KINDS)[number];
