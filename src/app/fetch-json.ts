const TIMEOUT_MS = 10_000;

/** The JSON behind an HTTP address. Rejects when it does not answer in time, or not with 2xx and JSON. */
export async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
