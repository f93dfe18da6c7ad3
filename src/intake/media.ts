import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deriveId } from '../shared/id.ts';
import { isoDate } from '../shared/time.ts';
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

/** What the fetcher needs. */
export interface MediaFetcherDeps {
  readonly inbox: InboxRepository;
  /** Folder that holds all media: DATA_DIR/media. */
  readonly folder: string;
  /** Bytes of a media id (`media/get`, wecom-api.md 9). */
  download(mediaId: string): Promise<Uint8Array>;
  /** True when trying again is useless: the id has expired or never was. */
  isGone(error: unknown): boolean;
  onError(error: unknown, context: { community: string; id: string }): void;
}

const BATCH = 20;

/** Fetches pictures and recordings into DATA_DIR/media. */
export interface MediaFetcher {
  /** Fetches one file unless it is there already. Throws what `download` throws. */
  save(file: string, mediaId: string): Promise<void>;
  /** Fetches what one community still owes; one run at a time. Never rejects. */
  run(community: string): Promise<void>;
}

/** Fetches what is owed. Media ids live three days and kf history no longer, so this runs at once and again at every sweep. */
export function createMediaFetcher(deps: MediaFetcherDeps): MediaFetcher {
  const running = new Map<string, Promise<void>>();

  async function save(file: string, mediaId: string): Promise<void> {
    const target = path.join(deps.folder, file);
    if ((await stat(target).catch(() => null)) !== null) return;
    const bytes = await deps.download(mediaId);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    // Readers never see half a picture.
    await writeFile(`${target}.part`, bytes, { mode: 0o600 });
    await rename(`${target}.part`, target);
  }

  async function fetchOne(item: Inbound): Promise<void> {
    const { mediaId, file } = item.media!;
    try {
      await save(file, mediaId);
      await deps.inbox.mediaFetched(item.community, item._id);
    } catch (error) {
      deps.onError(error, { community: item.community, id: item._id });
      if (deps.isGone(error)) await deps.inbox.mediaFetched(item.community, item._id);
    }
  }

  return {
    save,
    run(community) {
      const current = running.get(community);
      if (current !== undefined) return current;
      const run = (async () => {
        for (const item of await deps.inbox.mediaOwed(community, BATCH)) await fetchOne(item);
      })()
        .catch((error: unknown) => deps.onError(error, { community, id: 'media' }))
        .finally(() => running.delete(community));
      running.set(community, run);
      return run;
    },
  };
}
