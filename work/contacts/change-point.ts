import { emailPoint, type Point, phonePoint } from '#domain/contact.ts';
import { oneLine } from '#domain/well-formed.ts';
import { addPoint, findContact, findPoint, newPoint } from '#store/contacts.ts';
import type { Tx } from '#store/engine.ts';
import { contactsShownBy, leadsOfFamily } from '#store/family.ts';
import { setColumns } from '#store/insert.ts';
import type { PointRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { takeKnown } from './take-known.ts';
import { tellLeads } from './tell-leads.ts';

type OfContact = { id: string; memberId: string; kind: Point['kind']; value: string };

/** One more way to reach a contact. One that is somebody else's is refused with whose it is: perhaps the two are one person. */
export const addContactPoint = ({ write }: Env, { id, memberId, kind, value }: OfContact): Promise<PointRow> =>
  write(async (tx) => {
    const contact = await takeKnown(tx, id);
    if (contact.erased_at !== null) throw new Refusal(409, 'This contact has been erased.');
    const point = await readPoint(tx, kind, value);
    const [there] = await findPoint(tx.db, point);
    if (there) {
      const whose = (await findContact(tx.db, there.contact_id))!;
      if (whose.id === (await findContact(tx.db, id))!.id) return there;
      const words = kind === 'email' ? 'address' : kind === 'phone' ? 'number' : 'name';
      throw new Refusal(409, `This ${words} belongs to another contact already: ${whose.id}.`, {
        field: 'value',
        contactId: whose.id,
      });
    }
    const row = newPoint(point, id, tx.now);
    await addPoint(tx.db, row);
    if (kind !== 'handle' && contact[kind] === null) await setColumns(tx.db, 'contacts', id, { [kind]: point.value });
    await tx.db.updateTable('leads').set({ indexed_version: 0 }).where('contact_id', '=', id).execute();
    await tell(tx, id, memberId, 'point-added', kind);
    return row;
  });

/** As the store has it: addresses in lower case, numbers in E.164 form. Throws a Refusal (422) for what is none. */
export async function readPoint(tx: Tx, kind: Point['kind'], value: string, field = 'value'): Promise<Point> {
  const { team } = await readStandard(tx.db);
  const said = kind === 'email' ? emailPoint(value) : kind === 'phone' ? phonePoint(value, team.country) : oneLine(value) || null;
  if (said) return { kind, value: said };
  const what = { email: 'an email address', phone: 'a telephone number', handle: 'a name' }[kind];
  throw new Refusal(422, `“${oneLine(value, 80)}” is not ${what}.`, { field });
}

type PointChange = {
  /** A switchboard, a relay, a family: it identifies nobody. */
  shared?: boolean | undefined;
  /** They want no more mail there; says why. */
  stopped?: boolean | undefined;
  why?: string | undefined;
};

/** Changes what is known of an address or number of a contact. Throws a Refusal (404) where the contact has none such. */
export const changePoint = ({ write }: Env, asked: OfContact & { change: PointChange }): Promise<PointRow> =>
  write(async (tx) => {
    const { id, memberId, kind, value, change } = asked;
    await takeKnown(tx, id);
    const [point] = await findPoint(tx.db, await readPoint(tx, kind, value));
    if (!point || !(await contactsShownBy(tx.db, id)).includes(point.contact_id))
      throw new Refusal(404, 'This contact has no such address or number.', { field: 'value' });
    const after: PointRow = { ...point };
    if (change.shared !== undefined) after.shared_at = change.shared ? (point.shared_at ?? tx.now) : null;
    if (change.stopped === false) Object.assign(after, { stopped_at: null, stopped_by: null, stopped_why: null });
    if (change.stopped) {
      if (!change.why) throw new Refusal(422, 'Say why it is stopped.', { field: 'why' });
      Object.assign(after, { stopped_at: point.stopped_at ?? tx.now, stopped_by: memberId, stopped_why: change.why });
    }
    const { shared_at, stopped_at, stopped_by, stopped_why } = after;
    await tx.db
      .updateTable('points')
      .set({ shared_at, stopped_at, stopped_by, stopped_why })
      .where('kind', '=', point.kind)
      .where('value', '=', point.value)
      .execute();
    if ((shared_at === null) !== (point.shared_at === null))
      await tell(tx, id, memberId, shared_at === null ? 'point-unshared' : 'point-shared', kind);
    if ((stopped_at === null) !== (point.stopped_at === null))
      await tell(tx, id, memberId, stopped_at === null ? 'point-resumed' : 'point-stopped', kind);
    return after;
  });

const tell = async (tx: Tx, id: string, memberId: string, kind: string, of: Point['kind']): Promise<void> =>
  tellLeads(tx, await leadsOfFamily(tx.db, id), { memberId }, { kind, facts: { of } });
