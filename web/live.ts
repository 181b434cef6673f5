import type { Handler } from 'hono';
import { findSession } from '#store/sessions.ts';
import type { Env } from '#work/env.ts';
import { findViewer } from '#work/people/session.ts';
import type { Vars } from './doors.ts';

const pause = 100;
const beat = 20_000;
/** Messages that a browser may leave unread before it is sent away; it comes back by itself and asks for everything. */
const mostUnread = 500;

/** What a screen may want to look at again for. */
const kinds = ['lead', 'leads', 'arrivals', 'channels', 'rules', 'team'] as const;

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  // Where the server stops, the socket is not kept for a next request.
  connection: 'close',
};

type Stream = { sessionId: string; send(text: string): void; end(): void };

/**
 * Server-sent events: what has just changed, at most ten times a second, as a list of topics (`lead:<id>`, `arrivals`, …). They
 * carry no content; a screen that cares asks again, and is refused what it may not see. A stream ends with its session.
 */
export function live(env: Env): Handler<Vars> {
  const streams = new Set<Stream>();
  const told = new Set<string>();
  let telling: ReturnType<typeof setTimeout> | null = null;

  const tellAll = () => {
    telling = null;
    const text = `data: ${JSON.stringify([...told])}\n\n`;
    told.clear();
    for (const stream of streams) stream.send(text);
  };
  for (const kind of kinds)
    env.news.on(kind, (topics) => {
      if (streams.size === 0) return;
      for (const topic of topics) if (topic === kind || topic.startsWith(`${kind}:`)) told.add(topic);
      if (telling === null) telling = setTimeout(tellAll, pause);
    });
  const endTheOver = async (some: Iterable<Stream>) => {
    for (const stream of [...some]) if (!(await findSession(env.read, stream.sessionId, env.now()))) stream.end();
  };
  env.news.on('sessions', () => void endTheOver(streams).catch(() => {}));
  env.news.on('closing', () => {
    for (const stream of [...streams]) stream.end();
  });

  return async (c) => {
    const viewer = await findViewer(env, c.req.header('cookie'));
    if (!viewer) return new Response('Sign in first.', { status: 401 });
    if (c.req.raw.method === 'HEAD') return new Response(null, { headers });
    let beating: ReturnType<typeof setInterval>;
    let stream: Stream;
    const leave = (): boolean => {
      clearInterval(beating);
      return streams.delete(stream);
    };
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const letters = new TextEncoder();
        stream = {
          sessionId: viewer.sessionId,
          send(text) {
            if ((controller.desiredSize ?? 0) < -mostUnread) return stream.end();
            controller.enqueue(letters.encode(text));
          },
          end() {
            if (leave()) controller.close();
          },
        };
        streams.add(stream);
        stream.send('retry: 2000\n\n');
        // It also finds out when the session has come to its end by time.
        beating = setInterval(() => {
          stream.send(': still here\n\n');
          endTheOver([stream]).catch(() => {});
        }, beat);
      },
      cancel: () => void leave(),
    });
    return new Response(body, { headers });
  };
}
