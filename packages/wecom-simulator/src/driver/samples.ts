import type { Media } from '../media.ts';
import { words } from '../words.ts';

/** Small, valid files of each kind, for messages that only need to have one. */
export const SAMPLES: Readonly<Record<Media['type'], { name: string; contentType: string; bytes: Buffer }>> = {
  image: {
    name: 'photo.png',
    contentType: 'image/png',
    bytes: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  },
  voice: { name: 'voice.amr', contentType: 'audio/amr', bytes: Buffer.from('#!AMR\n<\x91\x17\x16\xbe', 'latin1') },
  video: {
    name: 'video.mp4',
    contentType: 'video/mp4',
    bytes: Buffer.from('\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom', 'latin1'),
  },
  file: { name: words.textFile.name, contentType: 'text/plain', bytes: Buffer.from(words.textFile.content) },
};
