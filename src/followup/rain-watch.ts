import { startOfDay } from '../shared/time.ts';
import type { Community } from './community.ts';
import type { FollowUp } from './service.ts';

/** What the weather source needs. */
export interface RainWatchDeps {
  readonly communities: () => Iterable<Community>;
  readonly rain: FollowUp['rain'];
  /** Epoch ms. */
  readonly now: () => number;
  /** Asks an HTTP address for JSON; rejects when it cannot be had. */
  readonly fetchJson: (url: string) => Promise<unknown>;
  /** A source that does not answer, or answers something else: the message names the setting. */
  readonly onError: (message: string, context: { readonly community: string }) => void;
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
    const now = deps.now();
    if (now < (asked.get(id) ?? Number.NEGATIVE_INFINITY) + followUp.rain.every) return;
    asked.set(id, now);
    const fallen = readField(await deps.fetchJson(url), followUp.rain.field);
    if (fallen === null) {
      deps.onError(`rain.url of follow-up.yaml answers without a number at "${followUp.rain.field}"`, {
        community: id,
      });
      return;
    }
    if (fallen < followUp.rain.from) return;
    const day = startOfDay(now, timezone);
    await deps.rain({ community: id, by: 'weather', at: now, id: `weather/${day}` });
  }

  return {
    async check() {
      for (const community of deps.communities()) {
        const { url } = community.followUp.rain;
        if (url === null) continue;
        try {
          await ask(community, url);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          deps.onError(`rain.url of follow-up.yaml does not answer (${why}); asked again later`, {
            community: community.id,
          });
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
