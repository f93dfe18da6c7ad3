import type { SlotParser } from './types.ts';

/** Photos come as media, never as words; words such as 没有照片 are the engine's skip. */
export const parsePhotos: SlotParser = () => null;
