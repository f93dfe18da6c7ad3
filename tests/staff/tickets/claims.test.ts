import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { type EmbeddedMongo, startEmbeddedMongo } from '@shouwen/embedded-mongo';
import { openStore } from '../../../src/store/index.ts';
import { cardKey } from '../../../src/tickets/card.ts';
import { createTicketDesk } from '../../../src/tickets/desk.ts';
import { makeDraft, START, short } from '../world.ts';
import { CLAIMERS, claimersCommunity } from './claimers.ts';

const PROCESSES = 4;

let server: EmbeddedMongo | null = null;
let folder = '';
const children: ChildProcessByStdio<Writable, Readable, null>[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process that has connected and waits for the word to go. */
async function startClaimer(args: readonly string[]) {
  const script = fileURLToPath(new URL('./claim-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    go: () => child.stdin.end('go\n'),
    answers: async () => JSON.parse((await lines.next()).value) as [string, string][],
  };
}

test('twenty claims at once over four processes: one winner, nineteen are told who, one card for everybody', async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwen-claims-'));
  server = await startEmbeddedMongo({ dataDir: folder });
  const uri = `${server.uri.replace(/\/$/, '')}/claims`;
  const store = await openStore({ mongodbUri: uri, dataDir: '' });
  const community = await claimersCommunity();
  const desk = createTicketDesk({
    tickets: store.tickets,
    numbers: store.ticketNumbers,
    community: () => community,
    now: () => START,
  });
  const { ticket } = await desk.open(makeDraft(), 'claimed');
  const holders = ticket.cards.find(({ cardId }) => cardId.endsWith('-work'))!.holders;
  expect(holders).toEqual(expect.arrayContaining(CLAIMERS));

  const shares = Array.from({ length: PROCESSES }, (_, place) =>
    CLAIMERS.filter((_userid, index) => index % PROCESSES === place),
  );
  const key = cardKey('accept', ticket._id);
  const claimers = await Promise.all(shares.map((share) => startClaimer([uri, key, short(ticket), ...share])));
  for (const claimer of claimers) claimer.go();
  const answers = (await Promise.all(claimers.map((claimer) => claimer.answers()))).flat();

  const after = (await store.tickets.load('main', ticket._id))!;
  const winner = community.staff.find(({ userid }) => userid === after.assignee)!;
  expect(CLAIMERS).toContain(winner.userid);
  expect(answers).toHaveLength(20);
  const told = answers.filter(([userid]) => userid !== winner.userid);
  expect(answers.find(([userid]) => userid === winner.userid)![1]).toContain(`已接单 ${ticket.number}`);
  expect(told.map(([, text]) => text)).toEqual(Array(19).fill(expect.stringContaining(`已由${winner.name}接单`)));
  expect(after.timeline.filter(({ action }) => action === 'accept').map(({ by }) => by)).toEqual([winner.userid]);

  // Everybody who has the card is shown the same: who has it; only he can press something.
  const shown = new Map<string, { state: string | undefined; buttons: number }>();
  for (const { effect } of after.owed) {
    if (effect.kind !== 'update-card' || !effect.cardId.endsWith('-work')) continue;
    for (const userid of effect.userids) {
      expect(shown.has(userid)).toBe(false);
      shown.set(userid, { state: effect.content.state, buttons: effect.content.buttons.length });
    }
  }
  expect([...shown.keys()].sort()).toEqual([...holders].sort());
  for (const [userid, card] of shown) {
    expect(card.state).toBe(`${winner.name}已接`);
    expect(card.buttons > 0).toBe(userid === winner.userid);
  }
  await store.close();
}, 120_000);
