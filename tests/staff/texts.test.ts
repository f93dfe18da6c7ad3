import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { tellIn } from '../../src/staff/tell.ts';
import { sampleCommunity } from '../sample-community.ts';

const community = await sampleCommunity();
const sentences = Object.entries(community.messages.staff);

/** Every file of the room but the declaration of the catalogue. */
function sources(folder = path.resolve('src/staff')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const found = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'config' ? [] : sources(found);
    return [readFileSync(found, 'utf8')];
  });
}

describe('messages/staff.yaml', () => {
  test('every sentence is used', () => {
    const code = sources().join('\n');
    const isUsed = (name: string) =>
      code.includes(`'${name}'`) ||
      // Names made of a part that is chosen: limit.<kind>, media.<type>, visit.<result>, detail.<field>.
      /^(?:limit|media|visit|detail)\./.test(name);
    expect(sentences.map(([name]) => name).filter((name) => !isUsed(name))).toEqual([]);
  });

  test('R26, R27: none is rude, none says 不知道, every 您 is a 您', () => {
    for (const [name, text] of sentences)
      expect([name, text]).toEqual([name, expect.not.stringMatching(/不知道|不清楚|你/)]);
  });

  test('values that a caller knows of every sentence are filled in, and a given value wins', () => {
    const tell = tellIn(community, { number: 'BX261124-007' });
    expect(tell('noted')).toContain('BX261124-007');
    expect(tell('noted', { number: 'BX261124-008' })).toContain('BX261124-008');
    expect(tell('shift.signed-by')).not.toContain('{name}');
  });
});
