const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** The text with its references replaced, and the variables that were unset and had no default. */
export interface Expanded {
  readonly text: string;
  readonly missing: readonly string[];
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` from the environment (operating contract, "Environment").
 * As in a shell, an empty variable takes the default too.
 */
export function expandVariables(text: string, env: Readonly<Record<string, string | undefined>>): Expanded {
  const missing: string[] = [];
  const expanded = text.replace(REFERENCE, (reference, name: string, fallback: string | undefined) => {
    const value = env[name];
    if (value !== undefined && (value !== '' || fallback === undefined)) return value;
    if (fallback !== undefined) return fallback;
    missing.push(name);
    return reference;
  });
  return { text: expanded, missing };
}
