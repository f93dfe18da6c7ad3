const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Milliseconds of a duration as config writes it: `30s`, `1.5h`, `7d` (operating contract, "Durations").
 * Throws a RangeError that names what is accepted.
 */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = match?.[2] === undefined ? undefined : UNITS[match[2]];
  if (match?.[1] === undefined || unit === undefined) {
    throw new RangeError(
      `"${text}" is not a duration; write a number and ms, s, m, h or d, for example "30s", "30m", "24h", "7d"`,
    );
  }
  return Math.round(Number(match[1]) * unit);
}
