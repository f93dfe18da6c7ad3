import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the outside model gets it. */
export interface ModelRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server on a free port in the place of the outside model. */
export async function startModelServer(respond: (response: ServerResponse, request: ModelRequest) => void) {
  const requests: ModelRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
    const { method, url, headers } = incoming;
    const request = { method, url, headers, body };
    requests.push(request);
    server.emit('answered', request);
    respond(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    /** Resolves when the next request has been read. */
    nextRequest: () => once(server, 'answered'),
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers as a chat endpoint does whose model said `content`. */
export function answer(content: string): (response: ServerResponse) => void {
  return (response) => response.end(JSON.stringify({ choices: [{ message: { content } }] }));
}
