type Entry = { readonly id: string; readonly words: readonly (readonly string[])[] };

/** A question that only this entry answers: one of its sets of words that no earlier entry takes first. */
export function isAnswerable(entry: Entry, all: readonly Entry[]): string {
  const first = (question: string) =>
    all.find((one) => one.words.some((set) => set.every((word) => question.includes(word))));
  const question = entry.words.map((set) => `请问${set.join('')}呢`).find((one) => first(one) === entry);
  if (question === undefined)
    throw new Error(`${entry.id} can never be the answer: earlier entries take all its words`);
  return question;
}
