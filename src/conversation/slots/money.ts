import { defined } from '../../shared/index.ts';
import type { SlotParser } from './types.ts';

const AMOUNT = /(\d+(?:\.\d{1,2})?)\s*(万)?\s*(?:元|块钱?|￥|¥|圆)?/;

/** An amount in yuan, as written without its unit: `80`, `12.5`. */
export const parseMoney: SlotParser = ({ text, reading, asked }) => {
  if (reading.money !== null) return { value: reading.money };
  const match = asked ? AMOUNT.exec(text) : null;
  if (match === null) return null;
  return { value: match[2] === undefined ? defined(match[1]) : String(Number(match[1]) * 10_000) };
};
