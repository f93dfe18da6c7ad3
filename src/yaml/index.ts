/** The public door of this room. */
export { type DaySpan, daySpan, duration } from './duration-schema.ts';
export { formatProblem, type Problem } from './problem.ts';
export { checkSource } from './schema-problems.ts';
export { watchFolder } from './watch-folder.ts';
export { layered, readYamlSource, type YamlSource } from './yaml-source.ts';
