/** `flows -- draw`. */
export async function drawFlows(): Promise<boolean> {
  return true;
}
