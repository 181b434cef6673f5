import { Agent, request } from 'node:http';
import { sign, verify } from '#work/running/secret.ts';

/** How what they say reaches Baton. */
export type Way = 'form' | 'form by script' | 'keyed' | 'named' | 'bare' | 'again' | 'addition' | 'reply';

/** One thing that was said, with a mark in its text by which it is found again. */
export type Said = {
  mark: string;
  way: Way;
  person: number;
  method: 'POST';
  path: string;
  headers: Record<string, string>;
  body: string;
  /** How often it was sent without an answer. */
  unanswered: number;
  /** What was answered; only then is it promised. */
  answer: { status: number; arrivalId: string | null; lead: number | null } | null;
};

type Answer = { status: number; body: string; location: string };

export type Customers = {
  /** Everything that was ever sent, by its mark. */
  said: Map<string, Said>;
  /** Answers that were no 2xx or 303, by status; a 503 is sent again. */
  refused: Map<number, number>;
  /** Answers that nobody should get, with what they said. */
  faults: string[];
  /** What was sent and has not been answered yet. */
  owed(): Said[];
  /** How many answers were good so far. */
  answered(): number;
  /** Sends from so many connections until told to stop, or until it cannot connect any more. */
  load(crowd: Crowd): Load;
  /** Sends everything again that was not answered. Rejects when some of it is still refused after many tries. */
  settle(port: number): Promise<void>;
};

type Crowd = { port: number | readonly number[]; connections: number; pause: number };
export type Load = {
  /** After what is under way is answered or lost. */
  stop(): Promise<void>;
};

type Options = { key: string; secret: string; chance: () => number; prefix?: string };

/** Nobody goes on writing for longer, should a test forget to tell them to stop. Milliseconds. */
const longest = 60_000;

const form = 'application/x-www-form-urlencoded';

