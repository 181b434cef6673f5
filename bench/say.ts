import type { Capture } from './capture.ts';
import type { Reads, Time } from './reads.ts';
import type { Ticks } from './ticks.ts';
import type { Weight } from './weight.ts';

const whole = (value: number) => Math.round(value).toLocaleString('en');
const ms = (value: number) => (value < 10 ? value.toFixed(2) : whole(value));
const percent = (value: number) => `${Math.round(value * 100)} %`;
const times = (value: number) => `${value.toFixed(1)} ×`;

/** Columns as wide as what is in them, the first to the left. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(
    (row) =>
      `   ${row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('   ')}`,
  );
}

export function captureLines(title: string, capture: Capture): string[] {
  const { floorOne, floorGroup, form, api, form200, api200, floor200 } = capture;
  return [
    `${title}: the form keeps ${percent(capture.formToFloorOne)} of the one-transaction floor, the API ${percent(capture.apiToFloorOne)}`,
    ...table([
      ['', 'a second', 'of floor one', 'of floor group', 'p50 ms at 200/s', 'p99'],
      ['floor one: a transaction each', whole(floorOne), '', '', ms(floor200.p50), ms(floor200.p99)],
      ['floor group: transactions shared', whole(floorGroup), '', '', '', ''],
      [
        'POST /f/website',
        whole(form),
        percent(capture.formToFloorOne),
        percent(capture.formToFloorGroup),
        ms(form200.p50),
        ms(form200.p99),
      ],
      [
        'POST /api/v1/enquiries',
        whole(api),
        percent(capture.apiToFloorOne),
        percent(api / floorGroup),
        ms(api200.p50),
        ms(api200.p99),
      ],
    ]),
    `   ${whole(capture.answered)} answered, ${capture.missing} of them missing after the plug was pulled, ${capture.refused} refused`,
    ...(capture.bytesPerLead === null
      ? []
      : [`   ${whole(capture.bytesPerLead)} bytes of database per lead right after capture`]),
    ...capture.faults.map((fault) => `   fault: ${fault}`),
  ];
}

export function tickLines(title: string, ticks: readonly Ticks[], scans: readonly string[]): string[] {
  const names = { nothing: 'nothing due', looks: '100 leads to look at', letters: '100 letters to send' } as const;
  const ratio = (name: keyof typeof names) => ticks.at(-1)![name] / ticks[0]![name];
  return [
    `${title}: from ${whole(ticks[0]!.leads)} to ${whole(ticks.at(-1)!.leads)} leads a tick costs ${times(ratio('nothing'))} with nothing due, ${times(ratio('looks'))} with 100 looks, ${times(ratio('letters'))} with 100 letters`,
    ...table([
      ['ms a tick', ...ticks.map(({ leads }) => whole(leads)), 'ratio'],
      ...(Object.keys(names) as (keyof typeof names)[]).map((name) => [
        names[name],
        ...ticks.map((one) => ms(one[name])),
        times(ratio(name)),
      ]),
    ]),
    ...scans.map((scan) => `   reads a whole table: ${scan}`),
  ];
}

export function readLines(title: string, reads: readonly Reads[]): string[] {
  const [first, last] = [reads[0]!, reads.at(-1)!];
  const rowsOf = <Name extends string>(says: string, of: (one: Reads) => Record<Name, Time>) =>
    (Object.keys(of(first)) as Name[]).map((name) => [
      `${says} ${name}`,
      ...reads.map((one) => `${ms(of(one)[name].p50)} / ${ms(of(one)[name].p95)}`),
      times(of(last)[name].p95 / of(first)[name].p95),
    ]);
  const screens = rowsOf('screen', (one) => one.screens);
  return [
    `${title}: p95 from ${whole(first.leads)} to ${whole(last.leads)} leads ${screens.map((row) => `${row[0]!.slice(7)} ${row.at(-1)}`).join(', ')}`,
    ...table([
      ['p50 / p95 ms', ...reads.map(({ leads, open }) => `${whole(leads)} (${whole(open)} open)`), 'ratio of p95'],
      ...screens,
      ...rowsOf('API', (one) => one.api),
    ]),
    `   ${reads.map(({ bytesPerLead }) => whole(bytesPerLead)).join(', ')} bytes of database per lead with its life`,
  ];
}

export const weightLines = (title: string, weight: Weight): string[] => [
  `${title}: ${whole(weight.restMb)} MB resident ${weight.restAfterSeconds} s after start, /up after ${whole(weight.upMs)} ms`,
  ...table([
    ['resident MB at rest', whole(weight.restMb)],
    ['resident MB under load, at most', whole(weight.underLoadMb)],
    ['resident MB two seconds later', whole(weight.afterLoadMb)],
    ['ms to the first /up 200', whole(weight.upMs)],
    ['ms to the first page', whole(weight.pageMs)],
  ]),
  ...table([
    ['gzip KiB on first load', 'script', 'style', 'page'],
    ...Object.entries(weight.screens).map(([name, { script, style, page }]) => [name, kib(script), kib(style), kib(page)]),
  ]),
];

const kib = (bytes: number) => (bytes / 1024).toFixed(1);
