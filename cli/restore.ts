import { uuids } from '#domain/uuid.ts';
import { isThere } from '#store/folder.ts';
import { Refusal } from '#work/refusal.ts';
import { type Restored, restore as restoreBackup } from '#work/running/restore.ts';
import { type Command, WrongUse } from './command.ts';

const aboutSecret: Record<Restored['secret'], string | null> = {
  restored: 'The secret of the backup is in use again.',
  there: null,
  set: 'BATON_SECRET is not the secret of the backup. Links sent earlier and stored passwords of channels work only with that one.',
  none: 'The backup holds no secret. Links sent earlier and stored passwords of channels work only with the secret of the old place.',
};

export const restore: Command = {
  name: 'restore',
  says: 'Takes a backup into this database, SQLite or PostgreSQL. Baton must not be running.',
  usage: 'FILE [--replace]',
  examples: ['bin/baton restore baton-2026-11-20.tar', 'DATABASE_URL=postgres://… bin/baton restore baton-2026-11-20.tar'],
  options: {
    replace: {
      type: 'boolean',
      says: 'Take the place of the team that is in the database. On SQLite the old file is kept beside.',
    },
  },
  async run(asked, { hands: { settings } }) {
    const [file, ...more] = asked.words;
    if (!file || more.length > 0) throw new WrongUse('Which file?');
    if (isThere(`${file}/`)) throw new Refusal(400, `${file} is a folder. Name the file of a backup.`);
    const place = settings();
    const hands = {
      now: Date.now,
      id: uuids(Date.now, (bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
      tell: () => {},
    };
    const { manifest, before, secret, unknown } = await restoreBackup(file, { place, hands, replace: asked.flag('replace') });
    const { counts, madeAt, missing } = manifest;
    const lines = [
      `Everything is back, as of ${madeAt}: ${counts.leads} ${counts.leads === 1 ? 'lead' : 'leads'} with all that belongs to ${counts.leads === 1 ? 'it' : 'them'}.`,
      before && `What was there before is kept in ${before}`,
      aboutSecret[secret],
      unknown > 0 &&
        `${unknown} ${unknown === 1 ? 'letter' : 'letters'} to customers may have gone since the backup. They are marked so, for a person to decide.`,
      missing.length > 0 && `${missing.length} attached files were not in the backup.`,
    ];
    return {
      json: { madeAt, counts, before, secret, unknown, missing },
      lines: lines.filter((line) => typeof line === 'string'),
    };
  },
};
