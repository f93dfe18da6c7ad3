import { CATEGORIES } from '../../shared/category.ts';
import type { Trial } from './cross-validate.ts';
import type { Calibration } from './train-model.ts';

/** Of the answers given without asking, so many may be wrong (issue: at most 3 in a hundred). */
const WRONG_AT_MOST = 0.02;
/** More than so many are not asked about, whatever the error: an owner who is asked each time goes away. */
const ASK_AT_MOST = 0.1;

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
    loss -= Math.log(Math.max(1e-9, soften(probabilities, temperature)[at]!));
  }
  return loss / trials.length;
}

/** The temperature with the least surprise, and the smallest threshold that keeps the error within limits. */
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
  for (const [asked, { top, right }] of tops.entries()) {
    if (wrong / (tops.length - asked) <= WRONG_AT_MOST || asked / tops.length >= ASK_AT_MOST) return Number(top.toFixed(3));
    if (!right) wrong -= 1;
  }
  return 0.9;
}
