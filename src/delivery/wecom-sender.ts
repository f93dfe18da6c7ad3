import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type WecomApi, WecomError, WecomUnreachable } from '@shouwen/wecom';
import type { Sender } from './ports.ts';
import { SendError } from './send-error.ts';

/** What went wrong at WeCom, in delivery's terms. */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof WecomError) {
    const { class: kind, errcode, retryAfterMs, message } = error;
    return new SendError({ class: kind === 'ticket' ? 'token' : kind, message, errcode, retryAfterMs });
  }
  if (error instanceof WecomUnreachable) {
    return new SendError({ class: 'unreachable', message: error.message, outcomeUnknown: error.outcomeUnknown });
  }
  return new SendError({ class: 'unknown', message: error instanceof Error ? error.message : String(error) });
}

async function translating<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toSendError(error);
  }
}

/** WeCom's own memory of a request lasts at most four hours (wecom-api.md 4.1). */
const DUPLICATE_CHECK_SECONDS = 14_400;

/** Delivery's sender on the WeCom API. `mediaFolder` is DATA_DIR/media. */
export function createWecomSender({ api, mediaFolder }: { api: WecomApi; mediaFolder: string }): Sender {
  return {
    async sendOwner({ openKfId, externalUserid, msgId, message }) {
      await translating(api.kf.sendMsg({ toUser: externalUserid, openKfId, msgId, message }));
    },
    async sendOwnerByCode({ code, msgId, message }) {
      await translating(api.kf.sendMsgOnEvent({ code, msgId, message }));
    },
    async sendGroup({ webhookKey, message }) {
      await translating(api.group.send(webhookKey, message));
    },
    async sendMember({ userid, message, again }) {
      const sent = await translating(
        api.app.send({
          to: { users: [userid] },
          message,
          ...(again ? { duplicateCheckSeconds: DUPLICATE_CHECK_SECONDS } : {}),
        }),
      );
      return { responseCode: sent.responseCode ?? null };
    },
    async updateCard({ userid, responseCode, ...change }) {
      await translating(api.app.updateTemplateCard({ responseCode, users: [userid], ...change }));
    },
    async uploadMedia({ file }) {
      const bytes = await readFile(path.join(mediaFolder, file));
      const { mediaId } = await translating(
        api.media.upload('image', { bytes, filename: path.basename(file), contentType: 'image/jpeg' }),
      );
      return mediaId;
    },
  };
}
