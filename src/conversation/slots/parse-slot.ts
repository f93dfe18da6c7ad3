import type { SlotKind } from '../flow/slot-kinds.ts';
import { parseChoice } from './choice.ts';
import { parseHouse } from './house.ts';
import { parseItem } from './item.ts';
import { parseMoney } from './money.ts';
import { parsePerson } from './person.ts';
import { parsePhone } from './phone.ts';
import { parsePhotos } from './photos.ts';
import { parseScore } from './score.ts';
import { parseText } from './text.ts';
import { parseTime } from './time.ts';
import type { SlotInput, SlotParser, SlotResult } from './types.ts';
import { parseYesNo } from './yesno.ts';

const PARSERS: Readonly<Record<SlotKind, SlotParser>> = {
  house: parseHouse,
  phone: parsePhone,
  person: parsePerson,
  choice: parseChoice,
  text: parseText,
  photos: parsePhotos,
  time: parseTime,
  yesno: parseYesNo,
  score: parseScore,
  money: parseMoney,
  item: parseItem,
};

/** Reads an answer with the parser of the step's kind. */
export function parseSlot(input: SlotInput): SlotResult {
  return PARSERS[input.step.slot](input);
}
