import { makeSetUpLink } from '#work/people/make-set-up-link.ts';
import { type Asked, type Desk, type Halves, noWords } from './command.ts';

const patience = 10_000;
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Runs until a signal. What is under way then is finished within ten seconds; a second signal ends it at once. */
export async function runServer(halves: Halves, asked: Asked, { hands, paper }: Desk): Promise<number> {
  noWords(asked);
  const stopping = signalled();
  const { address, house, stop } = await hands.serve(hands.settings(), halves);
  const token = halves.web ? await makeSetUpLink(house.env) : null;
  const setUp = token && `${address}/setup/${token}`;
  const lines = [
    halves.web ? `Baton runs at ${address}` : 'The clock of Baton runs.',
    ...(setUp
      ? [`There is no team yet. Set it up here; the link works once: ${setUp}`, 'Or in a terminal: bin/baton setup --help']
      : []),
  ];
  if (asked.json) paper.out(JSON.stringify({ address: halves.web ? address : null, setUp }));
  else for (const line of lines) paper.out(line);
  await stopping;
  return stopWithin(stop, (sentence) => paper.err(sentence));
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of signals)
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
  });
}

async function stopWithin(stop: () => Promise<void>, say: (sentence: string) => void): Promise<number> {
  const timer = setTimeout(() => {
    say('Some work did not end within ten seconds. It is taken up again at the next start.');
    process.exit(1);
  }, patience);
  await stop();
  clearTimeout(timer);
  return 0;
}
