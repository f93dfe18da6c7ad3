import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { CallRecord } from '../types.ts';

/** How one HTTP exchange with the bot ended. */
export interface Reply {
  readonly outcome: CallRecord['outcome'];
  readonly status: number | null;
  readonly body: string;
}

/** One HTTP request to the bot; `timeoutMs` covers the whole exchange. */
export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly body: string;
  readonly type: string;
  readonly timeoutMs: number;
}

/** Sends a request and resolves with its outcome; it never rejects. */
export function exchange(url: URL, { method, body, type, timeoutMs }: Exchange): Promise<Reply> {
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) };
    // No kept connection: a bot that was killed and started again must not be met through a dead socket.
    const outgoing = send(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        finish({ outcome: 'answered', status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
      incoming.on('error', () => finish({ outcome: 'unreachable', status: null, body: '' }));
    });
    const timer = setTimeout(() => {
      finish({ outcome: 'timeout', status: null, body: '' });
      outgoing.destroy();
    }, timeoutMs);
    const finish = (reply: Reply) => {
      clearTimeout(timer);
      resolve(reply);
    };
    outgoing.on('error', () => finish({ outcome: 'unreachable', status: null, body: '' }));
    outgoing.end(body);
  });
}
