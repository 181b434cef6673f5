import { connect, type Socket } from 'node:net';

export type Answer = { status: number; body: string };
export type HttpSocket = { ask(request: string): Promise<Answer>; close(): void };

/**
 * One keep-alive connection with one request on its way at a time. As small as can be: a client that costs as much as the server
 * would measure itself. Reads bodies with a length, in chunks (RFC 9112 section 7.1) or none.
 */
export async function httpSocket(port: number): Promise<HttpSocket> {
  const socket = await new Promise<Socket>((done, refuse) => {
    const made = connect({ port, host: '127.0.0.1', noDelay: true }, () => done(made)).once('error', refuse);
  });
  let text = '';
  let waiting: { keep(answer: Answer): void; refuse(error: Error): void } | undefined;
  const fail = (error: Error) => {
    waiting?.refuse(error);
    waiting = undefined;
  };
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    text = text === '' ? part : text + part;
    const found = readAnswer(text);
    if (!found) return;
    text = text.slice(found.length);
    const { keep } = waiting!;
    waiting = undefined;
    keep(found);
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  return {
    ask: (request) =>
      new Promise((keep, refuse) => {
        waiting = { keep, refuse };
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}

function readAnswer(text: string): (Answer & { length: number }) | null {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const from = head + 4;
  const status = Number(text.slice(9, 12));
  const headers = text.slice(0, head).toLowerCase();
  const size = /\r\ncontent-length: *(\d+)/.exec(headers)?.[1];
  if (size !== undefined) {
    const length = from + Number(size);
    return text.length < length ? null : { status, body: text.slice(from, length), length };
  }
  if (headers.includes('\r\ntransfer-encoding: chunked')) return readChunks(text, from, status);
  return { status, body: '', length: from };
}

function readChunks(text: string, from: number, status: number): (Answer & { length: number }) | null {
  let body = '';
  for (let at = from; ; ) {
    const line = text.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(text.slice(at, line), 16);
    const end = line + 2 + size + 2;
    if (text.length < end) return null;
    if (size === 0) return { status, body, length: end };
    body += text.slice(line + 2, end - 2);
    at = end;
  }
}
