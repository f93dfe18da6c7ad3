import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { SimulatorOptions } from '../types.ts';

/** What the command line and the environment ask of a simulator that runs alone. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly simulator: SimulatorOptions & { readonly botToken: string; readonly botAesKey: string };
}

const SAMPLE_WORLD = new URL('../../sample-world.json', import.meta.url);
const name = z.string().min(1);

/** The people, groups and accounts of a `--world` file. */
const worldSchema = z.strictObject({
  corpName: name,
  timezone: name.optional(),
  accounts: z.array(z.strictObject({ openKfId: name, name, servicers: z.array(name).optional() })).min(1),
  members: z.array(z.strictObject({ userid: name, name, department: name.optional(), title: name.optional() })),
  groups: z.array(z.strictObject({ key: name, name })),
  owners: z.array(z.strictObject({ externalUserid: name, nickname: name, openKfId: name.optional() })),
});

const DEMO_AES_KEY = 'ZGVtb2RlbW9kZW1vZGVtb2RlbW9kZW1vZGVtb2RlbW8';

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port must be a number from 0 to 65535, not ${text}`);
  return port;
}

function readCallback(text: string): Pick<SimulatorOptions, 'botUrl' | 'callbackUrls'> {
  if (!/^https?:/.test(text) || !URL.canParse(text))
    throw new Error(`--callback must be an http or https URL, not ${text}`);
  return new URL(text).pathname === '/' ? { botUrl: text } : { callbackUrls: { app: text } };
}

function readWorld(file: string | URL): SimulatorOptions['world'] {
  const parsed = worldSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`the world ${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/**
 * Reads the options of `wecom-simulator`. Credentials come from the variables a bot would read (`WECOM_CORP_ID`, …) and
 * have fixed values for demos. Throws an Error whose message names the option that is wrong.
 */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '3001' },
      host: { type: 'string', default: '127.0.0.1' },
      callback: { type: 'string', default: 'http://localhost:3000' },
      'bot-callback': { type: 'string' },
      world: { type: 'string' },
    },
  });
  const callback = readCallback(values.callback);
  const bot = values['bot-callback'];
  return {
    port: readPort(values.port),
    host: values.host,
    simulator: {
      corpId: env.WECOM_CORP_ID || 'wwdemo0000000000',
      agentId: env.WECOM_AGENT_ID || '1000002',
      secret: env.WECOM_AGENT_SECRET || 'demo-agent-secret',
      token: env.WECOM_TOKEN || 'demoCallbackToken',
      aesKey: env.WECOM_AES_KEY || DEMO_AES_KEY,
      botToken: env.WECOM_BOT_TOKEN || 'demoBotToken',
      botAesKey: env.WECOM_BOT_AES_KEY || DEMO_AES_KEY,
      world: readWorld(values.world ?? SAMPLE_WORLD),
      ...callback,
      callbackUrls: bot === undefined ? callback.callbackUrls : { ...callback.callbackUrls, bot },
    },
  };
}
