/** `npm run train`: cross-validates, calibrates and writes the category model and the danger classifier. */
import { readFileSync, writeFileSync } from 'node:fs';
import { MODEL_URL } from '../model/load-model.ts';
import { calibrate } from '../training/calibrate.ts';
import { crossValidate, type Trial } from '../training/cross-validate.ts';
import { parseCorpus } from '../training/parse-corpus.ts';
import { prepare, trainModel } from '../training/train-model.ts';
import { readCorpus, sourceChecksum } from './read-corpus.ts';
import { writeDangerClassifier } from './train-danger.ts';

const FOLDS = 5;

function correctionFiles(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => (args[at - 1] === '--corrections' ? [arg] : []));
}

function report(trials: readonly Trial[], showErrors: boolean): void {
  const right = trials.filter(({ category, answer }) => answer.category === category);
  const topics = right.filter(({ topic, answer }) => topic === null || answer.topic === topic);
  const share = (count: number) => ((100 * count) / trials.length).toFixed(1);
  console.log(`cross-validation: category ${share(right.length)} %, category and topic ${share(topics.length)} %`);
  if (!showErrors) return;
  for (const { text, category, topic, answer } of trials) {
    if (answer.category !== category) console.log(`${category}/${topic} → ${answer.category}/${answer.topic}  ${text}`);
  }
}

const args = process.argv.slice(2);
const extra = correctionFiles(args).flatMap((file) => parseCorpus(file, readFileSync(file, 'utf8')));
const lines = [...readCorpus(), ...extra];
const prepared = prepare(lines);
console.log(`${lines.length} lines, ${prepared.pairs.length} classes`);
const trials = crossValidate(prepared, FOLDS);
report(trials, args.includes('--errors'));
const calibration = calibrate(trials);
console.log(`temperature ${calibration.temperature}, asks below ${calibration.askBelow}`);
const model = trainModel(prepared, { source: sourceChecksum(lines), ...calibration });
const text = `${JSON.stringify(model)}\n`;
writeFileSync(MODEL_URL, text);
console.log(`${MODEL_URL.pathname}: ${(text.length / 1024).toFixed(0)} KB`);
console.log(writeDangerClassifier(lines));
