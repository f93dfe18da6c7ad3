import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPages, type PageServices, type PagesCommunity } from '../../src/h5/index.ts';
import { closeServers, serveApp } from '../http/serve.ts';

export const SECRET = 'secret';
const folders: string[] = [];

/** Ends servers and removes the media folders of the running test; for `afterEach`. */
export async function closePages(): Promise<void> {
  await closeServers();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** What a test puts behind the pages; what it leaves out is not there. */
export interface Behind extends Partial<PageServices> {
  readonly communities: readonly PagesCommunity[];
  readonly publicUrl?: string;
  /** The database answers; false: not yet. */
  readonly isReady?: boolean;
  /** The member that a login code stands for. */
  memberOf?(code: string): Promise<string | null>;
  now(): number;
}

function missing(name: string): never {
  throw new Error(`this test has no ${name}`);
}

/** The pages on a free port, as the service mounts them. */
export async function servePages({ communities, publicUrl = '', isReady = true, memberOf, now, ...services }: Behind) {
  const mediaFolder = await mkdtemp(path.join(tmpdir(), 'shouwen-media-'));
  folders.push(mediaFolder);
  const pages = createPages({
    publicUrl,
    secret: SECRET,
    mediaFolder,
    corpId: 'ww01',
    agentId: 1000002,
    wecom: {
      authorizeUrl: ({ redirectUri, state }) =>
        `https://wecom.test/authorize?${new URLSearchParams({ redirect_uri: redirectUri, state })}`,
      memberOf: memberOf ?? (async (code) => code),
    },
    communities: { find: (id) => communities.find((one) => one.id === id) ?? null, all: () => communities },
    services() {
      if (!isReady) return null;
      return {
        get followUp() {
          return services.followUp ?? missing('follow-up');
        },
        get tickets() {
          return services.tickets ?? missing('tickets');
        },
      };
    },
    now,
  });
  const { base, failures } = await serveApp({ mounted: [pages.routes] });
  return { base, failures, mediaFolder, surveyAddress: pages.surveyAddress };
}
