import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSignedTokens } from '../../src/http/index.ts';
import { isSameText } from '../../src/http/signed-tokens.ts';

const secret = '0123456789abcdef';
let now = 1_795_400_000_000;
const tokens = createSignedTokens({ secret, now: () => now });
const subjects = fc.array(fc.option(fc.string({ unit: 'grapheme' })), { maxLength: 4 });
const purposes = fc.constantFrom('survey-page', 'session', 'login', 'export');

describe('what was signed is read back', () => {
  test('property: any subject, for its purpose, as long as it is good', () => {
    fc.assert(
      fc.property(subjects, purposes, fc.option(fc.integer({ min: 1, max: 1_000_000 })), (subject, purpose, life) => {
        const expiresAt = life === null ? null : now + life;
        const token = tokens.sign({ purpose, subject, expiresAt });
        expect(token).toMatch(/^[\w-]+\.[\w-]{24}$/);
        expect(tokens.verify(token, purpose)).toEqual({ purpose, subject, expiresAt });
        expect(tokens.sign({ purpose, subject, expiresAt })).toBe(token);
      }),
    );
  });

  test('links that were sent before this module existed are made and read the same', () => {
    const links: [string, (string | null)[]][] = [
      ['WyJtYWluIiwiNmYxYTljIixudWxsXQ.nyof1gTxIf6wVxkjGoFzgS6q', ['main', '6f1a9c', null]],
      ['WyJtYWluIiwiNmYxYTljIiwiaGUuamllZGFpIl0.qacYC7mx95dug8HEV5O1F0y_', ['main', '6f1a9c', 'he.jiedai']],
    ];
    for (const [link, subject] of links) {
      const claims = { purpose: 'survey-page', subject, expiresAt: null };
      expect(tokens.sign(claims)).toBe(link);
      expect(tokens.verify(link, 'survey-page')).toEqual(claims);
    }
  });
});

describe('what was not signed here for this purpose is nothing', () => {
  const token = tokens.sign({ purpose: 'session', subject: ['li.shifu'], expiresAt: null });
  const [body = '', signature = ''] = token.split('.');
  const another = Buffer.from('["wang.gong"]').toString('base64url');

  test('property: another purpose', () => {
    fc.assert(
      fc.property(subjects, purposes, purposes, (subject, made, wanted) => {
        fc.pre(made !== wanted);
        expect(tokens.verify(tokens.sign({ purpose: made, subject, expiresAt: null }), wanted)).toBeNull();
      }),
    );
  });

  test('property: any other text, and any token with one character changed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(tokens.verify(text, 'session')).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom('A', 'b', '0', '_', '.', '='), (at, sign) => {
        fc.pre(token[at] !== sign);
        expect(tokens.verify(token.slice(0, at) + sign + token.slice(at + 1), 'session')).toBeNull();
      }),
    );
  });

  test.each([
    [
      'another secret',
      createSignedTokens({ secret: 'other', now: () => now }).sign({
        purpose: 'session',
        subject: ['li.shifu'],
        expiresAt: null,
      }),
    ],
    ['another body', `${another}.${signature}`],
    ['no signature', body],
    ['an empty signature', `${body}.`],
    ['a cut signature', token.slice(0, -1)],
    ['more parts', `${token}.x`],
    ['padding', `${token}=`],
    ['nothing', ''],
    [
      'a session of the release before, whose signature was longer',
      'WyJsaS5zaGlmdSIsMTc5NTQ0MzIwMDAwMF0.Mapq_XxH-EHM_8f3CZf4Es6IckmsmN3rPJ2hDU-4fD8',
    ],
  ])('%s', (_name, forged) => {
    expect(tokens.verify(forged, 'session')).toBeNull();
  });

  test('the purpose cannot be moved into the secret', () => {
    const moved = createSignedTokens({ secret: `b:${secret}`, now: () => now });
    expect(tokens.verify(moved.sign({ purpose: 'a', subject: [], expiresAt: null }), 'a')).toBeNull();
  });
});

test('a token is good until its moment, and not at it', () => {
  const token = tokens.sign({ purpose: 'session', subject: ['li.shifu'], expiresAt: now + 1000 });
  now += 999;
  expect(tokens.verify(token, 'session')).not.toBeNull();
  now += 1;
  expect(tokens.verify(token, 'session')).toBeNull();
});

test('property: two texts are the same when they are equal', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(isSameText(one, other)).toBe(one === other);
      expect(isSameText(one, one)).toBe(true);
    }),
  );
});
