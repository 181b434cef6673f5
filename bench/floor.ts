import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

/**
 * The least a durable answer can cost here: bare node:http and one row on disk before each answer. `one` gives each request a
 * transaction of its own, `group` lets the requests that came meanwhile share one. Started as `node bench/floor.ts one|group FILE`.
 *
 * What is promised to the disk is the same as in the program (WAL, synchronous = full), and so is who asks: the same client over
 * the same 64 connections, with the body that the API gets. The floor does nothing else: the body is kept as it came, neither read nor
 * checked, in a table without any index. The program answers after some thirty rows and index entries more, so a hundred percent is
 * out of reach; and because `one` waits for the disk once per request and the program once per batch, the ratio says as much
 * about the disk (the microseconds at the head of the figures) as about the program: a slow disk flatters it.
 */
const [way, file] = process.argv.slice(2);
const db = new DatabaseSync(file!);
db.exec(
  'pragma journal_mode = wal; pragma synchronous = full; create table rows (id integer primary key, body text not null) strict',
);
const insert = db.prepare('insert into rows (body) values (?)');
const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')];

let waiting: { body: string; done: () => void }[] = [];

function keepTogether() {
  const batch = waiting;
  waiting = [];
  begin.run();
  for (const { body } of batch) insert.run(body);
  commit.run();
  for (const { done } of batch) done();
}

function keep(body: string, done: () => void) {
  if (way === 'one') {
    insert.run(body);
    return done();
  }
  if (waiting.push({ body, done }) === 1) setImmediate(keepTogether);
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    body += part;
  });
  request.on('end', () =>
    keep(body, () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end('{"ok":true}');
    }),
  );
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
