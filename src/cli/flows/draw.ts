import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRAWINGS_DIR, renderDrawings } from './drawings.ts';
import { flowsOrExit } from './setting.ts';

/** `flows -- draw`: writes every drawing and takes away those of flows that are gone. */
export async function drawFlows(): Promise<boolean> {
  const files = await renderDrawings(flowsOrExit());
  mkdirSync(DRAWINGS_DIR, { recursive: true });
  for (const name of readdirSync(DRAWINGS_DIR)) if (!files.has(name)) rmSync(join(DRAWINGS_DIR, name));
  for (const [name, text] of files) writeFileSync(join(DRAWINGS_DIR, name), text);
  console.log(`${files.size} files in ${DRAWINGS_DIR}`);
  return true;
}
