import { defined } from '../../shared/index.ts';
import type { SlotParser } from './types.ts';

const LANDLINE = /(?<!\d)(0\d{2,3})[- ]?(\d{7,8})(?!\d)/;
const LOCAL = /^\D{0,6}(\d{7,8})\D{0,4}$/;

/** A mobile or landline number. A bare local number only counts when the phone was asked for. */
export const parsePhone: SlotParser = ({ text, reading, asked }) => {
  if (reading.phone !== null) return { value: reading.phone };
  const landline = LANDLINE.exec(text);
  if (landline !== null) return { value: `${landline[1]}-${landline[2]}` };
  const local = asked ? LOCAL.exec(text) : null;
  return local === null ? null : { value: defined(local[1]) };
};
