import type { Sender } from '../../src/delivery/ports.ts';
import { SendError, type SendErrorClass } from '../../src/delivery/send-error.ts';
import type { Clock } from '../../src/shared/clock.ts';

/** A call that reached WeCom and was accepted. */
export interface Call {
  readonly at: number;
  readonly api: 'owner' | 'event' | 'group' | 'member' | 'update';
  /** external_userid, code, webhook key or userid. */
  readonly to: string;
  readonly id: string;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly again?: boolean;
}

const MINUTE = 60_000;
const CODE_MS = 72 * 3_600_000;

/** What a test makes WeCom answer instead. `late`: it was carried out all the same. */
export interface Fault {
  readonly class: SendErrorClass;
  readonly errcode?: number;
  readonly retryAfterMs?: number;
  readonly late?: boolean;
}

/** WeCom's side, with the rules of wecom-api.md 3.4, 4.1–4.3 and 5.1. */
export function createFakeWecom(clock: Clock) {
  const calls: Call[] = [];
  const faults: ((call: Call) => Fault | null)[] = [];
  const msgIds = new Set<string>();
  const taskIds = new Set<string>();
  const codes = new Map<string, { userid: string; at: number; used: boolean }>();
  const missing = new Set<string>();
  let count = 0;

  const textOf = (body: object) => JSON.stringify(body);
  const refuse = (kind: SendErrorClass, errcode?: number) =>
    new SendError({ class: kind, message: `errcode ${errcode}`, errcode });
  const lastMinute = (api: Call['api'], to: string) =>
    calls.filter((call) => call.api === api && call.to === to && call.at > clock.now() - MINUTE).length;

  /** Takes a call, or throws what the test wants. */
  function take(call: Omit<Call, 'at' | 'text'>, check: () => void = () => {}): Call {
    const whole: Call = { ...call, at: clock.now(), text: textOf(call.body) };
    const fault = faults.length === 0 ? null : (faults[0]!(whole) ?? null);
    if (fault !== null && fault.late !== true) {
      throw new SendError({ ...fault, message: 'as the test wants it', outcomeUnknown: false });
    }
    check();
    calls.push(whole);
    if (fault !== null) throw new SendError({ ...fault, message: 'the answer was lost', outcomeUnknown: true });
    return whole;
  }

  const newCode = (userid: string) => {
    count += 1;
    const code = `code${count}`;
    codes.set(code, { userid, at: clock.now(), used: false });
    return code;
  };

  const checkMsgId = (id: string) => {
    if (msgIds.has(id)) throw refuse('unknown', 95_999);
    msgIds.add(id);
  };

  const sender: Sender = {
    async sendOwner({ externalUserid, msgId, message }) {
      take({ api: 'owner', to: externalUserid, id: msgId, body: message }, () => checkMsgId(msgId));
    },
    async sendOwnerByCode({ code, msgId, message }) {
      take({ api: 'event', to: code, id: msgId, body: message }, () => checkMsgId(msgId));
    },
    async sendGroup({ webhookKey, message }) {
      take({ api: 'group', to: webhookKey, id: '', body: message }, () => {
        if (lastMinute('group', webhookKey) >= 20) throw refuse('rate-limited', 45_009);
      });
    },
    async sendMember({ userid, message, again }) {
      const body = message as unknown as Record<string, unknown>;
      const taskId = (message as { template_card?: { task_id?: string } }).template_card?.task_id;
      const same = calls.find((call) => call.api === 'member' && call.to === userid && call.text === textOf(body));
      if (again && same !== undefined) return { responseCode: null };
      take({ api: 'member', to: userid, id: taskId ?? '', body, again }, () => {
        if (taskId !== undefined && taskIds.has(taskId)) throw refuse('request-bug', 42_014);
        if (taskId !== undefined) taskIds.add(taskId);
      });
      return { responseCode: taskId === undefined ? null : newCode(userid) };
    },
    async updateCard({ userid, responseCode, ...change }) {
      const known = codes.get(responseCode);
      take({ api: 'update', to: userid, id: responseCode, body: change }, () => {
        if (known === undefined || known.used || known.at + CODE_MS <= clock.now()) throw refuse('business', 60_140);
        known.used = true;
      });
    },
    async uploadMedia({ file }) {
      if (missing.has(file)) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return `media-${file}`;
    },
  };
  return {
    sender,
    calls,
    /** Pictures that are not there yet. */
    missing,
    /** Accepted calls of one kind. */
    of: (api: Call['api'], to?: string) =>
      calls.filter((call) => call.api === api && (to === undefined || call.to === to)),
    /** The code that comes with a click on a card of this member. */
    click: newCode,
    /** From now on every call is put to `decide`, until it is called without one. */
    fault(decide?: (call: Call) => Fault | null) {
      faults.length = 0;
      if (decide !== undefined) faults.push(decide);
    },
    /** Only the next `times` calls fail. */
    failNext(fault: Fault, times = 1) {
      let left = times;
      faults.length = 0;
      faults.push(() => {
        left -= 1;
        return left >= 0 ? fault : null;
      });
    },
  };
}
