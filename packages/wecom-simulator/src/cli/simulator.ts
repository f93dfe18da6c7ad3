#!/usr/bin/env node
import { createForwardClock } from '../clock.ts';
import { createSimulator } from '../simulator.ts';
import { readSettings } from './settings.ts';

/**
 * `wecom-simulator [--port N] [--host H] [--callback URL] [--bot-callback URL] [--world FILE.json]`: a simulated WeCom
 * for any bot. The first line is its address, which is the bot's API base; the others are the credentials it accepts.
 */
async function main(): Promise<void> {
  const { port, host, simulator: options } = readSettings(process.argv.slice(2), process.env);
  const simulator = createSimulator({ ...options, clock: createForwardClock() });
  const base = await simulator.listen({ port, host });
  const stop = () => void simulator.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const settings = {
    WECOM_API_BASE: base,
    WECOM_CORP_ID: options.corpId,
    WECOM_AGENT_ID: options.agentId,
    WECOM_AGENT_SECRET: options.secret,
    WECOM_TOKEN: options.token,
    WECOM_AES_KEY: options.aesKey,
    WECOM_BOT_TOKEN: options.botToken,
    WECOM_BOT_AES_KEY: options.botAesKey,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  console.log([base, `page: ${base}/simulator`, ...lines].join('\n'));
}

main().catch((error: unknown) => {
  console.error(`cannot start: ${(error as Error).message}`);
  process.exit(1);
});
