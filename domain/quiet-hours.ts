/** Until when a member's quiet hours last, or null where they do not hold at this moment. They may run over midnight. */
export function quietUntil({ from, until }: { from: string; until: string }, now: number, zone: string): number | null {
  const moment = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  for (const day of [moment.toPlainDate().subtract({ days: 1 }), moment.toPlainDate()]) {
    const at = (time: string, on = day) => on.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    const end = until > from ? at(until) : at(until, day.add({ days: 1 }));
    if (at(from) <= now && now < end) return end;
  }
  return null;
}
