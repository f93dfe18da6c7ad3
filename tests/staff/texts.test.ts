import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEADLINE_KINDS } from '../../src/tickets/ticket.ts';
import { sampleCommunity } from '../sample-community.ts';

/** Every file of the room. */
function sources(folder = path.resolve('src/staff')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const found = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(found) : [readFileSync(found, 'utf8')];
  });
}

/** Names of sentences that the code writes down: `tell('…')`, also as one of two. */
function namesIn(text: string): string[] {
  const calls = [...text.matchAll(/(?:tell|worded|wordedForOwner|tellIn\([\w.]+\))\(\s*([^`]*?)(?:\)|, \{|,\s*\()/g)];
  return calls.flatMap(([, call]) => [...call!.matchAll(/'([a-z][\w.-]*)'/g)].map(([, name]) => name!));
}

describe('the sentences of the staff desk', () => {
  test('every one that the code says is there', async () => {
    const { staff: staffTexts } = (await sampleCommunity()).messages;
    const said = sources().flatMap(namesIn);
    expect(said.length).toBeGreaterThan(100);
    expect(said.filter((name) => staffTexts[name] === undefined)).toEqual([]);
  });

  test('every limit has a name', async () => {
    const { staff: staffTexts } = (await sampleCommunity()).messages;
    for (const kind of [...DEADLINE_KINDS, 'promise']) expect(staffTexts[`limit.${kind}`]).toBeDefined();
  });

  test('every one that is there is said', async () => {
    const { staff: staffTexts } = (await sampleCommunity()).messages;
    const code = sources().join('\n');
    const isSaid = (name: string) =>
      code.includes(`'${name}'`) ||
      // Names made of a part that is chosen: limit.<kind>, media.<type>, visit.<result>, detail.<field>, <step>.by-phone.
      /^(?:limit|media|visit|detail)\.|\.by-phone$/.test(name);
    expect(Object.keys(staffTexts).filter((name) => !isSaid(name))).toEqual([]);
  });

  test('R26, R27: none is rude, none says 不知道, every 您 is a 您', async () => {
    const { staff: staffTexts } = (await sampleCommunity()).messages;
    for (const [name, text] of Object.entries(staffTexts))
      expect([name, text]).toEqual([name, expect.not.stringMatching(/不知道|不清楚|你/)]);
  });
});
