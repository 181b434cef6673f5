import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, enquire, hour, houseWithMail, leadNow, minute, passTo, rows, second } from '#test/acting.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';
import type { ReceivedLetter } from '#test/mail-server.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { webApp } from './app.ts';

type Seen = { status: number; text: string; headers: Headers; undo: string | undefined; until: string[] };

/** Opens and presses what stands in a mail, as a browser without script does. */
function browserFor(house: TestHouse) {
  const app = webApp(house.env);
  const ask = async (method: string, url: string, fields: Record<string, string> = {}): Promise<Seen> => {
    const body = method === 'POST' ? { body: new URLSearchParams(fields) } : {};
    const answer = await app.fetch(new Request(url, { method, ...body }));
    const text = await answer.text();
    const undo = /name="undo" value="([^"]+)"/.exec(text)?.[1];
    const until = [...text.matchAll(/name="until" value="(\d+)"/g)].map((found) => found[1]!);
    return { status: answer.status, text, headers: answer.headers, undo, until };
  };
  return {
    look: (url: string) => ask('GET', url),
    press: (url: string, fields?: Record<string, string>) => ask('POST', url, fields),
  };
}

/** The address behind a button of a mail, by its words. */
function link(letter: ReceivedLetter, label: string): string {
  const [, url] = new RegExp(`${label}(?:: | <)(https://\\S+?)(?:>|\\s|$)`).exec(letter.text) ?? [];
  assert.ok(url, `${label} in ${letter.text}`);
  return url;
}

/** Martin asks on Friday at 10:00, and Ana is told. */
async function told(t: Parameters<Engine['house']>[0], engine: Engine, moment = at(10)) {
  const { house, mail } = await houseWithMail(t, engine, { now: moment });
  const { id } = await enquire(house);
  await passTo(house, moment + minute);
  const letter = mail.letters.find(({ to }) => to.includes('ana@harbourplumbing.example'))!;
  return { house, mail, id, letter, ...browserFor(house) };
}

const everything = async (house: TestHouse) =>
  JSON.stringify([
    await rows(house, 'leads'),
    await rows(house, 'touches'),
    await rows(house, 'timeline'),
    await rows(house, 'outbox'),
  ]);

