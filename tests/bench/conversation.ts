import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Activity,
  ConversationState as BotState,
  MemoryStorage,
  TestAdapter,
  type TurnContext,
} from 'botbuilder-core';
import { ComponentDialog, DialogSet, TextPrompt, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { type Actor, assign, createActor, type Snapshot, setup } from 'xstate';
import { loadCompany } from '../../src/config/load.ts';
import type { Community } from '../../src/config/types.ts';
import { parseFlows } from '../../src/conversation/flow/parse-flows.ts';
import type { Flows } from '../../src/conversation/flow/types.ts';
import { type ConversationState, initialState } from '../../src/conversation/state.ts';
import { step } from '../../src/conversation/step.ts';
import type { StepContext } from '../../src/conversation/types.ts';
import { understand } from '../../src/understanding/understand.ts';
import { type BenchOptions, interleave, median, type Row, rate } from './row.ts';

/** The form that all contenders fill: five slots in seven messages of the owner, one of them refused, the last one a yes. */
const TURNS = ['厨房水龙头漏水', '3栋2单元1701', '138123', '13812341234', '我姓李', '明天下午', '对'] as const;
const SLOTS = ['matter', 'house', 'phone', 'name', 'time'] as const;
const ASK = {
  matter: '请问是什么地方、出了什么问题？',
  house: '请问是哪一栋、几单元、几室？',
  phone: '请问联系电话是多少？',
  name: '请问怎么称呼您？',
  time: '请问什么时候方便师傅上门？',
} as const;
const REFUSE = '这个号码好像不完整，请再发一次。';
const CONFIRM = '请问这样登记对吗？';
const DONE = '已为您登记。';
const NOW = Date.UTC(2026, 10, 23, 6, 0, 0);

type SlotName = (typeof SLOTS)[number];

/** What every contender but ours checks an answer with: the least that tells the refused phone from a good one. */
const VALID: Readonly<Record<SlotName, (text: string) => boolean>> = {
  matter: (text) => text.length >= 2,
  house: (text) => /^(\w{1,3})栋(\w{1,2})单元(\d{3,4})$/.test(text),
  phone: (text) => /^1[3-9]\d{9}$/.test(text),
  name: (text) => text.length >= 1,
  time: (text) => text.length >= 2,
};

const FLOW = `
flow: repair
name: 报修
kind: matter
starts: {categories: [报修]}
steps:
  - {id: matter, collect: text, label: 情况, least: 2, ask: ${ASK.matter}}
  - {id: house, collect: house, label: 地址, ask: ${ASK.house}}
  - {id: phone, collect: phone, label: 电话, ask: ${ASK.phone}, refuse: ${REFUSE}}
  - {id: name, collect: person, label: 称呼, ask: ${ASK.name}}
  - {id: time, collect: time, label: 时间, ask: ${ASK.time}}
  - id: confirm
    confirm: |
      报修：{matter}
      地址：{house}
      电话：{phone}
      上门时间：{time}
      ${CONFIRM}
    "yes": 对
    change: 要改一下
    "no": 先不报了
  - {id: open, do: open-ticket, tell: "${DONE}工单号{number}。"}
`;

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The shipped flows with the form in the place of their repair flow: side flows and phrases are looked through as in service. */
function benchFlows(): Flows {
  const dir = path('bot-flows');
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml') && name !== 'repair.yaml')
    .map((name) => ({ name, text: readFileSync(`${dir}/${name}`, 'utf8') }));
  const { flows, problems } = parseFlows([...files, { name: 'repair.yaml', text: FLOW }]);
  if (flows === null) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return flows;
}

async function benchCommunity(): Promise<Community> {
  const { company } = await loadCompany(path('config'), { env: {}, shippedDir: path('config') });
  const [community] = company?.communities.values() ?? [];
  if (community === undefined) throw new Error('the shipped configuration does not load');
  return community;
}

/** How the state travels from turn to turn: as the object it is, or through JSON, as a store would do it. */
type Carry = (state: ConversationState) => ConversationState;
const inMemory: Carry = (state) => state;
const throughJson: Carry = (state) => JSON.parse(JSON.stringify(state)) as ConversationState;

/** One whole conversation through the pure step. */
function ours(given: {
  flows: Flows;
  community: Community;
  understand: StepContext['understand'];
  carry: Carry;
}): () => number {
  const { flows } = given;
  const context: StepContext = { now: NOW, community: given.community, tickets: [], understand: given.understand };
  return () => {
    let state = given.carry(initialState());
    let opened = 0;
    for (let turn = 0; turn < TURNS.length; turn += 1) {
      const parts = [{ kind: 'text', id: `m${turn}`, at: NOW, text: TURNS[turn]! }] as const;
      const result = step({ state, event: { kind: 'messages', parts }, context, flows });
      state = given.carry(result.state);
      for (const effect of result.outputs) if (effect.kind === 'open-ticket') opened += 1;
    }
    return opened;
  };
}

/** What `understand` answers for the seven texts, looked up: the step alone. */
function prepared(): StepContext['understand'] {
  const known = new Map<string, ReturnType<StepContext['understand']>>();
  return (text, context) => {
    const key = `${context.awaiting ?? ''} ${text}`;
    let reading = known.get(key);
    if (reading === undefined) {
      reading = understand(text, context);
      known.set(key, reading);
    }
    return reading;
  };
}

/** The limit: a flow declared as data, one synchronous step without repair, early answers, budget or migration. */
function plain(): () => number {
  interface Plain {
    at: number;
    slots: Record<string, string>;
  }
  const turn = (state: Plain, text: string): { state: Plain; say: string; open: boolean } => {
    const slot = SLOTS[state.at];
    if (slot === undefined) return { state, say: DONE, open: text === '对' };
    if (!VALID[slot](text)) return { state, say: REFUSE, open: false };
    const next = { at: state.at + 1, slots: { ...state.slots, [slot]: text } };
    const ask = SLOTS[next.at];
    return { state: next, say: ask === undefined ? CONFIRM : ASK[ask], open: false };
  };
  return () => {
    let stored = JSON.stringify({ at: 0, slots: {} });
    let opened = 0;
    for (const text of TURNS) {
      const result = turn(JSON.parse(stored) as Plain, text);
      stored = JSON.stringify(result.state);
      if (result.open) opened += 1;
    }
    return opened;
  };
}

function xstateForm() {
  const form = setup({
    types: {} as { context: { slots: Record<string, string> }; events: { type: 'say'; text: string } },
    guards: {
      valid: ({ event }, { slot }: { slot: SlotName }) => VALID[slot](event.text),
      agreed: ({ event }) => event.text === '对',
    },
    actions: {
      keep: assign({
        slots: ({ context, event }, { slot }: { slot: SlotName }) => ({ ...context.slots, [slot]: event.text }),
      }),
    },
  });
  const collect = (slot: SlotName, target: string) =>
    form.createStateConfig({
      on: {
        say: [
          { guard: { type: 'valid', params: { slot } }, target, actions: { type: 'keep', params: { slot } } },
          { target: slot },
        ],
      },
    });
  return form.createMachine({
    context: { slots: {} },
    initial: 'matter',
    states: {
      matter: collect('matter', 'house'),
      house: collect('house', 'phone'),
      phone: collect('phone', 'name'),
      name: collect('name', 'time'),
      time: collect('time', 'confirm'),
      confirm: { on: { say: { target: 'done', guard: 'agreed' } } },
      done: { type: 'final' },
    },
  });
}

/** xstate 5: an actor per turn, woken from its persisted snapshot. */
function xstate(): () => number {
  const machine = xstateForm();
  return () => {
    let stored: string | null = null;
    let opened = 0;
    for (const text of TURNS) {
      const snapshot = stored === null ? undefined : (JSON.parse(stored) as Snapshot<unknown>);
      const actor: Actor<typeof machine> = createActor(machine, snapshot === undefined ? {} : { snapshot });
      actor.start();
      actor.send({ type: 'say', text });
      stored = JSON.stringify(actor.getPersistedSnapshot());
      if (actor.getSnapshot().status === 'done') opened += 1;
      actor.stop();
    }
    return opened;
  };
}

class RepairDialog extends ComponentDialog {
  constructor(onOpen: () => void) {
    super('repair');
    for (const slot of SLOTS) {
      this.addDialog(
        new TextPrompt(slot, async ({ recognized }) => recognized.succeeded && VALID[slot](recognized.value ?? '')),
      );
    }
    this.addDialog(new TextPrompt('confirm'));
    this.addDialog(
      new WaterfallDialog<Record<string, string>>('form', [
        ...SLOTS.map((slot, index) => async (form: WaterfallStepContext<Record<string, string>>) => {
          const before = SLOTS[index - 1];
          if (before !== undefined) (form.options as Record<string, string>)[before] = form.result as string;
          return form.prompt(slot, { prompt: ASK[slot], retryPrompt: REFUSE });
        }),
        async (form) => form.prompt('confirm', { prompt: CONFIRM }),
        async (form) => {
          if (form.result === '对') onOpen();
          return form.endDialog();
        },
      ]),
    );
    this.initialDialogId = 'form';
  }
}

/** botbuilder-dialogs: waterfall and prompts, its own conversation state in MemoryStorage (JSON inside). */
function botbuilder(): () => Promise<number> {
  const state = new BotState(new MemoryStorage());
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  let opened = 0;
  dialogs.add(
    new RepairDialog(() => {
      opened += 1;
    }),
  );
  const adapter = new TestAdapter(async (context: TurnContext) => {
    const dialog = await dialogs.createContext(context);
    const result = await dialog.continueDialog();
    if (result.status === 'empty') await dialog.beginDialog('repair', {});
    await state.saveChanges(context);
  });
  let conversation = 0;
  return async () => {
    const before = opened;
    conversation += 1;
    const say = (text: string) =>
      adapter.processActivity({ type: 'message', text, conversation: { id: `c${conversation}` } } as Partial<Activity>);
    // Its first turn only starts the dialog and asks; the owner's seven messages follow.
    await say('报修');
    for (const text of TURNS) await say(text);
    return opened - before;
  };
}

function proven(name: string, result: number): void {
  if (result !== 1) throw new Error(`${name} opened ${result} tickets instead of one`);
}

/** Turns per second without I/O, everybody on the same seven-turn form in the same run (measured.md 2). */
export async function run({ smoke }: BenchOptions): Promise<Row[]> {
  const setting = { flows: benchFlows(), community: await benchCommunity() };
  const contenders: Readonly<Record<string, { talk: () => number | Promise<number>; turns: number; note?: string }>> = {
    'limit: plain declared flow, no repair': { talk: plain(), turns: 7 },
    'step: text already understood, state in memory': {
      talk: ours({ ...setting, understand: prepared(), carry: inMemory }),
      turns: 7,
      note: 'target 120,000',
    },
    'step: text already understood, state through JSON': {
      talk: ours({ ...setting, understand: prepared(), carry: throughJson }),
      turns: 7,
    },
    'step and understanding, state through JSON': {
      talk: ours({ ...setting, understand, carry: throughJson }),
      turns: 7,
    },
    'peer: xstate 5, actor per turn': { talk: xstate(), turns: 7 },
    'peer: botbuilder-dialogs, waterfall': { talk: botbuilder(), turns: 8 },
  };
  for (const [name, { talk }] of Object.entries(contenders)) proven(name, await talk());
  const cpu: Record<string, number[]> = {};
  const runs = Object.entries(contenders).map(([name, { talk, turns }]) => {
    const work = async (): Promise<void> => {
      for (let time = 0; time < 20; time += 1) {
        const result = talk();
        if (typeof result !== 'number') await result;
      }
    };
    const measure = async (): Promise<number> => {
      const before = process.cpuUsage();
      const start = performance.now();
      const perSecond = await rate(smoke ? 60 : 800, 20 * turns, work);
      const { user, system } = process.cpuUsage(before);
      const share = (user + system) / 1000 / (performance.now() - start);
      cpu[name] = [...(cpu[name] ?? []), perSecond / share];
      return perSecond;
    };
    return { name, work, measure };
  });
  for (const { work } of runs) await warm(work, smoke ? 0.05 : 2);
  const result = await interleave(Object.fromEntries(runs.map(({ name, measure }) => [name, measure])), smoke ? 1 : 5);
  const top = Object.values(result)[0]!;
  return Object.entries(result).map(([name, opsPerSecond]) => ({
    name,
    opsPerSecond,
    ratio: opsPerSecond / top,
    perCpuSecond: Math.round(median(cpu[name] ?? [])),
    ...(contenders[name]!.note === undefined ? {} : { note: contenders[name]!.note }),
  }));
}

/** Runs until so many seconds of processor time are spent: so much code takes the compiler a while, longer where others work too. */
async function warm(work: () => Promise<void>, seconds: number): Promise<void> {
  const spent = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const start = spent();
  while (spent() - start < seconds) await work();
}
