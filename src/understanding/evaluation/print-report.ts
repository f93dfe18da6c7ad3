/** Prints a report for people. */
import { CATEGORIES } from '../../shared/index.ts';
import type { Report } from './evaluate.ts';

const show = (value: number | null, digits = 3) => (value === null ? '–' : value.toFixed(digits)).padStart(8);

/** The report as text for people. */
export function printReport(title: string, report: Report): string {
  const parts = [`== ${title}`];
  if (report.categories.lines > 0) parts.push(...printCategories(report));
  parts.push(...printAlarms(report));
  const { houses } = report;
  if (houses.lines > 0) {
    parts.push(
      `houses (${houses.lines} lines)  precision${show(houses.precision)}  recall${show(houses.recall)}  lines exact${show(houses.exact)}`,
    );
  }
  if (report.worst.length > 0) {
    parts.push('worst errors: label(alt) → answer, probability');
    for (const { label, alt, answer, probability, text } of report.worst) {
      parts.push(
        `  ${label}${alt === null ? '' : `(${alt})`} → ${answer} ${probability.toFixed(2)}  ${text.replaceAll('\n', '↵')}`,
      );
    }
  }
  return parts.join('\n');
}

function printCategories({ categories: figures }: Report): string[] {
  const lines = [`category (${figures.lines} lines)   lines precision  recall      F1`];
  for (const { category, lines: count, precision, recall, f1 } of figures.classes) {
    lines.push(`  ${category}            ${String(count).padStart(6)}  ${show(precision)}${show(recall)}${show(f1)}`);
  }
  lines.push(
    `macro-F1${show(figures.macroF1)}   top-2${show(figures.top2)}`,
    `accuracy strict${show(figures.strict)}   alt half${show(figures.halfTolerant)}   alt right${show(figures.tolerant)}`,
    `asks${show(figures.askRate)}   wrong when not asking${show(figures.errorWhenNotAsking)} (strict${show(figures.strictErrorWhenNotAsking)})`,
    `calibration error${show(figures.calibrationError)}`,
    `confusion (rows: label)  ${CATEGORIES.join('  ')}`,
  );
  for (const [at, row] of figures.confusion.entries()) {
    lines.push(`  ${CATEGORIES[at]}                 ${row.map((count) => String(count).padStart(6)).join('')}`);
  }
  return lines;
}

function printAlarms({ danger, urgency }: Report): string[] {
  const lines: string[] = [];
  if (danger.real + danger.harmless > 0) {
    lines.push(
      `danger (${danger.real} real, ${danger.harmless} harmless)  recall${show(danger.recall)} (with doubtful${show(danger.noticed)})  false alarms${show(danger.falseAlarms)}  doubtful${show(danger.doubtful)}`,
    );
  }
  if (urgency.lines > 0) {
    lines.push(
      `urgency (${urgency.lines} lines)  precision${show(urgency.precision)}  recall${show(urgency.recall)}  F1${show(urgency.f1)}`,
    );
  }
  return lines;
}
