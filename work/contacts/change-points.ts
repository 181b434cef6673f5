import { isPhone } from '#domain/contact.ts';
import { addPointIfNew, findContact, findPoint, newPoint, takePointOff } from '#store/contacts.ts';
import { contactsShownBy, pointsOfFamily } from '#store/family.ts';
import { setColumns } from '#store/insert.ts';
import type { ContactRow, PointRow } from '#store/schema.ts';
import type { Act } from '../leads/act-on-lead.ts';
import { Refusal } from '../refusal.ts';
import { readPoint } from './change-point.ts';

type Kind = 'email' | 'phone';

/** A way to reach somebody as it stands (`was`; null: none yet), and as it is to stand (null or empty: taken away). */
export type PointEdit = {
  kind: Kind;
  was: string | null;
  value: string | null;
  /** What it is called where it was said, for a refusal. */
  field?: string;
};

/**
 * Adds, corrects and takes away addresses and numbers of the lead's person, together with those of contacts merged into it. Gives the
 * kinds of which something changed. Throws a Refusal: 422 for what is none, 409 for what is somebody else's, with whose it is.
 */
export async function changePoints(act: Act, edits: readonly PointEdit[]): Promise<Kind[]> {
  const changed = new Set<Kind>();
  for (const edit of edits) if (await changeOne(act, edit)) changed.add(edit.kind);
  return [...changed];
}

async function changeOne(act: Act, { kind, was, value, field = 'points' }: PointEdit): Promise<boolean> {
  const { tx, case: known } = act;
  const next = value?.trim() ? (await readPoint(tx, kind, value, field)).value : null;
  if (next === was) return false;
  const survivor = (await findContact(tx.db, known.lead.contact_id))!;
  if (survivor.erased_at !== null) throw new Refusal(409, 'This contact has been erased.', { field });
  const ids = await contactsShownBy(tx.db, survivor.id);
  const contacts = await tx.db.selectFrom('contacts').selectAll().where('id', 'in', ids).execute();
  const points = (await pointsOfFamily(tx.db, survivor.id)).filter((point) => point.kind === kind);
  const old = points.find((point) => point.value === was);
  const shownAt = contacts.filter((contact) => was !== null && contact[kind] === was);
  if (was !== null && !old && shownAt.length === 0)
    throw new Refusal(409, 'This has been changed in the meantime. Look at it again.', { field });
  if (old?.stopped_at)
    throw new Refusal(409, 'This address has asked for no more mail. It stays here, so that none goes to it.', { field });
  const isKnown = points.some((point) => point.value === next);
  if (was === null && isKnown) return false;
  if (next && !isKnown) await add(act, newPoint({ kind, value: next }, old?.contact_id ?? survivor.id, tx.now), old, field);
  if (old) {
    await takePointOff(tx.db, old);
    act.made.push({ table: 'points', took: old });
  }
  for (const contact of was === null ? shownNowhere(contacts, survivor, points, kind) : shownAt)
    await show(act, contact, kind, next ?? firstOf(points, old, contact));
  await tx.db.updateTable('leads').set({ indexed_version: 0 }).where('contact_id', 'in', ids).execute();
  return true;
}

/** Nothing is taken from anybody. What several share is nobody's, so whoever has it says so in the contact alone. */
async function add({ tx, made }: Act, point: PointRow, old: PointRow | undefined, field: string): Promise<void> {
  const row = { ...point, shared_at: old?.shared_at ?? null };
  if (await addPointIfNew(tx.db, row)) return void made.push({ table: 'points', added: row });
  const [there] = await findPoint(tx.db, row);
  if (there?.shared_at) return;
  const whose = there && (await findContact(tx.db, there.contact_id));
  const words = `This ${point.kind === 'email' ? 'address' : 'number'} is ${whose?.name ?? 'somebody else'}’s here already.`;
  throw new Refusal(409, `${words} If they are one person, say so on the lead: it asks.`, {
    field,
    ...(whose ? { contactId: whose.id } : {}),
  });
}

/** Where a new one is to be the first: there is none yet, or none that works. */
const shownNowhere = (contacts: readonly ContactRow[], survivor: ContactRow, points: readonly PointRow[], kind: Kind) =>
  contacts.filter((contact) => {
    const first = contact[kind];
    if (first === null) return contact.id === survivor.id;
    if (kind === 'phone') return !isPhone(first);
    const point = points.find(({ value }) => value === first);
    return Boolean(point?.stopped_at ?? point?.bounced_at);
  });

/** Of what is left of this contact's own, the one that is known longest. */
const firstOf = (points: readonly PointRow[], old: PointRow | undefined, { id }: ContactRow): string | null =>
  points.find((point) => point !== old && point.contact_id === id && !point.stopped_at && !point.bounced_at)?.value ?? null;

async function show({ tx, made }: Act, contact: ContactRow, kind: Kind, value: string | null): Promise<void> {
  made.push({ table: 'contacts', id: contact.id, was: { [kind]: contact[kind] } });
  await setColumns(tx.db, 'contacts', contact.id, { [kind]: value });
}
