import { deriveId } from '../shared/index.ts';
import type { OwnerAddress } from './ports.ts';
import type { OutgoingMessage } from './types.ts';

/** The lane of a message: everything to one recipient in one community. */
export function laneOf(message: OutgoingMessage): string {
  switch (message.to) {
    case 'owner':
      return ownerLane(message);
    case 'group':
      return `group/${message.department}`;
    case 'member':
      return `member/${message.userid.toLowerCase()}`;
  }
}

/** The lane of an owner. */
export function ownerLane({ openKfId, externalUserid }: Omit<OwnerAddress, 'community'>): string {
  return `owner/${openKfId}/${externalUserid}`;
}

/** What WeCom counts a minute by. A webhook key is a secret, so only its digest is stored. */
export function rateKey(to: { webhookKey: string } | { userid: string }): string {
  return 'webhookKey' in to ? `group/${deriveId(to.webhookKey)}` : `member/${to.userid.toLowerCase()}`;
}

/** The id of a batch: the same entries are the same batch. */
export function batchId(ids: readonly string[]): string {
  return deriveId('batch', ...ids);
}

/** Our own msgid of one piece of a batch: at most 32 of 0-9a-zA-Z_- (wecom-api.md 3.4), the same when it is sent again. */
export function wireId(batch: string, piece: number): string {
  return deriveId(batch, piece);
}