/** People who write by the form and by the API, come back, send the same once more, and are answered by a member. */
export function customers({ key, secret, chance, prefix = 'm' }: Options): Customers {
  const said = new Map<string, Said>();
  const refused = new Map<number, number>();
  const faults: string[] = [];
  const pending = new Set<Said>();
  /** Those who can be written to, with the number of their lead. */
  const known: { person: number; lead: number }[] = [];
  const written: Said[] = [];
  let count = 0;
  let answered = 0;

  const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];
  const emailOf = (n: number) => `${prefix}${n}@people.example`;
  const phoneOf = (n: number) => `+4474${String(10_000_000 + n)}`;
  const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  /** Every third leaves an address, so that not everybody is written to. */
  const hasEmail = (n: number) => n % 3 === 0;

  function compose(way: Way, person: number, text: string): Pick<Said, 'path' | 'headers' | 'body'> {
    const from = {
      name: `Person ${prefix}${person}`,
      phone: phoneOf(person),
      ...(hasEmail(person) ? { email: emailOf(person) } : {}),
    };
    const from_ = { 'x-forwarded-for': addressOf(person) };
    if (way === 'form' || way === 'form by script' || way === 'again') {
      const fields = { ...from, message: text, ...(person % 11 === 0 ? { urgent: 'yes' } : {}) };
      const accept = way === 'form' ? 'text/html' : 'application/json';
      return {
        path: '/f/website',
        headers: { ...from_, accept, 'content-type': form },
        body: new URLSearchParams(fields).toString(),
      };
    }
    const channel = way === 'bare' ? 'phone' : way === 'named' ? 'email' : 'website-form';
    return {
      path: '/api/v1/enquiries',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(way === 'keyed' ? { 'idempotency-key': text } : {}),
      },
      body: JSON.stringify({ channel, from, asked: text, ...(way === 'named' ? { externalId: text } : {}) }),
    };
  }

  /** What is said next; the same thing twice is no new one. */
  function next(): Said {
    const dice = chance();
    const old = oneOf(written);
    if (old && dice < 0.06) return old;
    const mark = `${prefix}-${++count}.`;
    const add = (way: Way, person: number, request: Pick<Said, 'path' | 'headers' | 'body'>): Said => {
      const one: Said = { mark, way, person, method: 'POST', unanswered: 0, answer: null, ...request };
      said.set(mark, one);
      return one;
    };
    const lead = oneOf(known);
    if (lead && dice < 0.16)
      return add('reply', lead.person, {
        path: `/api/v1/leads/${lead.lead}/touches`,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': mark },
        body: JSON.stringify({ kind: 'email', direction: 'out', result: 'sent', text: `We can come on Monday. ${mark}` }),
      });
    if (old && dice < 0.26) return add('again', old.person, compose('again', old.person, `Is anybody there? ${mark}`));
    if (old?.answer?.arrivalId && dice < 0.32)
      return add('addition', old.person, {
        path: `/e/${sign(secret, 'page', old.answer.arrivalId)}`,
        headers: { 'x-forwarded-for': addressOf(old.person), 'content-type': form },
        body: new URLSearchParams({ message: `One more thing, please: when? ${mark}` }).toString(),
      });
    const way: Way =
      dice < 0.55 ? 'form' : dice < 0.7 ? 'form by script' : dice < 0.85 ? 'keyed' : dice < 0.93 ? 'named' : 'bare';
    // A few of them are such that they cannot be understood at first; see the tests.
    const text = count % 29 === 0 ? `Please mend the stumble ${mark}` : `Can you fit a boiler? ${mark}`;
    return add(way, count, compose(way, count, text));
  }

  function keep(one: Said, { status, body, location }: Answer): void {
    if (status !== 200 && status !== 201 && status !== 303) {
      refused.set(status, (refused.get(status) ?? 0) + 1);
      if (status !== 503 && status !== 409) faults.push(`${one.way} ${one.path} ${status} ${body.slice(0, 300)}`);
      return;
    }
    answered++;
    const told = body.startsWith('{') ? JSON.parse(body) : {};
    const receipt = /^\/e\/([^?]+)/.exec(location)?.[1];
    const arrivalId = told.arrival?.id ?? (one.way === 'addition' || !receipt ? null : verify(secret, 'receipt', receipt));
    const lead = told.lead?.number ?? null;
    const before = one.answer;
    const isOther = before && (before.arrivalId !== arrivalId || (before.lead && lead && before.lead !== lead));
    if (isOther) faults.push(`${one.mark} was answered ${JSON.stringify(before)}, then ${arrivalId} ${lead}`);
    one.answer = { status, arrivalId, lead };
    pending.delete(one);
    if (before || one.way === 'addition' || one.way === 'reply' || one.way === 'again') return;
    if (one.body.includes('stumble')) return;
    written.push(one);
    if (lead !== null && hasEmail(one.person)) known.push({ person: one.person, lead });
  }

  async function send(agent: Agent, port: number, one: Said): Promise<boolean> {
    if (!one.answer) pending.add(one);
    const answer = await ask(agent, port, one);
    if (answer) keep(one, answer);
    else if (!one.answer) one.unanswered++;
    return answer !== null;
  }

  function load({ port, connections, pause }: Crowd): Load {
    const ports = [port].flat();
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const until = performance.now() + longest;
    let stopped = false;
    const goesOn = () => !stopped && performance.now() < until;
    const work = async () => {
      while (goesOn()) {
        const one = next();
        // Whoever gets no answer, or is told to come again, does so with the same words.
        await send(agent, oneOf(ports)!, one);
        while (!one.answer && goesOn()) {
          await wait(30);
          await send(agent, oneOf(ports)!, one);
        }
        if (pause > 0) await wait(chance() * pause);
      }
    };
    const workers = Array.from({ length: connections }, work);
    return {
      async stop() {
        stopped = true;
        await Promise.all(workers);
        agent.destroy();
      },
    };
  }

  async function settle(port: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    for (let tries = 0; pending.size > 0; tries++) {
      if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'));
      if (tries === 400) throw new Error(`${pending.size} are still refused: ${JSON.stringify([...refused])}`);
      const left = [...pending];
      const work = async () => {
        for (let one = left.pop(); one; one = left.pop()) await send(agent, port, one);
      };
      await Promise.all(Array.from({ length: 8 }, work));
      if (pending.size > 0) await wait(25);
    }
    agent.destroy();
  }

  return { said, refused, faults, owed: () => [...pending], answered: () => answered, load, settle };
}

const wait = (time: number) => new Promise<void>((go) => setTimeout(go, time));

/** The whole answer, or null where none came, or not all of it. */
function ask(agent: Agent, port: number, { method, path, headers, body }: Said): Promise<Answer | null> {
  return new Promise((done) => {
    const going = request({
      agent,
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    going.on('error', () => done(null));
    going.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('error', () => done(null));
      answer.on('close', () =>
        done(answer.complete ? { status: answer.statusCode ?? 0, body: text, location: answer.headers.location ?? '' } : null),
      );
    });
    going.end(body);
  });
}
