import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notesOfLead } from '#store/notes.ts';
import { listLeads } from '#store/read-leads.ts';
import { enquire, leadNow, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { addNote } from './add-note.ts';
import { closeLead } from './close-lead.ts';
import { indexSearch } from './index-search.ts';
import { undoAct } from './undo-act.ts';

eachEngine((engine) => {
  test('a note is kept, found by its words, and answers nobody', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const lead = await enquire(house);
    const before = await leadNow(house, lead.id);
    await addNote(env, { number: lead.number }, { memberId: cast.ben }, 'The key is with the neighbour.');
    assert.deepEqual(
      (await notesOfLead(env.read, lead.id)).map(({ text, by }) => [text, by]),
      [['The key is with the neighbour.', 'Ben Okoro']],
    );
    const after = await leadNow(house, lead.id);
    assert.deepEqual(
      [after.first_answer_at, after.last_contact_at, after.next_what, after.attention_kind],
      [null, before.last_contact_at, before.next_what, before.attention_kind],
    );
    await indexSearch(env);
    assert.deepEqual(
      (await listLeads(env.read, { words: ['neighbour'], limit: 5 })).map(({ number }) => number),
      [lead.number],
    );
  });

  test('its words are on no timeline, and with undo they are gone', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const lead = await enquire(house);
    const { undo } = await addNote(env, { id: lead.id }, { memberId: cast.ana }, 'Owes us for March.');
    assert.equal(
      (await rows(house, 'timeline')).some(({ facts }) => facts?.includes('March')),
      false,
    );
    await undoAct(env, { id: undo!.id, memberId: cast.ana });
    assert.deepEqual(await rows(house, 'notes'), []);
  });

  test('a note goes on a closed lead and on one that somebody has changed; an empty one is none', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const lead = await enquire(house);
    await closeLead(env, { id: lead.id }, { memberId: cast.ana }, { outcome: 'won' });
    await addNote(env, { id: lead.id, version: 1 }, { memberId: cast.ben }, 'Paid in cash.');
    assert.equal((await leadNow(house, lead.id)).state, 'closed');
    await assert.rejects(addNote(env, { id: lead.id }, { memberId: cast.ben }, ' \n '), { status: 422 });
  });
});
