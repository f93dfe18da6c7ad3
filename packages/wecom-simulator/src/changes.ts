import type { Chat } from './chats.ts';

/** Tells listeners that something changed; everything that waits or redraws is driven by it. */
export interface Changes {
  /** Reports a change; `chat` when a line of it was added or changed. */
  changed(chat?: Chat): void;
  /** Calls `listener` on every change; the answer removes it. */
  onChange(listener: (chat: Chat | undefined) => void): () => void;
  /** Reports that chats, logs and faults were emptied. */
  wasReset(): void;
  /** Calls `listener` on every reset; the answer removes it. */
  onReset(listener: () => void): () => void;
}

/** Changes without listeners. */
export function createChanges(): Changes {
  const listeners = new Set<(chat: Chat | undefined) => void>();
  const resetListeners = new Set<() => void>();
  return {
    changed(chat) {
      for (const listener of [...listeners]) listener(chat);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    wasReset() {
      for (const listener of resetListeners) listener();
    },
    onReset(listener) {
      resetListeners.add(listener);
      return () => void resetListeners.delete(listener);
    },
  };
}
