import { containerBootstrap } from '@nlpjs/core';
import { LangZh } from '@nlpjs/lang-zh';
import { Nlp } from '@nlpjs/nlp';
import { readCorpus } from '../../src/understanding/cli/read-corpus.ts';
import { classify } from '../../src/understanding/model/classify.ts';
import { unpackModel } from '../../src/understanding/model/load-model.ts';
import { normalise } from '../../src/understanding/text/normalise.ts';
import type { CorpusLine } from '../../src/understanding/training/parse-corpus.ts';
import { createSeededRandom } from '../../src/understanding/training/seeded-random.ts';
import { prepare, trainModel } from '../../src/understanding/training/train-model.ts';
import { fillSlots } from '../../src/understanding/training/vary-message.ts';
import { understand } from '../../src/understanding/understand.ts';
import { type BenchOptions, interleave, median, type Row, rate } from './row.ts';

const context = { now: Date.UTC(2026, 10, 23, 6), timezone: 'Asia/Shanghai' };
const FOLDS = 5;
const PEER_LINES = 1_200;
const BATCH = 200;

/** Every fifth group of lines is kept back: the accuracy of both is measured on what neither has seen. */
function split(lines: readonly CorpusLine[]): { train: CorpusLine[]; trial: CorpusLine[] } {
  const groups = [...new Set(lines.map(({ group }) => group))];
  const held = new Set(groups.filter((_, at) => at % FOLDS === 0));
  const random = createSeededRandom(1);
  const filled = lines.map((line) => ({ ...line, text: fillSlots(line.text, random) }));
  return {
    train: filled.filter(({ group }) => !held.has(group)),
    trial: filled.filter(({ group }) => held.has(group)),
  };
}

async function trainPeer(lines: readonly CorpusLine[]) {
  const container = await containerBootstrap();
  container.use(LangZh);
  const nlp = new Nlp({
    container,
    languages: ['zh'],
    autoSave: false,
    autoLoad: false,
    nlu: { log: false, useNoneFeature: false },
  });
  for (const { text, category } of lines) nlp.addDocument('zh', text, category);
  await nlp.train();
  return nlp;
}

/** Takes lines evenly from the whole corpus. */
function thin(lines: readonly CorpusLine[], count: number): CorpusLine[] {
  const step = Math.max(1, lines.length / count);
  return Array.from({ length: Math.min(count, lines.length) }, (_, at) => lines[Math.floor(at * step)]!);
}

async function share(lines: readonly CorpusLine[], answer: (text: string) => string | Promise<string>) {
  let right = 0;
  for (const { text, category } of lines) right += (await answer(text)) === category ? 1 : 0;
  return Number((right / lines.length).toFixed(3));
}

/** Messages per second of wall clock and, as other work shares the machine, of processor time; and the accuracy on corpus lines kept back, beside nlp.js trained on the same lines. */
export async function run({ smoke }: BenchOptions): Promise<Row[]> {
  const { train, trial } = split(readCorpus());
  const lines = smoke ? thin(train, 300) : thin(train, PEER_LINES);
  const judged = smoke ? thin(trial, 60) : trial;
  const settings = { source: 'bench', temperature: 1, askBelow: 0 };
  const same = unpackModel(trainModel(prepare(lines), settings));
  const whole = smoke ? same : unpackModel(trainModel(prepare(train), settings));
  const peer = await trainPeer(lines);
  const byModel = (model: typeof same) => (text: string) => classify(model, normalise(text)).categories[0]![0];
  const byPeer = async (text: string) => (await peer.process('zh', text)).intent as string;
  const texts = thin(trial, BATCH).map(({ text }) => text);
  const ms = smoke ? 100 : 800;
  const cpu = new Map<string, number[]>();
  const measured = (name: string, batch: number, work: () => void | Promise<void>) => async () => {
    const [before, start] = [process.cpuUsage(), performance.now()];
    const perSecond = await rate(ms, batch, work);
    const { user, system } = process.cpuUsage(before);
    const share = (user + system) / 1_000 / (performance.now() - start);
    cpu.set(name, [...(cpu.get(name) ?? []), perSecond / share]);
    return perSecond;
  };
  const every = (name: string, work: (text: string) => unknown) => ({
    [name]: measured(name, texts.length, () => {
      for (const text of texts) work(text);
    }),
  });
  const peerName = 'peer: @nlpjs/lang-zh, intent';
  const speed = await interleave(
    {
      ...every('understand: everything', (text) => understand(text, context)),
      ...every('category and topic alone', (text) => classify(whole, normalise(text))),
      [peerName]: measured(peerName, 20, async () => {
        for (const text of texts.slice(0, 20)) await peer.process('zh', text);
      }),
    },
    smoke ? 1 : 5,
  );
  const [all, alone, other] = Object.entries(speed) as [[string, number], [string, number], [string, number]];
  const row = ([name, opsPerSecond]: [string, number], extra: object): Row => ({
    name,
    opsPerSecond,
    ratio: opsPerSecond / other[1],
    perCpuSecond: Math.round(median(cpu.get(name)!)),
    ...extra,
  });
  return [
    row(all, { target: 20_000 }),
    row(alone, {
      accuracy: await share(judged, byModel(whole)),
      trainedOn: train.length,
      accuracyOnPeerLines: await share(judged, byModel(same)),
    }),
    row(other, { accuracy: await share(judged, byPeer), trainedOn: lines.length }),
  ];
}
