/** An ISO day, `2026-11-23`, as it is in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
