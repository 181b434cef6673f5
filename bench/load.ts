import { fork } from 'node:child_process';
import { type HttpSocket, httpSocket } from './http-socket.ts';
import { addressOf, person } from './people.ts';

/** What to send to one port of this machine, and for how long. */
export type Plan = {
  port: number;
  target: 'floor' | 'form' | 'api' | 'get';
  /** For `get`: the paths, taken in turn. */
  paths?: string[];
  key?: string;
  /** The cookie of somebody who is signed in, for the screens. */
  cookie?: string;
  connections: number;
  /** The first person's number; nobody is sent twice. */
  from: number;
  seconds: number;
  /** So many a second, whether or not the last one has been answered; without it, each connection asks again once answered. */
  rate?: number;
  /** Ends sooner after so many. */
  most?: number;
};

/** Milliseconds; `answered` are the people whose answer said that they are kept. */
export type Load = {
  answered: number[];
  refused: number;
  seconds: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  faults: string[];
};

/** Milliseconds that a plan may take beyond its time. */
const patience = 30_000;

/** Runs the plan in a process of its own. Throws where it does not come to an end. */
export async function load(plan: Plan): Promise<Load> {
  const child = fork(import.meta.filename, [JSON.stringify(plan)]);
  const tooLong = setTimeout(() => child.kill('SIGKILL'), plan.seconds * 1000 + patience);
  try {
    return await new Promise<Load>((done, refuse) => {
      child.once('message', (message) => done(message as Load));
      child.once('error', refuse);
      child.once('exit', (code) => refuse(new Error(`the load generator ended with ${code}`)));
    });
  } finally {
    clearTimeout(tooLong);
  }
}

function requestOf({ target, key, cookie, paths }: Plan, n: number): string {
  if (target === 'get')
    return head('GET', paths![n % paths!.length]!, [
      ...(key ? [`authorization: Bearer ${key}`] : []),
      ...(cookie ? ['accept: text/html', `cookie: ${cookie}`] : []),
    ]);
  const who = person(n);
  if (target === 'form') {
    const body = new URLSearchParams({ name: who.name, email: who.email, phone: who.phone, message: who.message }).toString();
    return post('/f/website', 'application/x-www-form-urlencoded', body, [
      'accept: text/html',
      `x-forwarded-for: ${addressOf(n)}`,
    ]);
  }
  const { message, ...from } = who;
  const body = JSON.stringify({ channel: 'website-form', from, asked: message });
  return target === 'api'
    ? post('/api/v1/enquiries', 'application/json', body, [`authorization: Bearer ${key}`])
    : post('/', 'application/json', body, []);
}

const head = (method: string, path: string, more: string[]) =>
  `${[`${method} ${path} HTTP/1.1`, 'host: localhost', 'user-agent: bench', ...more].join('\r\n')}\r\n\r\n`;
const post = (path: string, type: string, body: string, more: string[]) =>
  head('POST', path, [`content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`, ...more]) + body;

async function run(plan: Plan): Promise<Load> {
  const sockets = await Promise.all(Array.from({ length: plan.connections }, () => httpSocket(plan.port)));
  const times: number[] = [];
  const answered: number[] = [];
  const faults = new Set<string>();
  let refused = 0;
  let sent = 0;
  const started = performance.now();
  const ends = started + plan.seconds * 1000;
  const most = plan.most ?? Number.POSITIVE_INFINITY;

  /** False where the connection is lost. */
  async function ask(socket: HttpSocket, since: number): Promise<boolean> {
    const n = plan.from + sent++;
    const got = await socket.ask(requestOf(plan, n)).catch((error: Error) => error);
    if (got instanceof Error) {
      faults.add(got.message);
      return false;
    }
    const { status, body } = got;
    times.push(performance.now() - since);
    if (status >= 200 && status < 400) answered.push(n);
    else {
      refused++;
      if (faults.size < 3) faults.add(`${status} ${body.slice(0, 200)}`);
    }
    return true;
  }

  async function closed(socket: HttpSocket) {
    while (performance.now() < ends && sent < most && (await ask(socket, performance.now())));
  }

  /** Times count from when a request was to go, so that a server that stalls is not let off. */
  async function open(rate: number) {
    const free = [...sockets];
    const queue: number[] = [];
    const under = new Set<Promise<void>>();
    const next = () => {
      while (free.length > 0 && queue.length > 0) {
        const socket = free.pop()!;
        const going = ask(socket, queue.shift()!).then((isOpen) => {
          if (isOpen) free.push(socket);
          under.delete(going);
          next();
        });
        under.add(going);
      }
    };
    for (let due = started, planned = 0; due < ends && planned < most; due += 1000 / rate, planned++) {
      const wait = due - performance.now();
      if (wait > 0) await new Promise((go) => setTimeout(go, wait));
      queue.push(Math.max(due, started));
      next();
    }
    while (under.size > 0) await Promise.all(under);
  }

  if (plan.rate) await open(plan.rate);
  else await Promise.all(sockets.map(closed));
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.close();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    answered,
    refused,
    seconds,
    perSecond: answered.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    faults: [...faults],
  };
}

if (import.meta.main) {
  const result = await run(JSON.parse(process.argv[2]!) as Plan);
  process.send!(result, undefined, undefined, () => process.disconnect?.());
}
