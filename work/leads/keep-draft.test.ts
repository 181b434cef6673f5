import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftsOfLead } from '#store/drafts.ts';
import { enquire, minute, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { keepDraft } from './keep-draft.ts';

eachEngine((engine) => {
  test('each member has one draft on a lead, the last text counts, and an empty one is none', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const { id, number, version } = await enquire(house);
    const write = (memberId: string, text: string) => keepDraft(env, { number, memberId, kind: 'email', text });
    await write(cast.ana, 'Hello');
    await write(cast.ben, 'Good morning');
    house.time.now += minute;
    await write(cast.ana, 'Hello Martin');
    assert.deepEqual(
      (await draftsOfLead(env.read, id)).map(({ by, text }) => [by, text]),
      [
        ['Ana Reyes', 'Hello Martin'],
        ['Ben Okoro', 'Good morning'],
      ],
    );
    await write(cast.ana, '  ');
    assert.deepEqual(
      (await rows(house, 'drafts')).map(({ member_id }) => member_id),
      [cast.ben],
    );
    assert.equal((await rows(house, 'leads'))[0]!.version, version, 'a draft changes nothing on the lead');
  });
});
