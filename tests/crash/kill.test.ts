import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { createForwardClock, createSimulator, type Simulator } from '@shouwen/wecom-simulator';
import { createDispatcher } from '../../src/effects/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Ticket } from '../../src/tickets/types.ts';
import { type ServiceProcess, startService } from '../e2e/process.ts';
import { companyOf, peopleOf, WECOM } from '../e2e/world.ts';

/** A random number generator of a seed (mulberry32), so that a failed run can be played again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The shipped configuration without quiet hours and with a short burst: the machine's clock runs here. */
async function quickConfig(dir: string): Promise<string> {
  const configDir = path.join(dir, 'config');
  await cp('config', configDir, { recursive: true });
  const edit = async (name: string, change: (text: string) => string) => {
    const file = path.join(configDir, name);
    await writeFile(file, change(await readFile(file, 'utf8')));
  };
  await edit('community.yaml', (text) => text.replace(/^quietHours:.*$/m, 'quietHours: []'));
  await edit('conversation.yaml', (text) => text.replace(/^burst:.*$/m, 'burst: 100ms'));
  return configDir;
}

const NUMBER = /BX\d{6}-\d{3}/;
const PATIENCE = { within: 75_000 };

interface Story {
  readonly dir: string;
  readonly sim: Simulator;
  readonly env: Readonly<Record<string, string>>;
  service: ServiceProcess;
}

const stories: Story[] = [];
afterEach(async () => {
  for (const story of stories.splice(0)) {
    await story.service.kill();
    await story.sim.close();
    await rm(story.dir, { recursive: true, force: true });
  }
});

async function begin(seed: number): Promise<Story> {
  const dir = await mkdtemp(path.join(tmpdir(), 'shouwen-crash-'));
  const configDir = await quickConfig(dir);
  const company = await companyOf(configDir, {});
  const sim = createSimulator({
    corpId: WECOM.WECOM_CORP_ID,
    agentId: WECOM.WECOM_AGENT_ID,
    secret: WECOM.WECOM_AGENT_SECRET,
    token: WECOM.WECOM_TOKEN,
    aesKey: WECOM.WECOM_AES_KEY,
    world: peopleOf(company),
    clock: createForwardClock(),
    seed,
    callback: { retryDelayMs: 5_000, timeoutMs: 5_000 },
  });
  const env = { ...WECOM, WECOM_API_BASE: await sim.listen(), DATA_DIR: path.join(dir, 'data'), CONFIG_DIR: configDir };
  const service = await startService(env);
  sim.connect(service.url);
  const story = { dir, sim, env, service };
  stories.push(story);
  return story;
}

async function restart(story: Story): Promise<void> {
  await story.service.kill();
  story.service = await startService({ ...story.env, PORT: new URL(story.service.url).port });
}

/** The main story, a step a function; each waits until the step has shown its effect. */
function steps({ sim }: Story): (() => Promise<unknown>)[] {
  const lin = sim.owner('林女士');
  const li = sim.member('li.shifu');
  const group = sim.group('demo-engineering');
  let number = '';
  return [
    async () => {
      lin.says('3栋2单元1701客厅的灯不亮了，我姓林，电话13812345678，明天下午三点在家');
      await lin.hears('对吗', PATIENCE);
    },
    async () => {
      lin.says('对');
      number = NUMBER.exec((await lin.hears(NUMBER, PATIENCE)).text)![0];
      await group.hears(number, PATIENCE);
    },
    async () => {
      li.says(`接单 ${number}`);
      await lin.hears(/李师傅/, PATIENCE);
    },
    async () => {
      li.says(`完成 ${number} 换了软管`);
      await lin.hears(/解决|修好/, PATIENCE);
    },
    async () => {
      lin.says('解决了');
      await lin.hears(/分|满意/, PATIENCE);
    },
    async () => {
      lin.says('5');
      await lin.hears(/谢谢|感谢|多谢/, PATIENCE);
    },
  ];
}

/** What is left in the database when everything is over. */
async function ticketsOf(story: Story): Promise<Ticket[]> {
  await story.service.stop();
  // Nothing is executed here: it only looks.
  const effects = createDispatcher({ clock: createForwardClock(), log: { error: () => {} } });
  const store = await openStore({ mongodbUri: null, dataDir: story.env.DATA_DIR!, effects });
  try {
    return await store.tickets.search({ community: 'main', limit: 50 });
  } finally {
    await store.close();
  }
}

test.each(Array.from({ length: 10 }, (_, index) => index + 1))(
  'kill -9 at a random moment: one ticket, one push, one survey (seed %i)',
  async (seed) => {
    const random = randomOf(seed);
    const story = await begin(seed);
    const all = steps(story);
    const fatal = Math.floor(random() * all.length);
    for (const [index, step] of all.entries()) {
      const done = step();
      if (index === fatal) {
        await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 600)));
        await restart(story);
      }
      await done;
    }
    const { sim } = story;
    const owner = sim.owner('林女士').inbox.map(({ text }) => text);
    const pushes = sim.group('demo-engineering').messages.filter(({ text }) => text.includes('联系人'));
    const tickets = await ticketsOf(story);
    expect(tickets.map(({ number }) => number)).toEqual([expect.stringMatching(NUMBER)]);
    expect(pushes.map(({ text }) => NUMBER.exec(text)?.[0])).toEqual([tickets[0]!.number]);
    expect(owner.filter((text) => /是否解决|解决了吗|修好了吗/.test(text))).toHaveLength(1);
  },
  240_000,
);
