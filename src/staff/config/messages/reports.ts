import { each } from '../../../messages/index.ts';

/** 今日, 满意度, 投诉 and 月报. Section of `messages/staff.yaml`, with the places of each text; each may name the community. */
export const reports = {
  'report.today': ['community', 'month', 'day'],
  ...each(
    ['report.opened', 'report.opened-none', 'report.received', 'report.received-none'],
    ['community', 'count', 'categories'],
  ),
  'report.finished': ['community', 'count'],
  ...each(['report.open', 'report.open-urgent'], ['community', 'count', 'urgent']),
  'report.overdue': ['community', 'count'],
  ...each(['report.first-fix', 'report.complaints-share', 'report.answered'], ['community', 'share']),
  ...each(['report.satisfaction', 'report.average'], ['community', 'text']),
  'report.scores': ['community', 'average', 'share', 'count'],
  ...each(['report.no-scores', 'report.none', 'report.text-only'], ['community']),
  'report.nothing': [],
  'report.share': ['count', 'of', 'percent'],
  ...each(['report.satisfaction-title', 'report.complaints-title', 'report.monthly-future'], ['community', 'month']),
  ...each(['report.monthly-title', 'report.monthly-running'], ['community', 'month', 'date']),
  'report.by-score': ['community', 'one', 'two', 'three', 'four', 'five'],
  'report.answers': ['community', 'unsolved', 'unanswered'],
  'report.complaints': ['community', 'count', 'valid', 'invalid', 'open'],
  'report.complaints-answered': ['community', 'share', 'ended'],
  'report.month': ['year', 'month'],
  'report.finished-on-time': ['community', 'count', 'share'],
  'report.still-open': ['community', 'count', 'overdue'],
  ...each(['report.departments', 'report.topics'], ['community', 'names']),
  ...each(['list.complaints', 'list.how-complaints'], ['community']),
} as const;
