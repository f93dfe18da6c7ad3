import path from 'node:path';
import { loadCompany } from '../config/index.ts';
import { defined } from '../shared/index.ts';
import type { Community } from '../tickets/index.ts';
import {
  ACTIONS,
  RELATIONS,
  STATE_NAMES,
  say,
  TICKET_STATES,
  TRANSITIONS,
  targetsOf,
  transitionTable,
} from '../tickets/index.ts';

const USAGE = `npm run transitions                what every action does in every state, and who may do it
npm run transitions -- --full      every state × action × role: the result or the refusal in words
npm run transitions -- --json      the same as JSON lines`;

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => !['--full', '--json'].includes(arg));
  if (unknown !== undefined) {
    console.error(USAGE);
    process.exit(1);
  }
  const root = path.join(import.meta.dirname, '../..');
  const shippedDir = path.join(root, 'config');
  const { company, problems } = await loadCompany(process.env.CONFIG_DIR ?? shippedDir, {
    env: process.env,
    shippedDir,
  });
  const community = [...(company?.communities.values() ?? [])][0];
  if (community === undefined) {
    console.error(`the configuration is not usable: ${problems[0]?.file} ${problems[0]?.message}`);
    process.exit(1);
  }
  if (args.includes('--json')) for (const cell of transitionTable(community)) console.log(JSON.stringify(cell));
  else if (args.includes('--full')) console.log(fullTable(community));
  else console.log(`${stateTable(community)}\n\n${roleTable(community)}`);
}

const STAYS = '·';

/** One line an action, one column a state: where it leads. */
function stateTable(community: Community): string {
  const head = ['', ...TICKET_STATES.map((state) => STATE_NAMES[state])];
  const rows = ACTIONS.map((action) => [
    say(community, `names.action-${action}`),
    ...TICKET_STATES.map((state) => {
      const names = targetsOf(action, state).map((to) => {
        if (to === 'before') return say(community, 'names.state-before');
        return to === state ? STAYS : STATE_NAMES[to];
      });
      return names.length === 0 ? '-' : names.join('/');
    }),
  ]);
  return `${say(community, 'names.table-states')}\n${align([head, ...rows])}`;
}

/** One line an action, one column a role: who may do it. */
function roleTable(community: Community): string {
  const head = ['', ...RELATIONS.map((relation) => say(community, `names.relation-${relation}`))];
  const rows = ACTIONS.map((action) => [
    say(community, `names.action-${action}`),
    ...RELATIONS.map((relation) => (TRANSITIONS[action].who.includes(relation) ? '✓' : '-')),
  ]);
  return `${say(community, 'names.table-roles')}\n${align([head, ...rows])}`;
}

function fullTable(community: Community): string {
  const rows = transitionTable(community).map(({ state, action, relation, to, refusal }) => [
    STATE_NAMES[state],
    say(community, `names.action-${action}`),
    say(community, `names.relation-${relation}`),
    refusal === null
      ? `→ ${to.map((one) => (one === 'before' ? say(community, 'names.state-before') : STATE_NAMES[one])).join('/')}`
      : `✗ ${refusal}`,
  ]);
  return align(rows);
}

/** Han characters take two columns of a terminal. */
const widthOf = (text: string) => [...text].reduce((sum, char) => sum + (/[^\x20-\x7e·✓→✗]/u.test(char) ? 2 : 1), 0);

function align(rows: readonly (readonly string[])[]): string {
  const widths = defined(rows[0]).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => `${cell}${' '.repeat(widths[column]! - widthOf(cell))}`).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

await main(process.argv.slice(2));
