import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LeadRow } from '#store/schema.ts';
import { enquire, leadNow, martin, minute, rows } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { logEnquiry } from '../arrivals/log-enquiry.ts';
import { saySamePerson } from '../arrivals/same-person.ts';
import { editLead } from '../leads/edit-lead.ts';
import { logTouch } from '../leads/log-touch.ts';
import { undoAct } from '../leads/undo-act.ts';
import { Refusal } from '../refusal.ts';
import { changePoint } from './change-point.ts';
import type { PointEdit } from './change-points.ts';

const olga = { name: 'Olga Brandt', email: 'olga@brandt.example', phone: '07700 900222', message: 'A new bathroom' };

const edit = (house: TestHouse, { id }: LeadRow, points: PointEdit[], version?: number) =>
  editLead(house.env, { id, version }, { memberId: house.cast.ben }, { points });

const contactOf = async (house: TestHouse, { contact_id }: LeadRow) =>
  (await rows(house, 'contacts')).find(({ id }) => id === contact_id)!;

const waysOf = async (house: TestHouse, { contact_id }: LeadRow) => {
  const points = (await rows(house, 'points')).filter((point) => point.contact_id === contact_id);
  const { email, phone } = await contactOf(house, { contact_id } as LeadRow);
  return { first: [email, phone], all: points.map(({ value }) => value).sort() };
};

