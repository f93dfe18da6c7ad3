import { CallbackError } from './error.ts';

/** Largest callback body that is read, in bytes. A real one is under 4 KiB. */
export const MAX_BODY_BYTES = 64 * 1024;

const OPEN = '<Encrypt>';
const CLOSE = '</Encrypt>';
const CDATA = '<![CDATA[';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The body as text. Throws CallbackError `body-too-large`. */
export function bodyText(body: string | Uint8Array): string {
  const size = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  if (size > MAX_BODY_BYTES) {
    throw new CallbackError(
      'body-too-large',
      `the callback body has ${size} bytes; at most ${MAX_BODY_BYTES} are read`,
    );
  }
  const text = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/**
 * The Base64 inside `<Encrypt>` of the outer document (wecom-api.md 1.3), taken out by hand: nothing in this document is
 * authenticated yet, so no XML parser may see it. There must be exactly one. Throws CallbackError.
 */
export function takeEncrypt(body: string | Uint8Array): string {
  const text = bodyText(body).trim();
  const open = text.indexOf(OPEN);
  const close = text.indexOf(CLOSE);
  const whole = text.startsWith('<xml>') && text.endsWith('</xml>');
  if (!whole || open < 0 || close < open) {
    throw new CallbackError('no-encrypt', 'the callback body is not <xml>…<Encrypt>…</Encrypt>…</xml>');
  }
  if (text.indexOf(OPEN, open + 1) >= 0 || text.indexOf(CLOSE, close + 1) >= 0) {
    throw new CallbackError('no-encrypt', 'the callback body has more than one <Encrypt>');
  }
  const inner = text.slice(open + OPEN.length, close).trim();
  const bare = inner.startsWith(CDATA) && inner.endsWith(']]>') ? inner.slice(CDATA.length, -3) : inner;
  if (!BASE64.test(bare)) throw new CallbackError('no-encrypt', '<Encrypt> does not hold Base64');
  return bare;
}
