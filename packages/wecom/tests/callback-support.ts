import { createEnvelope } from '../src/crypto.ts';

/** Credentials of the endpoint under test. */
export const credentials = {
  token: 'tOkEn123',
  aesKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  corpId: 'ww1234567890abcdef',
};

export const NOW = 1_700_000_000_000;

/** A POST as WeCom sends it: the encrypted `inner` with its signature. */
export function sealPost(inner: string, overrides: { timestamp?: string; receiveId?: string } = {}) {
  const receiveId = overrides.receiveId ?? credentials.corpId;
  const envelope = createEnvelope({ ...credentials, receiveId });
  const timestamp = overrides.timestamp ?? String(NOW / 1000);
  const sealed = envelope.seal(inner, { timestamp, nonce: 'nonce1' });
  const query = { msg_signature: sealed.signature, timestamp, nonce: 'nonce1' };
  const body = `<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><AgentID>1000002</AgentID><Encrypt><![CDATA[${sealed.encrypt}]]></Encrypt></xml>`;
  return { query, body, now: NOW, encrypt: sealed.encrypt };
}

/** Inner XML of an app callback from `[name, value]` pairs; a number is written bare, as WeCom does. */
export function innerXml(fields: Record<string, string | number>, extra = ''): string {
  const all = { ToUserName: credentials.corpId, FromUserName: 'zhangsan', CreateTime: 1700000000, ...fields };
  const tags = Object.entries(all).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${tags.join('\n')}${extra}</xml>`;
}

/** The `code` of what `run` throws, or "accepted". */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String((error as { code?: unknown }).code ?? error);
  }
  return 'accepted';
}
