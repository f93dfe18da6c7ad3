import { numberOf, optionalText, textOf } from './api/read.ts';

/** Why a message that `send_msg` took did not reach the owner (wecom-api.md 3.3, `fail_type`). */
export type KfFailReason =
  | 'unknown'
  | 'account-deleted'
  | 'app-closed'
  | 'over-48-hours'
  | 'session-closed'
  | 'over-5-messages'
  | 'channels-not-bound'
  | 'corp-not-verified'
  | 'rejected-by-user'
  | 'no-member-logged-in'
  | 'type-forbidden'
  | 'security';

const FAIL_REASONS: Readonly<Record<number, KfFailReason>> = {
  1: 'account-deleted',
  2: 'app-closed',
  4: 'over-48-hours',
  5: 'session-closed',
  6: 'over-5-messages',
  7: 'channels-not-bound',
  8: 'corp-not-verified',
  10: 'rejected-by-user',
  11: 'no-member-logged-in',
  12: 'type-forbidden',
  13: 'security',
};

/** What happened to a session in the WeCom client. */
export type KfSessionChange = 'taken-from-pool' | 'transferred' | 'ended' | 'reopened' | 'unknown';

const SESSION_CHANGES: Readonly<Record<number, KfSessionChange>> = {
  1: 'taken-from-pool',
  2: 'transferred',
  3: 'ended',
  4: 'reopened',
};

/** An event among the pulled messages (wecom-api.md 3.3). */
export type KfEvent =
  /** `welcomeCode` lives 20 seconds and serves one `sendMsgOnEvent`. */
  | {
      readonly type: 'enter_session';
      readonly scene: string;
      readonly sceneParam: string;
      readonly welcomeCode?: string;
    }
  | {
      readonly type: 'msg_send_fail';
      readonly failMsgId: string;
      /** WeCom's number of the reason. */
      readonly failType: number;
      readonly reason: KfFailReason;
    }
  | { readonly type: 'servicer_status_change'; readonly servicerUserid: string; readonly receiving: boolean }
  | {
      readonly type: 'session_status_change';
      readonly change: KfSessionChange;
      readonly oldServicerUserid?: string;
      readonly newServicerUserid?: string;
      /** For `taken-from-pool` (48 hours) and `ended` (20 seconds). */
      readonly msgCode?: string;
    }
  | { readonly type: 'user_recall_msg'; readonly recallMsgId: string }
  | { readonly type: 'servicer_recall_msg'; readonly recallMsgId: string; readonly servicerUserid: string }
  | {
      readonly type: 'reject_customer_msg_switch_change';
      readonly servicerUserid: string;
      readonly rejecting: boolean;
    }
  | { readonly type: 'unknown'; readonly eventType: string; readonly raw: Readonly<Record<string, unknown>> };

/** The `event` object of a pulled message. Never throws. */
export function decodeKfEvent(raw: Record<string, unknown>): KfEvent {
  const text = (name: string) => textOf(raw, name);
  const type = text('event_type');
  switch (type) {
    case 'enter_session': {
      const welcomeCode = optionalText(raw, 'welcome_code');
      return { type, scene: text('scene'), sceneParam: text('scene_param'), welcomeCode };
    }
    case 'msg_send_fail': {
      const failType = numberOf(raw, 'fail_type');
      return { type, failMsgId: text('fail_msgid'), failType, reason: FAIL_REASONS[failType] ?? 'unknown' };
    }
    case 'servicer_status_change':
      return { type, servicerUserid: text('servicer_userid'), receiving: numberOf(raw, 'status') === 1 };
    case 'session_status_change':
      return {
        type,
        change: SESSION_CHANGES[numberOf(raw, 'change_type')] ?? 'unknown',
        oldServicerUserid: optionalText(raw, 'old_servicer_userid'),
        newServicerUserid: optionalText(raw, 'new_servicer_userid'),
        msgCode: optionalText(raw, 'msg_code'),
      };
    case 'user_recall_msg':
      return { type, recallMsgId: text('recall_msgid') };
    case 'servicer_recall_msg':
      return { type, recallMsgId: text('recall_msgid'), servicerUserid: text('servicer_userid') };
    case 'reject_customer_msg_switch_change':
      return { type, servicerUserid: text('servicer_userid'), rejecting: numberOf(raw, 'reject_switch') === 1 };
    default:
      return { type: 'unknown', eventType: type, raw };
  }
}
