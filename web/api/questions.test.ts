import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enquire } from '#test/acting.ts';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const questions = [
  { key: 'roof-type', label: 'What kind of roof is it?', when: 'always' },
  { key: 'storeys', label: 'How many storeys?', when: 'when-known' },
];

eachEngine((engine) => {
  test('an admin gives the team questions of its own; a form’s fields of their name are the lead’s answers', async (t) => {
    const house = await apiHouse(engine, t);
    const { tell } = house;
    assert.equal((await tell('PATCH', '/team', { by: 'ben', body: { questions } })).status, 403);
    const { status, body } = await tell('PATCH', '/team', { body: { questions } });
    assert.deepEqual([status, body.questions], [200, questions]);
    const form = {
      name: 'Olga',
      email: 'olga@brandt.example',
      message: 'It leaks',
      'roof-type': 'Slate',
      'How many storeys': '2',
      colour: 'red',
    };
    const { number } = await enquire(house, form);
    const lead = (await tell('GET', `/leads/${number}`)).body;
    assert.deepEqual(lead.answers, { 'roof-type': 'Slate', storeys: '2' });
    const wrong = await tell('PATCH', '/team', { body: { questions: [{ ...questions[0], key: 'email' }] } });
    assert.deepEqual([wrong.status, wrong.body.field], [422, 'questions']);
    assert.deepEqual((await tell('PATCH', '/team', { body: { questions: null } })).body.questions, []);
    assert.deepEqual((await tell('GET', `/leads/${number}`)).body.answers, lead.answers);
    assert.deepEqual(house.errors, []);
  });

  test('answers, site address and how to reach them are edited, and undone', async (t) => {
    const { tell } = await apiHouse(engine, t);
    await tell('PATCH', '/team', { body: { questions } });
    const { lead } = (await tell('POST', '/enquiries', { body: enquiry() })).body;
    const path = `/leads/${lead.number}`;
    const edit = {
      siteAddress: '12 Quay Street',
      reach: 'By phone, after 17:00',
      heardOf: 'A neighbour',
      answers: { storeys: '2' },
    };
    const { body } = await tell('PATCH', path, { body: edit });
    const facts = ({ siteAddress, reach, heardOf, answers }: Record<string, unknown>) => ({
      siteAddress,
      reach,
      heardOf,
      answers,
    });
    assert.deepEqual(facts(body.lead), edit);
    const more = await tell('PATCH', path, { body: { answers: { 'roof-type': 'Slate', storeys: null } } });
    assert.deepEqual(more.body.lead.answers, { 'roof-type': 'Slate' });
    assert.deepEqual((await tell('POST', `/undo/${more.body.undo.id}`)).body.lead.answers, { storeys: '2' });
    const unknown = await tell('PATCH', path, { body: { answers: { cellar: 'yes' } } });
    assert.deepEqual([unknown.status, unknown.body.field], [422, 'answers.cellar']);
    assert.equal((await tell('PATCH', path, { body: { siteAddress: null } })).body.lead.siteAddress, null);
    const [told] = (await tell('GET', path)).body.timeline.filter(({ kind }: { kind: string }) => kind === 'edited');
    assert.deepEqual(told.facts, { what: ['siteAddress', 'reach', 'heardOf', 'answers'] });
  });

  test('an enquiry answers them, a later one adds what was not known, and what is asked always and is missing is named', async (t) => {
    const house = await apiHouse(engine, t);
    const { tell } = house;
    await tell('PATCH', '/team', { body: { questions } });
    const strange = await tell('POST', '/enquiries', { body: enquiry({ answers: { cellar: 'yes' } }) });
    assert.deepEqual([strange.status, strange.body.field], [422, 'answers.cellar']);
    const { lead } = (await tell('POST', '/enquiries', { body: enquiry({ answers: { storeys: '2' } }) })).body;
    const path = `/leads/${lead.number}`;
    assert.deepEqual(lead.answers, { storeys: '2' });
    assert.deepEqual((await tell('GET', path)).body.unanswered, ['roof-type']);
    await enquire(house, { email: 'martin@reid.example', message: 'And the roof leaks', 'roof-type': 'Slate', storeys: '3' });
    const after = (await tell('GET', path)).body;
    assert.deepEqual([after.answers, after.unanswered], [{ storeys: '2', 'roof-type': 'Slate' }, []]);
    assert.deepEqual(house.errors, []);
  });

  test('an edit tells what it changed and no more', async (t) => {
    const { tell } = await apiHouse(engine, t);
    await tell('PATCH', '/team', { body: { questions } });
    const { lead } = (await tell('POST', '/enquiries', { body: enquiry() })).body;
    const path = `/leads/${lead.number}`;
    const same = { name: 'Martin Reid', company: null, urgent: false, reach: null, answers: { storeys: null } };
    assert.equal((await tell('PATCH', path, { body: same })).body.undo, null);
    await tell('PATCH', path, { body: { ...same, name: 'Martin Read', answers: { storeys: '3' } } });
    const told = (await tell('GET', path)).body.timeline.filter(({ kind }: { kind: string }) => kind === 'edited');
    assert.deepEqual(
      told.map(({ facts }: { facts: object }) => facts),
      [{ what: ['name', 'answers'] }],
    );
  });

  test('what is not known yet of an enquiry is said', async (t) => {
    const { tell } = await apiHouse(engine, t);
    const body = { channel: 'other', from: { phone: '07700 900123' }, asked: 'A tap drips' };
    const { lead } = (await tell('POST', '/enquiries', { body })).body;
    const path = `/leads/${lead.number}`;
    assert.deepEqual((await tell('GET', path)).body.unknown, ['name', 'source']);
    await tell('PATCH', path, { body: { name: 'Tom Reid' } });
    assert.deepEqual((await tell('GET', path)).body.unknown, ['source']);
  });
});
