import type { Counts } from '#store/counts.ts';

/** Ages are in seconds; null where nothing is known. */
export type Figures = { counts: Counts; oldestLetter: number; lastTick: number | null; requests: readonly [string, number][] };

type Sample = [labels: string, value: number];

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

const by = (label: string, counts: Record<string, number> | readonly [string, number][]): Sample[] =>
  (Array.isArray(counts) ? (counts as [string, number][]) : Object.entries(counts)).map(([value, count]) => [
    `{${label}="${value}"}`,
    count,
  ]);

/** Text format 0.0.4 of Prometheus (prometheus.io/docs/instrumenting/exposition_formats). */
export const metricsText = ({ counts, oldestLetter, lastTick, requests }: Figures): string =>
  [
    metric('baton_leads', 'gauge', 'Leads by state.', by('state', counts.leads)),
    metric('baton_leads_late', 'gauge', 'Leads whose answer is late.', [['', counts.late]]),
    metric('baton_arrivals', 'gauge', 'Arrivals by what became of them.', by('outcome', counts.arrivals)),
    metric('baton_outbox', 'gauge', 'Letters that are not settled, by state.', by('state', counts.outbox)),
    metric('baton_outbox_oldest_due_seconds', 'gauge', 'How long the oldest letter has been due.', [['', oldestLetter]]),
    metric('baton_clock_last_tick_seconds', 'gauge', 'How long ago the clock ticked.', lastTick === null ? [] : [['', lastTick]]),
    metric('baton_http_requests_total', 'counter', 'Requests answered, by class of status.', by('class', requests)),
    metric('process_resident_memory_bytes', 'gauge', 'Memory in use.', [['', process.memoryUsage.rss()]]),
    metric('process_uptime_seconds', 'gauge', 'How long this process runs.', [['', Math.round(process.uptime())]]),
  ].join('');
