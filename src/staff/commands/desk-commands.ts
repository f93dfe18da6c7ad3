import { readMonth, takeMonth } from '../reading/month.ts';
import { isNothing } from '../reading/phrases.ts';
import { LOGGED_CHANNELS, readChannel } from '../reading/registration-line.ts';
import type { DeskCommand } from './command.ts';
import type { CommandTable } from './definition.ts';
import { monthText } from './query-commands.ts';

/** 走访 (R37), the analysis of a monthly table (R38), 事件 and 参观 (R36), logging for an owner, rain, shifts, 切换. */
export const DESK_COMMANDS: CommandTable<DeskCommand['kind']> = {
  'door-visit': {
    labels: ['last'],
    read(rest) {
      const month = readMonth(rest);
      return { kind: 'door-visit', month: month ?? null, text: month === undefined ? rest.raw : '' };
    },
    details: ({ month, text }, label) => [text === '' ? monthText(month, label) : text],
  },
  analyse: {
    labels: ['last', 'this'],
    read(rest) {
      const taken = takeMonth(rest);
      return taken === null ? null : { kind: 'analyse', ...taken };
    },
    details: ({ month, text }, label) => [monthText(month, label) ?? label('this'), text],
  },
  'log-line': {
    variants: ['event', 'guests'],
    read: (rest, variant) => ({ kind: 'log-line', about: variant === 'event' ? 'event' : 'guests', text: rest.raw }),
    variantOf: ({ about }) => about,
  },
  register: {
    variants: LOGGED_CHANNELS,
    read: (rest, variant) => ({ kind: 'register', ...readChannel(rest, variant) }),
    details: ({ channel, text }) => [channel, text],
  },
  rain: { read: (rest) => (isNothing(rest) ? { kind: 'rain' } : null) },
  'shift-over': { read: (rest) => (isNothing(rest) ? { kind: 'shift-over' } : null) },
  'shift-note': { read: (rest) => ({ kind: 'shift-note', text: rest.raw }) },
  'shift-take': { read: (rest) => (isNothing(rest) ? { kind: 'shift-take' } : null) },
  switch: { read: (rest) => ({ kind: 'switch', text: rest.raw }) },
};
