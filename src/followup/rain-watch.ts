import type { Communities } from '../community/index.ts';
import type { Clock } from '../shared/index.ts';
import { startOfDay } from '../shared/index.ts';
import type { Community } from './community.ts';
import type { FollowUpActions } from './service-interface.ts';

/** What the weather source stands on. */
export interface RainWatchDeps {
  readonly communities: Communities<Community>;
  readonly followUp: Pick<FollowUpActions, 'rain'>;
  readonly clock: Clock;
  /** Gets a warning that names the setting when a source does not answer, or answers something else. */
  readonly log: { warn(fields: object, message: string): void };
}

/** Asks the weather sources that `follow-up.yaml` names. */
export interface RainWatch {
  /** Asks whoever is due to be asked; a rainy day is told once. Never rejects. */
  check(): Promise<void>;
}

/** Rain by an HTTP address (`rain.url`; off by default) besides the command 下雨 (篇5 五.7; R22). */
export function createRainWatch(deps: RainWatchDeps): RainWatch {
  const asked = new Map<string, number>();

  async function ask(community: Community, url: string): Promise<void> {
    const { id, timezone, followUp } = community;
    const now = deps.clock.now();
    if (now < (asked.get(id) ?? Number.NEGATIVE_INFINITY) + followUp.rain.every) return;
    asked.set(id, now);
    const fallen = readField(await fetchJson(url), followUp.rain.field);
    if (fallen === null) {
      deps.log.warn(
        { community: id },
        `rain.url of follow-up.yaml answers without a number at "${followUp.rain.field}"`,
      );
      return;
    }
    if (fallen < followUp.rain.from) return;
    const day = startOfDay(now, timezone);
    await deps.followUp.rain({ community: id, by: 'weather', at: now, id: `weather/${day}` });
  }

  return {
    async check() {
      for (const community of deps.communities.all()) {
        const { url } = community.followUp.rain;
        if (url === null) continue;
        try {
          await ask(community, url);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          deps.log.warn(
            { community: community.id },
            `rain.url of follow-up.yaml does not answer (${why}); asked again later`,
          );
        }
      }
    },
  };
}

/** The number at a dotted path, numbers in text included; null when there is none. */
function readField(body: unknown, path: string): number | null {
  let value: unknown = body;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name];
  if (typeof value === 'string' && value.trim() === '') return null;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

const TIMEOUT_MS = 10_000;

/** The JSON behind an HTTP address. Rejects when it does not answer in time, or not with 2xx and JSON. */
async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
