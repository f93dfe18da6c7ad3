/** A template tag for HTML that escapes every value which is not HTML already. */

/** Text that is safe as HTML: made by `html` or vouched for by `raw`. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, HTML is not, lists are joined, null and false are nothing. */
export type HtmlValue = Html | string | number | null | false | readonly HtmlValue[];

/**
 * HTML with its values escaped, for text and for attribute values between quotes.
 * A value must not stand inside a tag outside quotes, nor inside `<script>` or `<style>`.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(textOf)));
}

/** HTML from a source that is trusted, such as a constant. Never for what a person has written. */
export function raw(text: string): Html {
  return new Html(text);
}

function textOf(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return String(value).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
