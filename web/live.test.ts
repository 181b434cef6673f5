import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { openHouse } from '#start.ts';
import { enquire } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import type { Env } from '#work/env.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { endSession, newToken, startSession } from '#work/people/session.ts';
import type { Vars } from './doors.ts';
import { live } from './live.ts';

type House = { env: Env };

async function signIn({ env }: House, memberId: string): Promise<{ cookie: string; sessionId: string }> {
  const token = newToken(env.random);
  const caller = { address: '127.0.0.1', userAgent: null };
  const { cookie, sessionId } = await env.write((tx) => startSession(env, tx, { token, memberId, caller }));
  return { cookie: cookie.split(';')[0]!, sessionId };
}

/** What a browser at this house is told; `until` reads on until it has heard something like that. */
async function listen({ env }: House, cookie: string) {
  const app = new Hono<Vars>();
  app.get('/live', live(env));
  const answer = await app.request('https://baton.example/live', { headers: { cookie } });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  return {
    answer,
    async until(words: RegExp): Promise<string> {
      while (!words.test(heard)) {
        const { value, done } = await reader.read();
        if (done) return assert.fail(`the stream ended after: ${heard}`);
        heard += value;
      }
      return heard;
    },
    async untilEnd(): Promise<void> {
      for (let done = false; !done; ) ({ done } = await reader.read());
    },
    leave: () => reader.cancel(),
  };
}

eachEngine((engine) => {
  test('a stranger is told nothing', async (t) => {
    const house = await engine.house(t);
    const { answer } = await listen(house, '');
    assert.equal(answer.status, 401);
    assert.doesNotMatch(answer.headers.get('content-type') ?? '', /event-stream/);
  });

  test('whoever is signed in hears which lead has changed, and of an arrival that became none', async (t) => {
    const house = await engine.house(t);
    const ben = await listen(house, (await signIn(house, house.cast.ben)).cookie);
    assert.equal(ben.answer.headers.get('content-type'), 'text/event-stream');
    const { id } = await enquire(house);
    const heard = await ben.until(new RegExp(`lead:${id}`));
    assert.match(heard, /"arrivals"/);
    await ben.leave();
  });

  test('an act on a lead is told with its id alone', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const ben = await listen(house, (await signIn(house, house.cast.ben)).cookie);
    await logTouch(
      house.env,
      { id },
      { memberId: house.cast.ana },
      { kind: 'phone', direction: 'out', result: 'spoke', text: 'a secret' },
    );
    assert.doesNotMatch(await ben.until(new RegExp(`data: .*lead:${id}`)), /secret|Martin/);
    await ben.leave();
  });

  test('a stream ends with its session, and the others go on', async (t) => {
    const house = await engine.house(t);
    const app = new Hono<Vars>();
    app.get('/live', live(house.env));
    const [ana, ben] = [await signIn(house, house.cast.ana), await signIn(house, house.cast.ben)];
    const [hers, his] = [await listen(house, ana.cookie), await listen(house, ben.cookie)];
    await endSession(house.env, { memberId: house.cast.ana, sessionId: ana.sessionId });
    await hers.untilEnd();
    await enquire(house);
    await his.until(/lead:/);
    await his.leave();
  });

  test('a server that stops ends its streams, so that it can stop', async (t) => {
    const house = await engine.house(t);
    const ana = await listen(house, (await signIn(house, house.cast.ana)).cookie);
    house.env.news.tell(new Set(['closing']));
    await ana.untilEnd();
  });

  if (engine.name === 'postgres')
    test('what one process has committed is told by the other one too, also that a session has ended', async (t) => {
      const house = await engine.house(t);
      const other = await openHouse(house.settings, { now: () => house.time.now });
      t.after(() => other.close());
      const ben = await signIn(house, house.cast.ben);
      const his = await listen(other, ben.cookie);
      const { id } = await enquire(house);
      await his.until(new RegExp(`lead:${id}`));
      await endSession(house.env, { memberId: house.cast.ben, sessionId: ben.sessionId });
      await his.untilEnd();
    });
});
