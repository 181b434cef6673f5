import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { StatementSync } from 'node:sqlite';
import { chores } from '#clock/chores.ts';
import { webApp } from '#web/app.ts';
import { deliverOutbox } from '#work/deliver-outbox.ts';
import { receive } from '#work/receive.ts';
import { grower } from './grow.ts';
import { furnish, openPlace } from './house.ts';
import { person } from './people.ts';
import { lastFriday, simulate } from './simulate.ts';

const place = { data: '/tmp/mine/big' };
const until = lastFriday(Date.now());
const time = { now: until - 4 * 86400000 };
if (!existsSync('/tmp/mine/big/key')) {
  const key = await furnish(place, { now: () => time.now });
  const h = await openPlace(place, { now: () => time.now });
  await simulate(h, time, until);
  await grower(h)(100000);
  time.now = until;
  for (const c of chores) while (Number(await c.run(h.env)) > 0);
  await h.close();
  writeFileSync('/tmp/mine/big/key', key);
}
time.now = until;
const key = readFileSync('/tmp/mine/big/key', 'utf8');
const house = await openPlace(place, { now: () => time.now });
const st = new Map<string, [number, number]>();
const all = StatementSync.prototype.all as any;
for (const w of ['all', 'run', 'iterate', 'get'] as const) {
  const f = (StatementSync.prototype as any)[w];
  (StatementSync.prototype as any)[w] = function (...v: any[]) {
    const t = performance.now();
    const r = f.apply(this, v);
    const e = st.get(this.sourceSQL) ?? [0, 0];
    e[0]++;
    e[1] += performance.now() - t;
    st.set(this.sourceSQL, e);
    return r;
  };
}
const top = (w: string, ms: number) => {
  console.log('==', w, ms.toFixed(0) + ' ms');
  for (const [q, [n, t]] of [...st].sort((a, b) => b[1][1] - a[1][1]).slice(0, 6))
    console.log('  ', t.toFixed(1), n, q.slice(0, 330));
  st.clear();
};
const app = (webApp as any)(house.env);
for (const p of ['/api/v1/today', '/api/v1/today', '/api/v1/leads?attention=late']) {
  const t = performance.now();
  const r = await app.fetch(new Request('http://localhost' + p, { headers: { authorization: 'Bearer ' + key } }));
  const b = await r.text();
  top(p + ' ' + r.status + ' ' + b.length, performance.now() - t);
}
for (const c of chores) {
  const t = performance.now();
  const n = await c.run(house.env);
  const ms = performance.now() - t;
  if (ms > 3) top(c.name + ' ' + n, ms);
  else st.clear();
}
for (let n = 0; n < 50; n++) {
  const { name, email, phone, message } = person(20_000_000 + Math.floor(Math.random() * 1e8) + n);
  await receive(
    house.env,
    'website',
    {
      body: new TextEncoder().encode(new URLSearchParams({ name, email, phone, message }).toString()),
      contentType: 'application/x-www-form-urlencoded',
      receivedAt: time.now,
    },
    { acknowledge: true },
  );
}
top('receive', 0);
const t = performance.now();
let k = 0,
  s = 0;
while ((k = await deliverOutbox(house.env)) > 0) s += k;
top('deliver ' + s, performance.now() - t);
await house.close();
