import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server of its own for a handler. */
export interface Listener {
  /** Listens and answers the address. Rejects with the system's error for a busy port. */
  listen(options?: { port?: number; host?: string }): Promise<string>;
  /** Closes the server and its connections; harmless when it does not listen. */
  close(): Promise<void>;
}

/** Does not listen at first. */
export function createListener(handler: Handler): Listener {
  let server: Server | null = null;
  return {
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      const listening = createServer(handler);
      server = listening;
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(port, host, resolve);
      });
      return `http://${host}:${(listening.address() as AddressInfo).port}`;
    },
    async close() {
      const closing = server;
      server = null;
      closing?.closeAllConnections();
      await new Promise<void>((resolve) => (closing === null ? resolve() : closing.close(() => resolve())));
    },
  };
}
