import { createCipheriv, createDecipheriv, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Stable codes of what can be wrong with signed or encrypted callback text. */
export type WecomCryptoErrorCode =
  | 'bad-key'
  | 'bad-signature'
  | 'bad-ciphertext'
  | 'bad-padding'
  | 'bad-length'
  | 'wrong-receiver';

const WORDS: Readonly<Record<WecomCryptoErrorCode, string>> = {
  'bad-key':
    'the EncodingAESKey must be exactly 43 characters a-z A-Z 0-9; copy it again from the callback page (WECOM_AES_KEY or WECOM_BOT_AES_KEY)',
  'bad-signature':
    'the callback signature does not match; check that WECOM_TOKEN (or WECOM_BOT_TOKEN) equals the Token of the callback page',
  'bad-ciphertext': 'the callback text is not Base64 of whole 32-byte blocks',
  'bad-padding': 'the callback text was not encrypted with this EncodingAESKey (WECOM_AES_KEY or WECOM_BOT_AES_KEY)',
  'bad-length': 'the decrypted callback text says it is longer than it is',
  'wrong-receiver': 'the callback is meant for another corp; check WECOM_CORP_ID',
};

/** What is wrong with signed or encrypted text. Neither keys nor the text itself are ever in the message. */
export class WecomCryptoError extends Error {
  override readonly name = 'WecomCryptoError';
  readonly code: WecomCryptoErrorCode;
  constructor(code: WecomCryptoErrorCode) {
    super(WORDS[code]);
    this.code = code;
  }
}

/** The parts that a callback or a passive reply is signed over. `timestamp` is in seconds, as digits. */
export interface SignedParts {
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
}

/** Encrypted text with its signature, ready for the wire (wecom-api.md 1.3, 1.5). */
export interface Sealed extends SignedParts {
  readonly signature: string;
}

/** Lowercase hex SHA-1 over the sorted parts (wecom-api.md 1.3). */
export function signParts(token: string, { timestamp, nonce, encrypt }: SignedParts): string {
  return hash('sha1', [token, timestamp, nonce, encrypt].sort().join(''), 'hex');
}

/** Signing and encryption for one callback endpoint. The receiver uses `open`, a sender `seal`. */
export interface Envelope {
  /** Checks the signature, decrypts, compares the receiver. Throws WecomCryptoError. */
  open(sealed: Sealed): string;
  /** Encrypts and signs. `random` are 16 bytes; given only by tests, so that known vectors come out. */
  seal(plain: string, parts: { timestamp: string; nonce: string; random?: Uint8Array }): Sealed;
  /** Decrypts a file fetched from a bot's media address: the same cipher without the inner layout (wecom-api.md 6.1). */
  openFile(bytes: Uint8Array): Buffer;
}

const BLOCK = 32;
const RANDOM = 16;
const HEAD = RANDOM + 4;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** PKCS#7 with block size 32; Node's own padding knows only 16 (wecom-api.md 1.4). Every pad byte is checked. */
function unpad(bytes: Buffer): Buffer {
  const pad = bytes[bytes.length - 1] ?? 0;
  if (pad < 1 || pad > BLOCK || pad > bytes.length) throw new WecomCryptoError('bad-padding');
  for (let at = bytes.length - pad; at < bytes.length; at += 1) {
    if (bytes[at] !== pad) throw new WecomCryptoError('bad-padding');
  }
  return bytes.subarray(0, bytes.length - pad);
}

/** A real key's last character may carry spare bits, so only its length and alphabet are checked (wecom-api.md 1.4). */
function decodeKey(aesKey: string): Buffer {
  if (!/^[A-Za-z0-9]{43}$/.test(aesKey)) throw new WecomCryptoError('bad-key');
  return Buffer.from(`${aesKey}=`, 'base64');
}

/**
 * The envelope of one callback endpoint; the key is decoded once. `receiveId` is the corp id for an app and the empty
 * string for a 智能机器人 (wecom-api.md 1.4). Throws WecomCryptoError `bad-key`.
 */
export function createEnvelope(options: { token: string; aesKey: string; receiveId: string }): Envelope {
  const key = decodeKey(options.aesKey);
  const iv = key.subarray(0, 16);

  function decipher(bytes: Uint8Array): Buffer {
    if (bytes.length === 0 || bytes.length % BLOCK !== 0) throw new WecomCryptoError('bad-ciphertext');
    const cipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    return unpad(Buffer.concat([cipher.update(bytes), cipher.final()]));
  }

  function decrypt(encrypt: string): string {
    if (encrypt.length % 4 !== 0 || !BASE64.test(encrypt)) throw new WecomCryptoError('bad-ciphertext');
    const plain = decipher(Buffer.from(encrypt, 'base64'));
    if (plain.length < HEAD) throw new WecomCryptoError('bad-length');
    const end = HEAD + plain.readUInt32BE(RANDOM);
    if (end > plain.length) throw new WecomCryptoError('bad-length');
    if (!sameText(plain.toString('utf8', end), options.receiveId)) throw new WecomCryptoError('wrong-receiver');
    return plain.toString('utf8', HEAD, end);
  }

  function encrypt(text: string, random: Uint8Array): string {
    if (random.length !== RANDOM) throw new RangeError(`random must be ${RANDOM} bytes`);
    const message = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(message.length);
    const body = Buffer.concat([random, length, message, Buffer.from(options.receiveId)]);
    const pad = BLOCK - (body.length % BLOCK);
    const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    return Buffer.concat([cipher.update(body), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
      'base64',
    );
  }

  return {
    open(sealed) {
      if (!sameText(signParts(options.token, sealed), sealed.signature)) throw new WecomCryptoError('bad-signature');
      return decrypt(sealed.encrypt);
    },
    seal(plain, { timestamp, nonce, random }) {
      const parts = { timestamp, nonce, encrypt: encrypt(plain, random ?? randomBytes(RANDOM)) };
      return { ...parts, signature: signParts(options.token, parts) };
    },
    openFile: decipher,
  };
}

/** The XML of a passive encrypted reply; note the spelling `TimeStamp` (wecom-api.md 1.5). */
export function sealedReplyXml({ encrypt, signature, timestamp, nonce }: Sealed): string {
  return (
    `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
  );
}
