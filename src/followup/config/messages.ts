import { z } from 'zod';
import { catalogue, each } from '../../messages/index.ts';

/** Why a way was chosen or a visit ended. What delivery reports by a reason of its own stands here under that reason. */
const WHY = [
  'now',
  'closing',
  'early',
  'reply',
  'session-end',
  'shut',
  'spent',
  'person',
  'link',
  'no-wechat',
  'leader',
  'waited',
  'silent',
  'not-asked',
  'budget-used',
  'window-closed',
  'session-with-person',
  'owner-unreachable',
  'code-expired',
  'expired',
  'refused',
  'misconfigured',
  'target-gone',
  'not-called',
  'overdue',
  'next',
  'declined',
  'reopened',
  'taken-over',
  'answered',
  'phoned',
  'cancelled',
  'invalid',
] as const;

const TASK = ['number', 'matter', 'place', 'why', 'person', 'until', 'question', 'url'] as const;
const REMINDER = ['number', 'person', 'until', 'url'] as const;
const NOTICE = ['number', 'worker', 'until'] as const;

/** `messages/visit.yaml`: sentences of follow-up to members, heads and owners. */
export const visitMessages = catalogue({
  /** The telephone task. */
  task: TASK,
  /** The same for the leader's own visit (R3). */
  leaderTask: TASK,
  taskGroup: TASK,
  taskReminder: REMINDER,
  taskLate: REMINDER,
  taskOff: ['number'],
  taskHold: ['number'],
  questionClosing: [],
  questionDated: [],
  questionRain: [],
  questionLeader: [],
  /** The link that is sent before the window shuts. */
  link: ['date', 'place', 'matter', 'day', 'url'],
  /** The 整改通知 (R24). */
  notice: ['number', 'found', 'finding', 'words', 'department', 'worker', 'head', 'until'],
  /** The owner's words inside the notice, where there are any. */
  noticeWords: ['words'],
  findingUnsolved: [],
  findingScore: ['score'],
  noticeUnread: NOTICE,
  noticeLate: NOTICE,
  noticeFailed: ['number'],
  noticeVerified: ['number'],
  /** An opinion of the owner that a named person answers (R25). */
  opinion: ['number', 'person', 'words', 'until', 'url'],
  opinionLate: ['number', 'person', 'url'],
  opinionAnswer: ['words', 'person', 'text'],
  /** The owner says something else than before. */
  changed: ['number', 'from', 'to'],
  solved: [],
  unsolved: [],
  score: ['score'],
  reworkUnsolved: ['words', 'score'],
  reworkScore: ['words', 'score'],
  surveyName: [],
  /** Reasons of an answer that are a complaint by themselves, as the flows and the page word them. */
  complaintReasons: z.array(z.string().min(1)),
  praise: ['words'],
  complaint: ['words'],
  /** Shown to members and kept in the record. */
  why: { ...each(WHY, []), 'not-reached': ['count'] },
});

/** The parsed catalogue. */
export type VisitMessages = z.output<typeof visitMessages>;
