import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { choices, form, htmlPage, notice, textField } from '../../src/h5/components.ts';
import { html, raw } from '../../src/h5/html.ts';

const decode = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
/** Text with many of the characters that mean something in HTML. */
const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom(...'<>&"\'`=/ '), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
});

describe('html', () => {
  test('property: a value stays where it was put and reads back as it was, in text and in an attribute', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, text) => {
        const made = html`<p title="${title}">${text}</p>`.text;
        const [, attribute, inner] = /^<p title="([^"<>'`]*)">([^<>"'`]*)<\/p>$/.exec(made) ?? [];
        expect(decode(attribute ?? 'not matched')).toBe(title);
        expect(decode(inner ?? 'not matched')).toBe(text);
      }),
    );
  });

  test('property: HTML inside HTML is kept, at any depth, and is escaped once', () => {
    fc.assert(
      fc.property(hostile, fc.nat({ max: 5 }), (text, depth) => {
        let made = html`${text}`;
        const once = made.text;
        for (let level = 0; level < depth; level++) made = html`<b>${made}</b>`;
        expect(made.text).toBe(`${'<b>'.repeat(depth)}${once}${'</b>'.repeat(depth)}`);
      }),
    );
  });

  test('property: a list is its members one after the other, each escaped by itself', () => {
    fc.assert(
      fc.property(fc.array(hostile), (texts) => {
        expect(html`${texts}`.text).toBe(texts.map((text) => html`${text}`.text).join(''));
        expect(html`${texts.map((text) => html`<i>${text}</i>`)}`.text).toBe(
          texts.map((text) => html`<i>${text}</i>`.text).join(''),
        );
      }),
    );
  });

  test('numbers are shown, null and false are nothing, what is vouched for is kept', () => {
    expect(html`${0}|${7}|${null}|${false}|${raw('<br>')}`.text).toBe('0|7|||<br>');
  });

  test('text that only looks like HTML is text', () => {
    expect(html`${String(html`<b></b>`.text)}`.text).toBe('&#60;b&#62;&#60;/b&#62;');
  });

  test('a backslash in a template is a backslash', () => {
    expect(html`<p>a\\b</p>`.text).toBe('<p>a\\b</p>');
  });
});

describe('the pieces of a page', () => {
  const attack = '"><script>alert(1)</script>';
  const pieces = {
    page: htmlPage({ title: attack, body: attack }),
    notice: notice(attack, 'alert').text,
    choices: choices({ legend: attack, name: attack, options: [{ value: attack, text: attack }] }).text,
    field: textField({ label: attack, name: attack, required: true }).text,
    form: form({ what: attack, fields: [], send: attack }).text,
  };
  test.each(Object.entries(pieces))('%s holds no markup of its values', (_name, made) => {
    expect(made).not.toContain('<script');
    expect(made).not.toContain('"">');
    expect(made).toContain('&#60;script&#62;');
  });

  test('one is chosen by radio, several by checkbox, and nothing beforehand', () => {
    const options = [{ value: 'a', text: 'A' }];
    expect(choices({ legend: 'l', name: 'n', options }).text).toContain('type="radio"');
    const several = choices({ legend: 'l', name: 'n', options, several: true }).text;
    expect(several).toContain('type="checkbox"');
    expect(several).not.toContain('checked');
  });

  test('a field says that it must be filled in only where it must', () => {
    expect(textField({ label: 'l', name: 'n', required: true }).text).toMatch(/maxlength="500" required>/);
    expect(textField({ label: 'l', name: 'n' }).text).toMatch(/maxlength="500">/);
  });
});
