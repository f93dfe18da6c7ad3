import type { z } from 'zod';
import { answersFile } from './schema/answers.ts';
import { calendarFile } from './schema/calendar.ts';
import { communityFile } from './schema/community.ts';
import { conversationFile } from './schema/conversation.ts';
import { deliveryFile } from './schema/delivery.ts';
import { dutyFile } from './schema/duty.ts';
import { escalationFile } from './schema/escalation.ts';
import { followUpFile } from './schema/follow-up.ts';
import { departmentsFile, type HouseRecord, staffFile } from './schema/people.ts';
import { pricesFile } from './schema/prices.ts';
import { reportsFile } from './schema/reports.ts';
import { routingFile } from './schema/routing.ts';
import { staffTextsFile } from './schema/staff-texts.ts';
import { textsFile } from './schema/texts.ts';
import { ticketTextsFile } from './schema/ticket-texts.ts';
import type { Community } from './types.ts';

/**
 * Every YAML file of a community. `own` files say who the company is: once a company has written one of them, the
 * missing ones are never taken from the shipped sample community.
 */
export const CONFIG_FILES = {
  community: { name: 'community.yaml', schema: communityFile, own: true },
  departments: { name: 'departments.yaml', schema: departmentsFile, own: true },
  staff: { name: 'staff.yaml', schema: staffFile, own: true },
  routing: { name: 'routing.yaml', schema: routingFile, own: false },
  escalation: { name: 'escalation.yaml', schema: escalationFile, own: false },
  calendar: { name: 'calendar.yaml', schema: calendarFile, own: false },
  duty: { name: 'duty.yaml', schema: dutyFile, own: false },
  prices: { name: 'prices.yaml', schema: pricesFile, own: false },
  ticketTexts: { name: 'ticket-texts.yaml', schema: ticketTextsFile, own: false },
  staffTexts: { name: 'staff-texts.yaml', schema: staffTextsFile, own: false },
  conversation: { name: 'conversation.yaml', schema: conversationFile, own: false },
  answers: { name: 'answers.yaml', schema: answersFile, own: false },
  followUp: { name: 'follow-up.yaml', schema: followUpFile, own: false },
  delivery: { name: 'delivery.yaml', schema: deliveryFile, own: false },
  texts: { name: 'texts.yaml', schema: textsFile, own: false },
  reports: { name: 'reports.yaml', schema: reportsFile, own: false },
} as const satisfies Record<string, { name: string; schema: z.ZodType; own: boolean }>;

/** The directory of households; optional. */
export const HOUSES_FILE = 'houses.csv';

/** A key of `CONFIG_FILES`. */
export type ConfigFileKey = keyof typeof CONFIG_FILES;

/** What each file holds once it has passed its schema. */
export type ConfigValues = { readonly [K in ConfigFileKey]: z.output<(typeof CONFIG_FILES)[K]['schema']> };

/** Puts the files of one community together. */
export function assembleCommunity(id: string, values: ConfigValues, houses: readonly HouseRecord[]): Community {
  return {
    ...values.community,
    id,
    departments: values.departments.departments,
    staff: values.staff.staff,
    houses,
    routing: values.routing,
    escalation: values.escalation,
    calendar: values.calendar,
    duty: values.duty,
    prices: values.prices,
    ticketTexts: values.ticketTexts,
    staffTexts: values.staffTexts,
    conversation: values.conversation,
    answers: values.answers.answers,
    followUp: values.followUp,
    delivery: values.delivery,
    texts: values.texts,
    reports: values.reports,
  };
}
