import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type WecomApi, WecomError } from '@shouwen/wecom';
import type { Communities } from '../community/index.ts';
import { deriveId, isoDate } from '../shared/index.ts';
import type { Inbound, InboxRepository } from './ports.ts';

/** Kinds of media that owners and members send. */
export type MediaType = 'image' | 'voice' | 'video' | 'file';

const EXTENSIONS: Readonly<Record<MediaType, string>> = { image: 'jpg', voice: 'amr', video: 'mp4', file: 'bin' };

/**
 * The name a picture or voice will have under DATA_DIR/media, known before it is fetched, so that a turn can refer to it at
 * once and a second fetch replaces the first.
 */
export function mediaFile(media: {
  community: string;
  messageId: string;
  type: MediaType;
  at: number;
  timezone: string;
}): string {
  const month = isoDate(media.at, media.timezone).slice(0, 7);
  return `${media.community}/${month}/${deriveId(media.messageId)}.${EXTENSIONS[media.type]}`;
}

/** What the fetcher stands on. */
export interface MediaFetcherDeps {
  readonly inbox: Pick<InboxRepository, 'pendingMedia' | 'mediaFetched'>;
  readonly media: WecomApi['media'];
  readonly communities: Pick<Communities, 'all'>;
  /** Folder that holds all media: DATA_DIR/media. */
  readonly folder: string;
  readonly log: { error(fields: object, message: string): void };
}

const BATCH = 20;

/** Fetches pictures and recordings into DATA_DIR/media. */
export interface MediaFetcher {
  /** Fetches one file (`media/get`, wecom-api.md 9) unless it is there already. Rejects with what WeCom answers. */
  save(file: string, mediaId: string): Promise<void>;
  /** Fetches what is pending; one run at a time. Never rejects. */
  run(): Promise<void>;
}

/** Makes the fetcher. Media ids live three days and kf history no longer, so it runs at once and again at every sweep. */
export function createMediaFetcher({ inbox, media, communities, folder, log }: MediaFetcherDeps): MediaFetcher {
  let running: Promise<void> | null = null;

  async function save(file: string, mediaId: string): Promise<void> {
    const target = path.join(folder, file);
    if ((await stat(target).catch(() => null)) !== null) return;
    const { bytes } = await media.get(mediaId);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    // Readers never see half a picture.
    await writeFile(`${target}.part`, bytes, { mode: 0o600 });
    await rename(`${target}.part`, target);
  }

  async function fetchOne({ _id: id, community, media: pending }: Inbound): Promise<void> {
    if (pending === undefined) return;
    try {
      await save(pending.file, pending.mediaId);
      await inbox.mediaFetched(community, id);
    } catch (error) {
      log.error({ community, id, error }, 'media could not be fetched');
      if (isGone(error)) await inbox.mediaFetched(community, id);
    }
  }

  async function fetchPending(): Promise<void> {
    const ids = communities.all().map(({ id }) => id);
    for (const item of await inbox.pendingMedia(ids, BATCH)) await fetchOne(item);
  }

  return {
    save,
    run() {
      running ??= fetchPending()
        .catch((error: unknown) => log.error({ error }, 'pending media could not be read'))
        .finally(() => {
          running = null;
        });
      return running;
    },
  };
}

/** True when trying again is useless: the id has expired or never was. */
function isGone(error: unknown): boolean {
  return error instanceof WecomError && (error.class === 'expired-handle' || error.class === 'request-bug');
}
