import { CAUSES, type Cause, GRADES, type Grade } from '../../tickets/action.ts';
import type { Normalised } from './normalised.ts';
import { findRef, type TicketRef } from './ticket-reference.ts';

/** What a person decides about a complaint (R15). Null: not said. */
export interface Judgement {
  readonly cause: Cause | null;
  readonly grade: Grade | null;
  readonly valid: boolean | null;
  readonly reason: string | null;
  readonly responsible: string | null;
  readonly corrective: string | null;
  readonly preventive: string | null;
  readonly verifier: string | null;
}

const REASON = '原因说明|原因分析|查明|原因';
const RESPONSIBLE = '责任人|责任';
const CORRECTIVE = '纠正措施|整改措施|纠正|整改|措施';
const PREVENTIVE = '预防措施|预防';
const VERIFIER = '验证人|验证|复核人|复核';
const ANY_FIELD = [REASON, RESPONSIBLE, CORRECTIVE, PREVENTIVE, VERIFIER].join('|');

function fieldIn(text: string, names: string): string | null {
  const match = new RegExp(
    `(?:^|[\\s,，;；。])(?:${names})\\s*[:：\\s]\\s*(.+?)(?=[\\s,，;；。]+(?:${ANY_FIELD})\\s*[:：\\s]|$)`,
    's',
  ).exec(text);
  return match?.[1]?.trim().replace(/[,，;；。]+$/, '') || null;
}

/** `007 有效 重要 内部 原因:… 责任人:… 纠正:… 预防:… 验证:…`. */
export function readJudgement(rest: Normalised): { ref: TicketRef | null } & Judgement {
  const found = findRef(rest);
  const text = found.rest.raw;
  const head = text.split(new RegExp(`(?:${ANY_FIELD})\\s*[:：\\s]`))[0] ?? '';
  return {
    ref: found.ref,
    cause: CAUSES.find((one) => head.includes(one)) ?? null,
    grade: GRADES.find((one) => head.includes(one)) ?? null,
    valid: head.includes('无效') ? false : head.includes('有效') ? true : null,
    reason: fieldIn(text, REASON),
    responsible: fieldIn(text, RESPONSIBLE),
    corrective: fieldIn(text, CORRECTIVE),
    preventive: fieldIn(text, PREVENTIVE),
    verifier: fieldIn(text, VERIFIER),
  };
}

/** `007 属实 说明`: whether a praise is confirmed (R29). `confirmed` null: not said. */
export function readVerification(rest: Normalised): { ref: TicketRef | null; confirmed: boolean | null; text: string } {
  const { ref, rest: text } = findRef(rest);
  const [whole = '', verdict] = /^(不属实|不实|没有此事|属实|确认|是)[\s,，;；。:：]*/.exec(text.raw) ?? [];
  const confirmed = verdict === undefined ? null : !/^(不|没)/.test(verdict);
  return { ref, confirmed, text: text.raw.slice(whole.length) };
}