eachEngine((engine) => {
  test('a notice has its buttons, and opening them all changes nothing', async (t) => {
    const { house, letter, look } = await told(t, engine);
    const before = await everything(house);
    for (const label of ['Spoke', 'No answer', 'Tell them it takes longer', 'Another time', 'Mute this kind']) {
      const { status, text, headers } = await look(link(letter, label));
      assert.equal(status, 200, label);
      assert.equal((text.match(/class="button go"/g) ?? []).length, 1, label);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.match(headers.get('x-robots-tag') ?? '', /noindex/);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(text, /<script/);
    }
    assert.equal(await everything(house), before);
    assert.equal(link(letter, 'Open the enquiry'), 'https://baton.example/leads/1001');
  });

  test('Spoke: one page asks, one press does it, Undo takes it back for ten seconds', async (t) => {
    const { house, id, letter, look, press } = await told(t, engine);
    const url = link(letter, 'Spoke');
    assert.match((await look(url)).text, /Next: decide what happens next, 10:00 on Monday/);
    const done = await press(url, { do: 'yes' });
    assert.match(done.text, /<h1>Noted: you spoke with Martin\.<\/h1>/);
    assert.notEqual((await leadNow(house, id)).first_answer_at, null);
    const twice = await press(url, { do: 'yes' });
    assert.match(twice.text, /This was done already/);
    assert.equal(twice.undo, done.undo);
    const undone = await press(url, { undo: done.undo! });
    assert.match(undone.text, /It is taken back/);
    assert.equal((await leadNow(house, id)).first_answer_at, null);
    assert.equal((await press(url, { do: 'yes' })).status, 200);
    house.time.now += 11 * second;
    const late = await look(url);
    assert.equal(late.undo, undefined);
    const { undo } = (await rows(house, 'undo')).map(({ id }) => ({ undo: id })).at(-1)!;
    const refused = await press(url, { undo });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /Ten seconds are over/);
    assert.notEqual((await leadNow(house, id)).first_answer_at, null);
  });

  test('another member’s act cannot be undone with somebody’s link', async (t) => {
    const { house, letter, press } = await told(t, engine);
    const url = link(letter, 'No answer');
    await press(url);
    const other = await house.env.write(async (tx) => {
      await tx.db.updateTable('undo').set({ member_id: house.cast.ben }).execute();
      return (await tx.db.selectFrom('undo').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()).id;
    });
    const { status } = await press(url, { undo: other });
    assert.equal(status, 409);
    assert.equal((await rows(house, 'touches')).filter(({ undone_at }) => undone_at !== null).length, 0);
  });

  test('Tell them it takes longer: the customer gets the time that was shown', async (t) => {
    const { house, mail, letter, look, press } = await told(t, engine);
    const url = link(letter, 'Tell them it takes longer');
    const shown = await look(url);
    assert.match(shown.text, /A mail goes to martin@hale\.example: they hear from us by 17:30 today/);
    const done = await press(url, { until: shown.until[0]! });
    assert.match(done.text, /Martin hears from us by 17:30 today/);
    await passTo(house, at(10, 3));
    const customer = mail.letters.filter(({ to }) => to.includes('martin@hale.example')).at(-1)!;
    assert.match(customer.text, /by 17:30 on Friday 20 November/);
    assert.equal((await rows(house, 'clocks'))[0]!.told_due_at, at(17, 30));
  });

  test('a page left open until the time has moved on asks once more', async (t) => {
    const { house, letter, look, press } = await told(t, engine);
    const url = link(letter, 'Tell them it takes longer');
    const shown = await look(url);
    house.time.now = at(17, 0);
    const again = await press(url, { until: shown.until[0]! });
    assert.match(again.text, /The time has moved on/);
    assert.deepEqual(again.until, [String(at(10, 0, 3))]);
    assert.equal((await rows(house, 'clocks'))[0]!.told_due_at, null);
  });

  test('another time offers two hours and the next morning, and says what was promised', async (t) => {
    const { house, id, letter, look, press } = await told(t, engine);
    const url = link(letter, 'Another time');
    const shown = await look(url);
    assert.deepEqual(shown.until, [String(at(12, 1)), String(at(10, 0, 3))]);
    assert.match(shown.text, /What we said to them stays: 11:00 today\./);
    house.time.now += 3 * minute;
    assert.match((await press(url, { until: shown.until[0]! })).text, /Moved to 12:01 today/);
    assert.equal((await leadNow(house, id)).next_due_at, at(12, 1));
  });

  test('Mute this kind: no more of them, and the same page unmutes', async (t) => {
    const { house, mail, letter, look, press } = await told(t, engine);
    const url = link(letter, 'Mute this kind');
    assert.match((await look(url)).text, /You will get no more mails when a new enquiry comes in/);
    assert.match((await press(url, { mute: 'yes' })).text, /This kind is muted/);
    await enquire(house, { name: 'Lily Park', email: 'lily@park.example', message: 'Do you fit taps?' });
    await passTo(house, at(10, 20), minute);
    const toAna = () =>
      mail.letters.filter(({ to, subject }) => to.includes('ana@harbourplumbing.example') && /^New/.test(subject));
    assert.equal(toAna().length, 1);
    assert.match((await look(url)).text, /This kind is muted/);
    assert.match((await press(url, { unmute: 'yes' })).text, /You get these again/);
    await enquire(house, { name: 'Tom Reid', email: 'tom@reid.example', message: 'A new bath' });
    await passTo(house, at(10, 50), minute);
    assert.equal(toAna().length, 2);
  });

  test('closed, expired, forged, gone: each a plain page that changes nothing', async (t) => {
    const { house, id, letter, look, press } = await told(t, engine);
    const url = link(letter, 'Spoke');
    await closeLead(house.env, { id }, { memberId: house.cast.ana }, { outcome: 'question' });
    const before = await everything(house);
    for (const [address, status, says] of [
      [url, 409, /This enquiry is closed/],
      [`${url.slice(0, -22)}${url.slice(-22).split('').reverse().join('')}`, 404, /not one of ours/],
      ['https://baton.example/n/x', 404, /not one of ours/],
    ] as const)
      for (const seen of [await look(address), await press(address, { do: 'yes', undo: 'x', until: '1' })]) {
        assert.equal(seen.status, status);
        assert.match(seen.text, says);
        assert.doesNotMatch(seen.text, /<form/);
      }
    house.time.now += 8 * 24 * hour;
    const ended = await press(url);
    assert.equal(ended.status, 410);
    assert.match(ended.text, /Open Today/);
    house.time.now -= 2 * 24 * hour;
    await house.env.write((tx) => tx.db.updateTable('members').set({ removed_at: tx.now }).execute());
    const left = await press(url);
    assert.equal(left.status, 403);
    assert.doesNotMatch(left.text, /Martin/);
    assert.equal(await everything(house), before);
  });
});