const refused = (status: number, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.status === status && (field === undefined || error.field === field);

const missedCall = async (house: TestHouse, phone: string): Promise<LeadRow> =>
  (
    await logEnquiry(
      house.env,
      { memberId: house.cast.ben },
      { source: 'missed-call', from: { phone }, asked: '', spoken: false, ownerId: null },
    )
  ).lead!;

eachEngine((engine) => {
  test('who only rang can be written to once the address is known', async (t) => {
    const house = await engine.house(t);
    const lead = await missedCall(house, '07700 900312');
    const letter = { kind: 'email', direction: 'out', result: 'sent', text: 'You rang us.', send: true } as const;
    await assert.rejects(logTouch(house.env, { id: lead.id }, { memberId: house.cast.ben }, letter), refused(422));
    await edit(house, lead, [{ kind: 'email', was: null, value: ' Rosa@Klein.example ' }]);
    assert.deepEqual(await waysOf(house, lead), {
      first: ['rosa@klein.example', '+447700900312'],
      all: ['+447700900312', 'rosa@klein.example'],
    });
    const sent = await logTouch(house.env, { id: lead.id }, { memberId: house.cast.ben }, letter);
    const row = (await rows(house, 'outbox')).find(({ id }) => id === sent.value.letterId)!;
    assert.equal(row.address, 'rosa@klein.example');
    const again = await enquire(house, { name: 'Rosa Klein', email: 'rosa@klein.example', message: 'It was me who rang' });
    assert.equal(again.id, lead.id, 'she is found by it from now on');
    const [told] = (await rows(house, 'timeline')).filter(({ kind }) => kind === 'edited');
    assert.equal(told!.facts, JSON.stringify({ what: ['email'] }), 'the words themselves are not told');
  });

  test('a number that cannot be rung is mended, and one that was mistyped is corrected or taken away', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house, { ...martin, phone: '0770 12' });
    assert.deepEqual((await waysOf(house, lead)).first, [martin.email, '0770 12']);
    await edit(house, lead, [{ kind: 'phone', was: '0770 12', value: '07700 900812' }]);
    assert.deepEqual(await waysOf(house, lead), {
      first: [martin.email, '+447700900812'],
      all: ['+447700900812', martin.email],
    });
    await edit(house, lead, [
      { kind: 'phone', was: '+447700900812', value: '07700 900813' },
      { kind: 'phone', was: null, value: '020 7946 0018' },
    ]);
    assert.deepEqual(await waysOf(house, lead), {
      first: [martin.email, '+447700900813'],
      all: ['+442079460018', '+447700900813', martin.email],
    });
    await edit(house, lead, [{ kind: 'phone', was: '+447700900813', value: null }]);
    assert.deepEqual((await waysOf(house, lead)).first, [martin.email, '+442079460018'], 'the other one is the first now');
    await edit(house, lead, [{ kind: 'phone', was: '+442079460018', value: '' }]);
    assert.deepEqual(await waysOf(house, lead), { first: [martin.email, null], all: [martin.email] });
  });

  test('what is no address, or no number, is refused at its field, and nothing of the rest is saved', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const before = await leadNow(house, lead.id);
    const said = (points: PointEdit[]) =>
      editLead(house.env, { id: lead.id }, { memberId: house.cast.ben }, { name: 'Somebody else', points });
    const wrong: PointEdit = { kind: 'email', was: martin.email, value: 'martin at hale', field: 'here' };
    await assert.rejects(said([wrong]), refused(422, 'here'));
    await assert.rejects(said([{ kind: 'phone', was: null, value: '12', field: 'there' }]), refused(422, 'there'));
    await assert.rejects(said([{ kind: 'email', was: 'old@hale.example', value: null, field: 'gone' }]), refused(409, 'gone'));
    assert.deepEqual(await leadNow(house, lead.id), before);
    assert.equal((await contactOf(house, lead)).name, martin.name);
  });

  test('what stands as it was changes nothing and is not told', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const before = await rows(house, 'points');
    await edit(house, lead, [
      { kind: 'email', was: martin.email, value: 'MARTIN@hale.example' },
      { kind: 'phone', was: '+447700900118', value: '07700 900118' },
      { kind: 'email', was: null, value: martin.email },
      { kind: 'phone', was: null, value: '' },
    ]);
    assert.deepEqual(await rows(house, 'points'), before);
    assert.deepEqual(
      (await rows(house, 'timeline')).filter(({ kind }) => kind === 'edited'),
      [],
    );
  });

  test('what is another person’s is never taken from them: it is refused with whose it is', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const hers = await enquire(house, olga);
    const before = await rows(house, 'points');
    const asked = edit(house, lead, [{ kind: 'email', was: martin.email, value: olga.email, field: 'mail' }]);
    await assert.rejects(asked, (error: Refusal) => {
      assert.deepEqual([error.status, error.field, error.contactId], [409, 'mail', hers.contact_id]);
      return /Olga Brandt/.test(error.message);
    });
    assert.deepEqual(await rows(house, 'points'), before);
  });

  test('a number that several share names nobody, so it may be hers as well', async (t) => {
    const house = await engine.house(t);
    const lead = await missedCall(house, '07700 900312');
    const hers = await enquire(house, { name: 'Olga Brandt', email: olga.email, message: 'Tiles' });
    const asked = { id: lead.contact_id, memberId: house.cast.ben, kind: 'phone', value: '07700 900312' } as const;
    await changePoint(house.env, { ...asked, change: { shared: true } });
    await edit(house, hers, [{ kind: 'phone', was: null, value: '07700 900312' }]);
    assert.deepEqual((await waysOf(house, hers)).first, [olga.email, '+447700900312']);
    assert.equal((await rows(house, 'points')).find(({ kind }) => kind === 'phone')!.contact_id, lead.contact_id);
    await edit(house, hers, [{ kind: 'phone', was: '+447700900312', value: null }]);
    assert.deepEqual((await waysOf(house, hers)).first, [olga.email, null]);
    assert.equal((await rows(house, 'points')).filter(({ kind }) => kind === 'phone').length, 1, 'it is still the other one’s');
  });

  test('an address that wants no more mail stays known as that; one where mail came back gives way to the new one', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const asked = { id: lead.contact_id, memberId: house.cast.ben, kind: 'email', value: martin.email } as const;
    await changePoint(house.env, { ...asked, change: { stopped: true, why: 'They rang' } });
    for (const value of [null, 'm@hale.example'])
      await assert.rejects(edit(house, lead, [{ kind: 'email', was: martin.email, value, field: 'it' }]), refused(409, 'it'));
    await edit(house, lead, [{ kind: 'email', was: null, value: 'office@hale.example' }]);
    assert.equal((await contactOf(house, lead)).email, 'office@hale.example', 'letters go where they may');
    await house.env.write((tx) =>
      tx.db.updateTable('points').set({ bounced_at: tx.now }).where('value', '=', 'office@hale.example').execute(),
    );
    await edit(house, lead, [{ kind: 'email', was: null, value: 'martin@work.example' }]);
    assert.equal((await contactOf(house, lead)).email, 'martin@work.example');
    await edit(house, lead, [{ kind: 'email', was: 'office@hale.example', value: 'house@hale.example' }]);
    const mended = (await rows(house, 'points')).find(({ value }) => value === 'house@hale.example')!;
    assert.equal(mended.bounced_at, null);
    assert.equal((await contactOf(house, lead)).email, 'martin@work.example');
  });

  test('what belongs to one who was merged in is changed there, and the two stay two when they are parted', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    house.time.now += minute;
    const hers = await enquire(house, olga);
    const ben = { memberId: house.cast.ben };
    await saySamePerson(house.env, { number: lead.number }, ben, { contact: hers.contact_id });
    await edit(house, lead, [{ kind: 'email', was: olga.email, value: 'olga@work.example' }]);
    assert.deepEqual((await waysOf(house, hers)).all, ['+447700900222', 'olga@work.example']);
    assert.equal((await contactOf(house, hers)).email, 'olga@work.example');
    assert.equal((await contactOf(house, lead)).email, martin.email);
    await edit(house, lead, [{ kind: 'email', was: martin.email, value: 'olga@work.example' }]);
    assert.equal(
      (await contactOf(house, lead)).email,
      'olga@work.example',
      'known to the same person already: one of the two goes',
    );
    assert.deepEqual((await waysOf(house, lead)).all, ['+447700900118']);
  });

  test('it is found by the new one, no longer by the old one, and by the old one again after undo', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const { undo } = await edit(house, lead, [{ kind: 'email', was: martin.email, value: 'martin@harbour.example' }]);
    assert.equal((await leadNow(house, lead.id)).indexed_version, 0);
    await house.env.write((tx) => tx.db.updateTable('leads').set({ indexed_version: 99 }).execute());
    await undoAct(house.env, { id: undo!.id, memberId: house.cast.ben });
    assert.equal((await leadNow(house, lead.id)).indexed_version, 0);
  });

  test('what somebody else has written from in the meantime is not taken back from them', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const { undo } = await edit(house, lead, [{ kind: 'email', was: martin.email, value: 'martin@harbour.example' }]);
    const other = await enquire(house, { name: 'Mia', email: martin.email, message: 'A tap drips' });
    assert.notEqual(other.contact_id, lead.contact_id);
    await assert.rejects(undoAct(house.env, { id: undo!.id, memberId: house.cast.ben }), refused(412));
    assert.equal((await contactOf(house, lead)).email, 'martin@harbour.example');
  });

  test('who has seen an older version is told what changed, and nothing is saved', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const { version } = await leadNow(house, lead.id);
    await edit(house, lead, [{ kind: 'phone', was: null, value: '020 7946 0018' }], version);
    await assert.rejects(edit(house, lead, [{ kind: 'phone', was: '+442079460018', value: null }], version), refused(412));
    assert.equal((await waysOf(house, lead)).all.length, 3);
  });

  test('of an erased person nothing is learnt again', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    await house.env.write((tx) => tx.db.updateTable('contacts').set({ erased_at: tx.now }).execute());
    await assert.rejects(edit(house, lead, [{ kind: 'email', was: null, value: 'm@hale.example' }]), refused(409));
  });
});
