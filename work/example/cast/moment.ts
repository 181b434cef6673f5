/** So many days after Friday 20 November 2026, at that time in London, where winter time is UTC. */
export function moment(days: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Date.UTC(2026, 10, 20 + days, hours, minutes);
}
