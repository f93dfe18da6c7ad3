import { defined } from '../shared/index.ts';
import type { FollowUpFile, VisitRule } from './config/follow-up.ts';

/** One dated visit as the policy asks for it. Times in epoch ms. */
export interface DatedVisit {
  /** `after/86400000`, `rain`; merged ones joined by `+`. */
  readonly rule: string;
  readonly kinds: readonly string[];
  readonly type: 'dated' | 'leader';
  readonly dueAt: number;
  /** Not asked before. */
  readonly earliest: number;
  readonly waits: 'rain' | null;
}

/** The kinds' rules that follow-up.yaml has; a kind it does not have brings no visit. */
type Policy = Pick<FollowUpFile, 'visits' | 'merge' | 'early'>;

/**
 * The dated visits after a 完成 (R22): the union over all kinds; visits of different kinds no further apart than `merge` are one,
 * asked at the earlier time and by the leader when one of them is his. Two visits of one kind are never merged. Earliest first.
 */
export function datedVisits(kinds: readonly string[], finishedAt: number, policy: Policy): DatedVisit[] {
  const wanted = [...new Set(kinds)]
    .flatMap((kind) => (policy.visits[kind] ?? []).map((rule) => toVisit({ kind, rule, finishedAt, policy })))
    .sort((a, b) => a.dueAt - b.dueAt || compare(a.rule, b.rule));
  const result: DatedVisit[] = [];
  for (const visit of wanted) {
    const at = result.findIndex((other) => belongTogether(other, visit, policy.merge));
    if (at < 0) result.push(visit);
    else result[at] = merged(defined(result[at]), visit);
  }
  return result;
}

function toVisit({
  kind,
  rule,
  finishedAt,
  policy,
}: {
  kind: string;
  rule: VisitRule;
  finishedAt: number;
  policy: Policy;
}): DatedVisit {
  const type = rule.by === 'leader' ? 'leader' : 'dated';
  if ('afterRain' in rule) {
    const dueAt = finishedAt + rule.latest;
    return { rule: 'rain', kinds: [kind], type, dueAt, earliest: dueAt, waits: 'rain' };
  }
  const dueAt = finishedAt + rule.after;
  const earliest = dueAt - Math.round(rule.after * policy.early);
  return { rule: `after/${rule.after}`, kinds: [kind], type, dueAt, earliest, waits: null };
}

function belongTogether(a: DatedVisit, b: DatedVisit, merge: number): boolean {
  if (a.waits !== b.waits || a.kinds.some((kind) => b.kinds.includes(kind))) return false;
  return a.waits === 'rain' || b.dueAt - a.dueAt <= merge;
}

function merged(a: DatedVisit, b: DatedVisit): DatedVisit {
  return {
    ...a,
    rule: a.rule === b.rule ? a.rule : `${a.rule}+${b.rule}`,
    kinds: [...a.kinds, ...b.kinds],
    type: a.type === 'leader' || b.type === 'leader' ? 'leader' : 'dated',
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
