import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type EmbeddedMongo, startEmbeddedMongo } from '@shouwen/embedded-mongo';
import { openStore, type Store } from '../../src/store/index.ts';
import { open } from '../tickets/factories.ts';
import { noEffects } from './open.ts';
import { CROWD, crowded } from './tickets-crowd.ts';

const SCRIPT = fileURLToPath(new URL('./tickets-process.ts', import.meta.url));
const SLOW = 90_000;

interface Running {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly answer: Promise<unknown>;
}

function start(args: readonly string[]): Running {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', SCRIPT, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let text = '';
  let isReady = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  child.stdout!.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.includes('ready\n')) isReady();
  });
  const answer = new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      if (code === 0) resolve(JSON.parse(text.split('\n')[1]!));
      else reject(new Error(`process ended with ${code}: ${text}`));
    });
  });
  return { child, ready, answer };
}

/** Four processes that begin at the same moment. */
async function together(argsOf: (index: number) => readonly string[]): Promise<unknown[]> {
  const running = [0, 1, 2, 3].map((index) => start(argsOf(index)));
  await Promise.all(running.map(({ ready, answer }) => Promise.race([ready, answer])));
  for (const { child } of running) child.stdin!.end('go\n');
  return Promise.all(running.map(({ answer }) => answer));
}

describe('four processes on one store', () => {
  let dataDir: string;
  let server: EmbeddedMongo;
  let store: Store;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'shouwen-processes-'));
    server = await startEmbeddedMongo({ dataDir });
    store = await openStore({ mongodbUri: server.uri, dataDir, effects: noEffects() });
  });
  afterAll(async () => {
    await store.close();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test(
    'numbers are gapless: 4 × 50 tickets get 1 to 200, each once',
    async () => {
      const given = (await together((index) => [server.uri, 'numbers', `p${index}`, '50'])).flat() as number[];
      expect([...given].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    },
    SLOW,
  );

  test(
    'twenty claims on one ticket: one winner, nineteen told who it is, one state on every card',
    async () => {
      await store.tickets.insert(open({}, { id: 'wanted', community: crowded }));
      const before = (await store.tickets.load('main', 'wanted'))!;
      const results = (
        await together((index) => [server.uri, 'claim', ...CROWD.slice(index * 5, index * 5 + 5)])
      ).flat() as {
        userid: string;
        refused: string | null;
        text: string;
      }[];
      const winners = results.filter(({ refused }) => refused === null);
      expect(winners).toHaveLength(1);
      const winner = crowded.staff.find(({ userid }) => userid === winners[0]!.userid)!;
      const losers = results.filter(({ refused }) => refused !== null);
      expect(losers).toHaveLength(19);
      for (const { refused, text } of losers) {
        expect(refused).toBe('taken');
        expect(text).toContain(winner.name);
      }
      const after = (await store.tickets.load('main', 'wanted'))!;
      expect(after).toMatchObject({ state: 'accepted', assignee: winner.userid, version: before.version + 1 });
      const cards = after.pendingEffects.slice(before.pendingEffects.length).flatMap(({ effect }) => {
        const isCard = effect.kind === 'message.send' && effect.to === 'member' && effect.content.kind === 'card';
        return isCard ? [effect.content.state] : [];
      });
      expect(new Set(cards)).toEqual(new Set([`${winner.name}已接`]));
      const holders = after.cards.flatMap((card) => card.holders);
      expect(holders).toEqual(expect.arrayContaining(CROWD));
    },
    SLOW,
  );
});
