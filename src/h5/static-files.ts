/** The files that pages load: the style, the script of the ticket page and WeCom's JS-SDK. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Router } from '@koa/router';
import send from 'koa-send';
import { guard } from '../http/index.ts';

const OWN = path.join(import.meta.dirname, 'browser');
const require = createRequire(import.meta.url);
const SDK = path.dirname(require.resolve('@wecom/jssdk'));

/** Every static file by its name under `/h5/`. Nothing else is served from these folders. */
const FILES: Readonly<Record<string, { readonly root: string; readonly file: string }>> = {
  'visit.css': { root: OWN, file: 'visit.css' },
  'ticket.js': { root: OWN, file: 'ticket.js' },
  'wecom.js': { root: SDK, file: 'wecom.prod.js' },
};

/** Adds `GET /h5/<name>` for every file. */
export function staticFiles(router: Router): void {
  for (const [name, { root, file }] of Object.entries(FILES)) {
    router.get(
      `/h5/${name}`,
      guard({}, async ({ context }) => {
        context.set('Cache-Control', 'public, max-age=3600');
        await send(context, file, { root, brotli: false, gzip: false });
        if (context.fresh) context.status = 304;
      }),
    );
  }
}
