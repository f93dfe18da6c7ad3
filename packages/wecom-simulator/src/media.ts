/** A stored file. `owner` is the webhook key it belongs to, or null when every app of the corp may use it. */
export interface Media {
  readonly mediaId: string;
  readonly type: 'image' | 'voice' | 'video' | 'file';
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly createdAt: number;
  readonly owner: string | null;
}

/** Files by media id; each lives three days (wecom-api.md 9). */
export interface MediaStore {
  add(media: Omit<Media, 'mediaId' | 'createdAt'>): Media;
  /** The file, unless it is unknown or older than three days. */
  find(mediaId: string): Media | undefined;
  /** The file however old it is: a chat goes on showing what it showed. */
  keep(mediaId: string): Media | undefined;
  clear(): void;
}

const THREE_DAYS = 3 * 86_400_000;

/** An empty store on `now` (epoch milliseconds). */
export function createMediaStore({ now, newId }: { now: () => number; newId: (prefix: string, n?: number) => string }) {
  const files = new Map<string, Media>();
  const store: MediaStore = {
    add(media) {
      const stored: Media = { ...media, mediaId: newId('3', 63), createdAt: now() };
      files.set(stored.mediaId, stored);
      return stored;
    },
    find(mediaId) {
      const media = files.get(mediaId);
      return media !== undefined && now() - media.createdAt < THREE_DAYS ? media : undefined;
    },
    keep: (mediaId) => files.get(mediaId),
    clear: () => files.clear(),
  };
  return store;
}
