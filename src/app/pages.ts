import path from 'node:path';
import { authorizeUrl, type WecomApi } from '@shouwen/wecom';
import type { Company, Environment } from '../config/types.ts';
import { createPages, type Pages } from '../h5/index.ts';
import type { Core } from './core.ts';

/** What the pages are made of. */
export interface PagesDeps {
  readonly environment: Environment;
  /** LINK_SECRET. */
  readonly secret: string;
  company(): Company;
  core(): Core | null;
  api(): WecomApi;
  /** Epoch ms. */
  now(): number;
}

/** The pages on the services of this process. */
export function wirePages({ environment, secret, company, core, api, now }: PagesDeps): Pages {
  const { publicUrl, dataDir, demo, wecom } = environment;
  return createPages({
    publicUrl,
    secret,
    mediaFolder: path.join(dataDir, 'media'),
    corpId: wecom.corpId,
    agentId: wecom.agentId,
    wecom: {
      authorizeUrl(request) {
        const url = authorizeUrl({ ...request, corpId: wecom.corpId, agentId: String(wecom.agentId) });
        // The demo's login is a page of the simulator that asks who one is.
        return demo ? url.replace('https://open.weixin.qq.com', `${publicUrl}/simulator`) : url;
      },
      async memberOf(code) {
        const visitor = await api().auth.getUserInfo(code);
        return visitor.kind === 'member' ? visitor.userid : null;
      },
    },
    communities: {
      find: (id) => company().communities.get(id) ?? null,
      all: () => [...company().communities.values()],
    },
    services() {
      const running = core();
      return running === null ? null : { followUp: running.followUp, tickets: running.pages };
    },
    now,
  });
}
