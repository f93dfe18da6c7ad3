import type { z } from 'zod';
import { calendarFile } from '../community/config/calendar.ts';
import { communityFile } from '../community/config/community.ts';
import { dutyFile } from '../community/config/duty.ts';
import { departmentsFile, type HouseRecord, staffFile } from '../community/config/people.ts';
import { answersFile } from '../conversation/config/answers.ts';
import { conversationFile } from '../conversation/config/conversation.ts';
import { deliveryFile } from '../delivery/config/delivery.ts';
import { followUpFile } from '../followup/config/follow-up.ts';
import { reportsFile } from '../records/config/reports.ts';
import { staffCommandsFile } from '../staff/config/staff-commands.ts';
import { escalationFile } from '../tickets/config/escalation.ts';
import { pricesFile } from '../tickets/config/prices.ts';
import { routingFile } from '../tickets/config/routing.ts';
import type { Messages } from './catalogues.ts';
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
  staffCommands: { name: 'staff-commands.yaml', schema: staffCommandsFile, own: false },
  conversation: { name: 'conversation.yaml', schema: conversationFile, own: false },
  answers: { name: 'answers.yaml', schema: answersFile, own: false },
  followUp: { name: 'follow-up.yaml', schema: followUpFile, own: false },
  delivery: { name: 'delivery.yaml', schema: deliveryFile, own: false },
  reports: { name: 'reports.yaml', schema: reportsFile, own: false },
} as const satisfies Record<string, { name: string; schema: z.ZodType; own: boolean }>;

/** The directory of households; optional. */
export const HOUSES_FILE = 'houses.csv';

/** A key of `CONFIG_FILES`. */
export type ConfigFileKey = keyof typeof CONFIG_FILES;

/** What each file holds once it has passed its schema. */
export type ConfigValues = { readonly [K in ConfigFileKey]: z.output<(typeof CONFIG_FILES)[K]['schema']> };

/** Puts the files of one community together. */
export function assembleCommunity(
  id: string,
  values: ConfigValues,
  { houses, messages }: { houses: readonly HouseRecord[]; messages: Messages },
): Community {
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
    staffCommands: values.staffCommands,
    conversation: values.conversation,
    answers: values.answers.answers,
    followUp: values.followUp,
    delivery: values.delivery,
    messages,
    reports: values.reports,
  };
}
