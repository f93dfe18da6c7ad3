import type { SimulatorState } from '../simulator-state.ts';
import { asText, bytesOf } from '../values.ts';
import { type ApiCall, must } from './answer.ts';
import { knownAccount } from './world-targets.ts';

const SCENE_PARAM_BYTES = 128;

/** What a customer-service link opens. */
export interface ContactWay {
  readonly openKfId: string;
  readonly scene: string;
  readonly sceneParam: string;
}

/** Customer-service links (wecom-api.md 3.7). */
export function createContactWays(sim: SimulatorState) {
  const ways = new Map<string, { openKfId: string; scene: string }>();
  return {
    /** `kf/add_contact_way`. */
    add({ body }: ApiCall) {
      const openKfId = knownAccount(sim, asText(body.open_kfid));
      const scene = asText(body.scene);
      must(/^[0-9a-zA-Z_-]{0,32}$/.test(scene), 40058, 'invalid scene');
      const id = sim.newId('kfc', 17);
      ways.set(id, { openKfId, scene });
      const tail = scene === '' ? '' : `?enc_scene=${sim.newId('ENC', 12)}`;
      return { url: `https://work.weixin.qq.com/kfid/${id}${tail}` };
    },
    /** The meaning of a link made here, with its `scene_param`; undefined for a foreign one. */
    resolve(url: string): ContactWay | undefined {
      const link = URL.canParse(url) ? new URL(url) : null;
      const way = ways.get(link?.pathname.split('/').at(-1) ?? '');
      const sceneParam = link?.searchParams.get('scene_param') ?? '';
      if (way === undefined || bytesOf(sceneParam) > SCENE_PARAM_BYTES) return undefined;
      return { ...way, sceneParam: way.scene === '' ? '' : sceneParam };
    },
  };
}
