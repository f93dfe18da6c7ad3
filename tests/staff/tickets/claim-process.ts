import { createInterface } from 'node:readline';
import { createStaffService, type StaffDeps } from '../../../src/staff/index.ts';
import { openStore } from '../../../src/store/index.ts';
import { createTicketDesk } from '../../../src/tickets/desk.ts';
import { createUnderstanding } from '../../../src/understanding/index.ts';
import { START } from '../world.ts';
import { claimersCommunity } from './claimers.ts';

const understanding = createUnderstanding();

/**
 * A process of the service that claims a ticket for several members at once: `claim-process URI TICKET_KEY NUMBER userid…`.
 * Says `ready`, waits for a line, then prints a JSON line with what each was answered.
 */
async function main([uri = '', key = '', number = '', ...userids]: string[]): Promise<void> {
  const store = await openStore({ mongodbUri: uri, dataDir: '' });
  const community = await claimersCommunity();
  const desk = createTicketDesk({
    tickets: store.tickets,
    numbers: store.ticketNumbers,
    community: () => community,
    now: () => START,
  });
  const staff = createStaffService({
    communities: () => [community],
    desk,
    tickets: store.tickets,
    followUp: { rain: async () => 0, recordVisit: async () => false },
    delivery: { enqueue: async () => {}, cardClicked: async () => {} },
    shifts: store.shifts,
    relays: store.relays,
    reports: store.reports,
    owners: store.owners,
    memory: store.memories,
    clock: { now: () => START },
    understanding,
    log: {
      error: ({ error }: { error: unknown }) => {
        throw error;
      },
    } as StaffDeps['log'],
  });
  process.stdout.write('ready\n');
  for await (const _ of createInterface({ input: process.stdin })) break;
  const answers = await Promise.all(
    userids.map(async (userid, index) => {
      const id = `claim-${userid}`;
      const base = { id, userid, via: 'app', at: START } as const;
      // Half of them by the button, half by words.
      const click = { kind: 'click', key, taskId: 't', responseCode: id } as const;
      const words = { kind: 'text', text: `接单 ${number}` } as const;
      const { lines } = await staff.handle({ ...base, message: index % 2 === 0 ? click : words });
      return [userid, lines.join('\n')];
    }),
  );
  process.stdout.write(`${JSON.stringify(answers)}\n`);
  await store.close();
  process.exit(0);
}

await main(process.argv.slice(2));
