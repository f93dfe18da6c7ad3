import type { Media } from '../media.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { type ApiAnswer, type ApiCall, ApiError, type ApiTable, must } from './answer.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS: Readonly<Record<Media['type'], number>> = {
  image: 10 * MEGABYTE,
  voice: 2 * MEGABYTE,
  video: 10 * MEGABYTE,
  file: 20 * MEGABYTE,
};
const CHUNK = 20 * MEGABYTE;

interface Part {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The form field `media` of a multipart body. Throws ApiError 44001 when there is none. */
async function readPart(call: ApiCall): Promise<Part> {
  const headers = { 'content-type': String(call.headers['content-type'] ?? '') };
  const form = await new Response(new Uint8Array(call.raw), { headers }).formData().catch(() => null);
  const file = form?.get('media');
  if (!(file instanceof Blob)) throw new ApiError(44001, 'empty media data: form field "media" missing');
  return {
    name: 'name' in file && file.name !== '' ? file.name : 'media',
    contentType: file.type === '' ? 'application/octet-stream' : file.type,
    bytes: Buffer.from(await file.arrayBuffer()),
  };
}

function checkFormat(type: Media['type'], bytes: Buffer): void {
  const isJpeg = bytes.readUInt16BE(0) === 0xffd8;
  const isPng = bytes.toString('latin1', 1, 4) === 'PNG';
  if (type === 'image') must(isJpeg || isPng, 40123, 'invalid image format: JPG and PNG only');
  if (type === 'voice') must(bytes.toString('latin1', 0, 5) === '#!AMR', 40005, 'invalid voice format: AMR only');
}

/** Stores an uploaded file (wecom-api.md 9). Throws ApiError 44001, 40006, 45001, 40123, 40005. */
export async function uploadMedia(sim: SimulatorState, call: ApiCall, to: Pick<Media, 'type' | 'owner'>) {
  const part = await readPart(call);
  must(part.bytes.length > 5, 40006, 'invalid file size: 5 bytes or less');
  must(part.bytes.length <= LIMITS[to.type], 45001, 'media size out of limit');
  checkFormat(to.type, part.bytes);
  const media = sim.media.add({ ...part, ...to });
  return { type: media.type, media_id: media.mediaId, created_at: String(Math.floor(media.createdAt / 1000)) };
}

function whole(media: Media): ApiAnswer {
  must(media.bytes.length <= CHUNK, 830002, 'file too large: use Range');
  return { status: 200, headers: describe(media), bytes: media.bytes };
}

function describe(media: Media): Record<string, string> {
  const name = encodeURIComponent(media.name);
  return { 'content-type': media.contentType, 'content-disposition': `attachment; filename="${name}"` };
}

function slice(media: Media, range: string): ApiAnswer {
  const match = /^bytes=(\d+)-(\d*)$/.exec(range);
  const size = media.bytes.length;
  const start = Number(match?.[1] ?? size);
  const end = match?.[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  must(start <= end && end - start < CHUNK, 40058, 'invalid range');
  const headers = { ...describe(media), 'content-range': `bytes ${start}-${end}/${size}` };
  return { status: 206, headers, bytes: media.bytes.subarray(start, end + 1) };
}

/** `media/upload` and `media/get` (wecom-api.md 9). */
export function createMediaApi(sim: SimulatorState): ApiTable {
  function upload(call: ApiCall) {
    const type = call.query.get('type') ?? '';
    must(type in LIMITS, 40004, 'invalid media type');
    return uploadMedia(sim, call, { type: type as Media['type'], owner: null });
  }

  function get(call: ApiCall): ApiAnswer {
    const media = sim.media.find(call.query.get('media_id') ?? '');
    if (media === undefined || media.owner !== null) throw new ApiError(40007, 'invalid media_id');
    const range = call.headers.range;
    return typeof range === 'string' ? slice(media, range) : whole(media);
  }

  return {
    'media/upload': { method: 'POST', auth: 'token', handle: upload },
    'media/get': { method: 'GET', auth: 'token', handle: get },
  };
}
