/** A file to upload. `filename` is shown to people. */
export interface MediaFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly filename: string;
  readonly contentType?: string;
}

/** Smallest file WeCom takes is 6 bytes (wecom-api.md 5.1, 9). */
const MIN_BYTES = 6;
const MAX_BYTES = 20 * 1024 * 1024;

/** The multipart body of an upload, its field called `media`. Throws RangeError for a size that WeCom refuses. */
export function mediaForm(file: MediaFile): FormData {
  if (file.bytes.length < MIN_BYTES || file.bytes.length > MAX_BYTES) {
    throw new RangeError('an uploaded file has 6 bytes to 20 MB');
  }
  const form = new FormData();
  const type = file.contentType ?? 'application/octet-stream';
  form.append('media', new Blob([file.bytes], { type }), file.filename);
  return form;
}
