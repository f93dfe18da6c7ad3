import { WecomError } from '../errors.ts';
import type { Caller } from './call.ts';
import { type MediaFile, mediaForm } from './media-form.ts';
import { textOf } from './read.ts';
import type { WecomAnswer } from './transport.ts';

/** A downloaded file. */
export interface Media {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** From the disposition, without any path; undefined when WeCom names none. */
  readonly filename: string | undefined;
}

/** Uploads and downloads (wecom-api.md 9). All throw WecomError or WecomUnreachable. */
export interface MediaApi {
  /** The file, in ranges where it is over 20 MB. An expired id (3 days) is a WecomError 40007, `expired-handle`. */
  get(mediaId: string): Promise<Media>;
  /** Uploads; the id lives three days and is shared among the corp's apps. Pictures: stay under 2 MB. */
  upload(type: 'image' | 'voice' | 'video' | 'file', file: MediaFile): Promise<{ mediaId: string }>;
}

const TOO_LARGE_FOR_ONE = 830002;
/** A multiple of 16, as some media require, and under the 20 MB of one answer (wecom-api.md 9). */
const CHUNK = 16 * 1024 * 1024;
const MAX_BYTES = 256 * 1024 * 1024;

/** The name inside a Content-Disposition, the UTF-8 form first; never a path. */
export function dispositionName(header: string | null): string | undefined {
  if (header === null) return undefined;
  const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(header)?.[1];
  const plain = /filename\s*=\s*"([^"]*)"/i.exec(header)?.[1] ?? /filename\s*=\s*([^;]+)/i.exec(header)?.[1];
  let name = plain;
  try {
    if (encoded !== undefined) name = decodeURIComponent(encoded.trim());
  } catch {
    // A broken encoding leaves the plain name.
  }
  // Headers arrive as latin1; WeCom writes UTF-8 bytes into the plain form.
  const text = name !== undefined && name === plain ? Buffer.from(name, 'latin1').toString('utf8') : name;
  return text?.split(/[\\/]/).at(-1)?.trim() || undefined;
}

function totalOf(answer: WecomAnswer): number {
  const total = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1];
  return total === undefined ? Number.POSITIVE_INFINITY : Number(total);
}

/** What a download gave: all bytes, and the headers of its first answer. */
interface Download {
  readonly headers: Headers;
  readonly bytes: Buffer;
}

type FetchPart = (headers: Record<string, string>) => Promise<WecomAnswer>;

async function fetchInRanges(fetchPart: FetchPart): Promise<Download> {
  const fetchFrom = (at: number, total: number) =>
    fetchPart({ range: `bytes=${at}-${Math.min(at + CHUNK, total) - 1}` });
  const first = await fetchFrom(0, Number.POSITIVE_INFINITY);
  const { headers, bytes } = first;
  if (first.status !== 206) return { headers, bytes };
  const parts = [bytes];
  const total = totalOf(first);
  let [at, last] = [bytes.length, first];
  while (at < Math.min(total, MAX_BYTES) && isMoreExpected(last)) {
    last = await fetchFrom(at, total);
    if (last.status !== 206) return { headers: last.headers, bytes: last.bytes };
    parts.push(last.bytes);
    at += last.bytes.length;
  }
  return { headers, bytes: Buffer.concat(parts) };
}

/** False after an empty part, and after a short one when the whole size is not known. */
function isMoreExpected(part: WecomAnswer): boolean {
  if (part.bytes.length === 0) return false;
  return part.bytes.length >= CHUNK || totalOf(part) !== Number.POSITIVE_INFINITY;
}

async function fetchWhole(fetchPart: FetchPart): Promise<Download> {
  try {
    const { headers, bytes } = await fetchPart({});
    return { headers, bytes };
  } catch (error) {
    if (error instanceof WecomError && error.errcode === TOO_LARGE_FOR_ONE) return fetchInRanges(fetchPart);
    throw error;
  }
}

/** The media calls over `caller`. */
export function createMediaApi(caller: Caller): MediaApi {
  return {
    async get(mediaId) {
      const call = { path: '/cgi-bin/media/get', query: { media_id: mediaId }, file: true, repeatable: true };
      const { headers, bytes } = await fetchWhole((range) => caller.withToken({ ...call, headers: range }));
      return {
        bytes,
        contentType: headers.get('content-type') ?? 'application/octet-stream',
        filename: dispositionName(headers.get('content-disposition')),
      };
    },
    async upload(type, file) {
      const call = { path: '/cgi-bin/media/upload', query: { type }, form: mediaForm(file), repeatable: true };
      return { mediaId: textOf((await caller.withToken(call)).json, 'media_id') };
    },
  };
}
