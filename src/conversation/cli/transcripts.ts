/** `flows -- transcripts`. */
export async function writeTranscripts(): Promise<boolean> {
  return true;
}
