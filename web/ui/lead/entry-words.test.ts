import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sayer } from '#domain/say-time.ts';
import { entryWords } from './entry-words.ts';

const now = Date.UTC(2026, 10, 20, 10, 0);
const means = { say: sayer('en-GB', 'Europe/London'), now, stage: (key: string) => key };
const words = (kind: string, facts: object = {}) =>
  entryWords({ kind, by: 'Ana Reyes', facts: JSON.stringify(facts), member_id: 'ana' }, [kind], means)?.words;

test('what was done to a way to reach somebody, to a contact and to an appointment is told in words', () => {
  assert.equal(words('point-added', { of: 'phone' }), 'added a telephone number');
  assert.equal(words('point-stopped', { of: 'email' }), 'said that nothing more goes to an email address of theirs');
  assert.equal(words('contact-edited', { what: ['address', 'name'] }), 'changed their postal address and the name');
  assert.equal(words('appointment-moved', { starts: now + 3_600_000 }), 'moved the time that was booked to 11:00 today');
});

test('everything that work tells has words of its own, or is shown as itself', () => {
  const root = path.join(import.meta.dirname, '../../../work');
  const sources = globSync('**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const told = new Set(
    sources.flatMap((file) =>
      [
        ...readFileSync(path.join(root, file), 'utf8').matchAll(
          /\btell\(\s*'([a-z-]+)'|'((?:point|contacts?|appointment)-[a-z]+)'/g,
        ),
      ].map(([, act, other]) => act ?? other!),
    ),
  );
  assert.ok(told.size > 40, `${told.size} kinds were found`);
  const facts = {
    due: now,
    until: now,
    starts: now,
    to: 'new',
    from: 1,
    lead: 1,
    into: 1,
    what: 'name',
    outcome: 'won',
    of: 'email',
  };
  for (const kind of told) assert.notEqual(words(kind, facts), kind.replaceAll('-', ' '), kind);
});
