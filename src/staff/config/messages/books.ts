import { each } from '../../../messages/index.ts';

/** Known of every logged ticket. */
const LOGGED = ['number', 'channel'] as const;

/** Shifts, logging for an owner, rain and the registers. Section of `messages/staff.yaml`, with the places of each text. */
export const books = {
  ...each(['shift.no-shift', 'shift.noted', 'shift.entries', 'shift.please-sign', 'shift.how', 'shift.how-record'], []),
  ...each(['shift.none', 'shift.same-person', 'shift.just-taken', 'system'], []),
  ...each(['shift.title', 'shift.title-next'], ['day', 'shift', 'next']),
  ...each(['shift.from', 'shift.signed'], ['name', 'count']),
  ...each(['shift.signed-by', 'shift.taken'], ['name']),
  'shift.unsigned': ['day', 'shift', 'count'],
  'shift.promise': ['time'],
  'shift.paused': ['state', 'text'],
  ...each(['shift.due', 'shift.paused-due'], ['state', 'text', 'time', 'limit']),

  ...each(['register.usage'], []),
  ...each(['register.done', 'register.no-phone', 'register.reclassify', 'register.truthful'], LOGGED),
  'register.hidden': LOGGED,
  ...each(['register.repeat', 'register.repeat-urgent'], [...LOGGED, 'place', 'matter', 'words']),
  'register.promise': [...LOGGED, 'time'],
  ...each(['register.confirm', 'register.confirm-sent'], ['name', 'recap']),
  'register.recap': ['number', 'matter', 'place', 'words'],
  'register.to-owner': ['company', 'number', 'words'],

  'rain.not-yours': [],
  ...each(['rain.none', 'rain.some'], ['name', 'count']),

  'walk.usage': [],
  'walk.noted': ['house', 'count'],
  'walk.title': ['community', 'month', 'count'],
  ...each(['walk.count', 'walk.count-short'], ['name', 'count', 'quota', 'left']),
  ...each(['log.event', 'log.guests'], []),
  'log.title': ['month', 'title', 'count'],
  'log.noted': ['title'],
  ...each(['analysis.noted', 'analysis.no-table'], ['month']),
  'analysis.not-yours': [],
} as const;
