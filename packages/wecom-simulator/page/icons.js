import { icon } from './dom.js';

/** The icons of the page, made afresh each time. */
export const ICONS = {
  plus: () => icon('M12 5v14M5 12h14'),
  send: () => icon('M4 12l16-8-6 16-3-7-7-1z'),
  photo: () => icon('M4 6h16v12H4zM4 15l4-4 4 4 3-3 5 4', 'M15.5 9.5h.01'),
  camera: () => icon('M4 8h3l1.5-2h7L17 8h3v11H4z', 'M12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6z'),
  voice: () =>
    icon(
      'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z',
      'M6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20',
    ),
  video: () => icon('M4 7h11v10H4zM15 11l5-3v8l-5-3'),
  place: () =>
    icon(
      'M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z',
      'M12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
    ),
  smile: () => icon('M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z', 'M9 14s1 1.5 3 1.5 3-1.5 3-1.5M9.2 10h.01M14.8 10h.01'),
  enter: () => icon('M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v2h-2zM14 18h2v2h-2zM18 18h2v2h-2z'),
  headset: () => icon('M5 14v-2a7 7 0 0 1 14 0v2M5 13h3v5H5zM16 13h3v5h-3zM17.5 18c0 1.5-2 2.5-4.5 2.5'),
  reset: () => icon('M5 12a7 7 0 1 0 2.5-5.4M5 4v4h4'),
  tools: () =>
    icon(
      'M4 7h10M18 7h2M4 12h3M11 12h9M4 17h8M16 17h4',
      'M16 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM14 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
    ),
  close: () => icon('M6 6l12 12M18 6L6 18'),
  check: () => icon('M5 12.5l4.5 4.5L19 7.5'),
  file: () => icon('M7 3h7l4 4v14H7zM14 3v4h4'),
  play: () => icon('M8 5l11 7-11 7z'),
};
