import type { Community } from '../community.ts';
import type { CollectStep } from '../flow/types.ts';
import type { Reading } from '../reading.ts';
import type { SlotValue } from '../state.ts';

/** What a parser sees of an answer. */
export interface SlotInput {
  readonly text: string;
  readonly reading: Reading;
  readonly step: CollectStep;
  readonly community: Community;
  /** What is already known of this slot: half a house, for example. */
  readonly known: SlotValue | undefined;
  /** Whether this slot's question is open. Unasked, only what is beyond doubt is taken. */
  readonly asked: boolean;
}

/** The value, half of it with what is missing, or null: this is no answer. */
export type SlotResult =
  | { readonly value: SlotValue; readonly missing?: undefined }
  | { readonly value: SlotValue; readonly missing: 'unit' | 'room' }
  | null;

/** Reads one kind of answer. Pure. */
export type SlotParser = (input: SlotInput) => SlotResult;
