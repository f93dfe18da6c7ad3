import { type Doc, doc, isDoc, type Value } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { planAggregate } from './aggregate.ts';
import { args } from './args.ts';
import { executionStats, explainPipeline, explainSearch, withServer } from './explain-plan.ts';
import { collectionName } from './namespace.ts';
import { commandVars, prepare, type Search } from './search.ts';

/** Where each command that can be explained keeps its search. */
const searches: Record<string, (command: Doc) => { filter: Value | undefined; sort?: Value; hint?: Value }> = {
  find: (c) => searchOf(c, 'filter'),
  count: (c) => searchOf(c, 'query'),
  distinct: (c) => searchOf(c, 'query'),
  findAndModify: (c) => searchOf(c, 'query'),
  findandmodify: (c) => searchOf(c, 'query'),
  update: (c) => searchOf(first(c.get('updates')), 'q'),
  delete: (c) => searchOf(first(c.get('deletes')), 'q'),
};

function searchOf(d: Doc, filter: string): { filter: Value | undefined; sort?: Value; hint?: Value } {
  const found: { filter: Value | undefined; sort?: Value; hint?: Value } = { filter: d.get(filter) };
  const [sort, hint] = [d.get('sort'), d.get('hint')];
  if (sort !== undefined) found.sort = sort;
  if (hint !== undefined) found.hint = hint;
  return found;
}

function first(statements: Value | undefined): Doc {
  const d = Array.isArray(statements) ? statements[0] : undefined;
  return isDoc(d) ? d : fail(9, 'explained write batches must be of size 1');
}

/** The `explain` command: which index a command would read, and with `executionStats` how much. */
export const explain: Command = (cx) => {
  const a = args('explain', cx.command, ['explain', 'verbosity']);
  const verbosity = a.optionalString('verbosity') ?? 'allPlansExecution';
  if (!['queryPlanner', 'executionStats', 'allPlansExecution'].includes(verbosity))
    fail(2, `Enumeration value '${verbosity}' for field 'explain.verbosity' is not a valid value.`);
  const command = a.doc('explain');
  const name = command.keys().next().value ?? '';
  const inner: CommandContext = { ...cx, name, command };
  if (name === 'aggregate') return explainPipeline(inner, planAggregate(inner).planned);
  const read = Object.hasOwn(searches, name) ? searches[name] : undefined;
  if (!read) return fail(59, `Explain failed due to unknown command: ${name}`);
  return explainOne(inner, read(command), verbosity !== 'queryPlanner');
};

function explainOne(cx: CommandContext, s: ReturnType<typeof searchOf>, withStats: boolean): Doc {
  const filter = parseFilter(isDoc(s.filter) ? s.filter : doc({}), { vars: commandVars(cx) });
  const c = cx.engine.catalog.find(cx.db, collectionName(cx));
  const search: Search = { ...s, filter };
  const prepared = c && !c.view ? prepare(c, search) : undefined;
  const answer = explainSearch(cx, c, prepared);
  if (withStats) answer.set('executionStats', executionStats(cx, c, prepared));
  return withServer(cx, answer);
}
