/** Calibrates the model on cross-validation: its temperature, and when to ask instead of guessing. */
import { CATEGORIES } from '../../shared/index.ts';
import type { Trial } from './cross-validate.ts';
import type { Calibration } from './train-model.ts';

/** A wrong guess costs an owner as much as so many questions: they have to notice it, to say so, and to wait for the right people. */
const WRONG_COST = 4;

/** The probabilities at another temperature. */
export function soften(probabilities: readonly number[], temperature: number): number[] {
  const powers = probabilities.map((p) => Math.max(p, 1e-9) ** (1 / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function logLoss(trials: readonly Trial[], temperature: number): number {
  let loss = 0;
  for (const { probabilities, category } of trials) {
    const at = (CATEGORIES as readonly string[]).indexOf(category);
    loss -= Math.log(Math.max(1e-9, soften(probabilities, temperature)[at] ?? 0));
  }
  return loss / trials.length;
}

/** The temperature with the least log-loss, and the probability below which asking costs owners less than guessing. */
export function calibrate(trials: readonly Trial[]): Calibration {
  let temperature = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let tried = 0.4; tried <= 2.5; tried += 0.05) {
    const loss = logLoss(trials, tried);
    if (loss < least) [least, temperature] = [loss, Number(tried.toFixed(2))];
  }
  return { temperature, askBelow: chooseThreshold(trials, temperature) };
}

function chooseThreshold(trials: readonly Trial[], temperature: number): number {
  const tops = trials
    .map(({ probabilities, category, answer }) => ({
      top: Math.max(...soften(probabilities, temperature)),
      right: answer.category === category,
    }))
    .sort((a, b) => a.top - b.top);
  let wrong = tops.filter(({ right }) => !right).length;
  let best = { cost: Number.POSITIVE_INFINITY, threshold: 0 };
  for (const [asked, { top, right }] of tops.entries()) {
    const cost = asked + WRONG_COST * wrong;
    if (cost < best.cost) best = { cost, threshold: top };
    if (!right) wrong -= 1;
  }
  return Number(best.threshold.toFixed(3));
}
