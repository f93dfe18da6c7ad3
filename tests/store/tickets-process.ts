/** A process of its own for tickets-processes.test.ts: takes numbers or claims a ticket, and prints what it got as JSON. */
import { createManualClock } from '@shouwen/wecom-simulator';
import { openStore } from '../../src/store/index.ts';
import { createTicketService } from '../../src/tickets/service.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import { communitiesOf } from '../support/communities.ts';
import { member, NOON } from '../tickets/factories.ts';
import { noEffects } from './open.ts';
import { crowded } from './tickets-crowd.ts';

const [uri, task, ...rest] = process.argv.slice(2) as [string, string, ...string[]];
const store = await openStore({ mongodbUri: uri, dataDir: '', timeoutMs: 20_000, effects: noEffects() });
// Everybody is ready before anybody begins: the parent says when.
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
process.stdin.unref();

async function takeNumbers(prefix: string, count: number): Promise<number[]> {
  const ask = (index: number) =>
    store.ticketNumbers.next({ community: 'main', category: '报修', day: '261124', ticketId: `${prefix}-${index}` });
  return Promise.all(Array.from({ length: count }, (_, index) => ask(index)));
}

async function claim(userids: readonly string[]) {
  const tickets = createTicketService({
    tickets: store.tickets,
    numbers: store.ticketNumbers,
    delivery: { enqueue: async () => {} },
    communities: communitiesOf(crowded),
    clock: createManualClock(NOON + 60_000),
    metrics: { tickets: { inc: () => {} } },
  });
  const results = userids.map(async (userid) => {
    const actor = member(userid, crowded);
    const result = await tickets.act({ community: 'main', ticketId: 'wanted', action: { kind: 'accept' }, actor });
    return isRefusal(result) ? { userid, ...result } : { userid, refused: null, text: '' };
  });
  return Promise.all(results);
}

const answer = task === 'numbers' ? await takeNumbers(rest[0]!, Number(rest[1])) : await claim(rest);
process.stdout.write(`${JSON.stringify(answer)}\n`);
await store.close();
