/**
 * One catalogue from several layers, nearest first: the company's own file above the shipped one. Sections are merged key by
 * key; anything else is taken whole from the nearest layer that has it.
 */
export function mergeLayers(layers: readonly unknown[]): unknown {
  const [nearest, ...others] = layers.filter((layer) => layer !== undefined);
  if (others.length === 0 || !isSection(nearest)) return nearest;
  const sections = [nearest, ...others].filter(isSection);
  const keys = [...new Set(sections.toReversed().flatMap((section) => Object.keys(section)))];
  const at = (key: string) => sections.map((section) => (Object.hasOwn(section, key) ? section[key] : undefined));
  return Object.fromEntries(keys.map((key) => [key, mergeLayers(at(key))]));
}

type Section = Readonly<Record<string, unknown>>;

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
