import { readFileSync } from 'node:fs';

/** A published test vector (wecom-api.md 1.7); keys and tokens in it are public samples. */
export interface Vector {
  id: string;
  kind: string;
  token: string;
  encodingAESKey: string;
  receiveid: string;
  timestamp: string;
  nonce: string;
  msg_signature: string;
  encrypt: string;
  plaintext: string;
  random16_latin1_or_hex: string;
  pad: number;
}

export const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8')) as Vector[];

export function vector(id: string): Vector {
  const found = vectors.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no vector ${id}`);
  return found;
}

export function randomOf({ random16_latin1_or_hex: text }: Vector): Buffer {
  return text.startsWith('hex:') ? Buffer.from(text.slice(4), 'hex') : Buffer.from(text, 'latin1');
}
