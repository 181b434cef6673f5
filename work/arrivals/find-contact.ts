import type { Sender } from '#channels/channel.ts';
import { isPhone, type Point, personName, pointsOf } from '#domain/contact.ts';
import { roleOf } from '#domain/labels.ts';
import { oneLine } from '#domain/well-formed.ts';
import { addContact, addPoint, findContact, findPoint, newPoint, takeContact } from '#store/contacts.ts';
import type { Tx } from '#store/engine.ts';
import type { ContactRow, PointRow } from '#store/schema.ts';

export type Found = {
  contact: ContactRow;
  isNew: boolean;
  /** Another contact that one of the points belongs to: perhaps the same person. */
  sameAs: string | null;
  /** How a person sorted this sender before. */
  sortedAs: string | null;
};

type More = {
  region: string;
  practiceAt: number | null;
  historyAt: number | null;
  language: string | null;
  /** What else they put into a form, by its label. */
  fields?: string | null;
};

const rank: Record<Point['kind'], number> = { email: 0, phone: 1, handle: 2 };

/**
 * The contact that a sender is, taken for this deed alone, or a new one. Email beats phone where they disagree; a shared point
 * names nobody.
 */
export async function findOrAddContact(tx: Tx, sender: Sender, more: More): Promise<Found> {
  const points = pointsOf(sender, more.region).sort((a, b) => rank[a.kind] - rank[b.kind]);
  const known = (await Promise.all(points.map((point) => findPoint(tx.db, point)))).flat();
  const naming = known.filter((point) => point.shared_at === null);
  const owner = naming[0] && (await findContact(tx.db, naming[0].contact_id));
  const contact = owner ? await complete(tx, owner, sender, points, more) : await addNew(tx, sender, points, more);
  for (const point of points)
    if (!known.some(({ kind, value }) => kind === point.kind && value === point.value))
      await addPoint(tx.db, newPoint(point, contact.id, tx.now));
  return {
    contact,
    isNew: !owner,
    sameAs: await anotherOf(tx, naming, contact.id),
    sortedAs: naming.find((point) => point.sorted_as !== null)?.sorted_as ?? null,
  };
}

/** Points that disagree: the other contact that one of them belongs to, unless the two were merged. */
async function anotherOf(tx: Tx, naming: readonly PointRow[], contactId: string): Promise<string | null> {
  for (const { contact_id } of naming) {
    if (contact_id === naming[0]!.contact_id) continue;
    const other = await findContact(tx.db, contact_id);
    if (other && other.id !== contactId) return other.id;
  }
  return null;
}

async function addNew(
  tx: Tx,
  sender: Sender,
  points: readonly Point[],
  { practiceAt, historyAt, language, fields }: More,
): Promise<ContactRow> {
  const contact: ContactRow = {
    id: tx.id(),
    name: sender.name ? personName(sender.name) : null,
    company: sender.company ? oneLine(sender.company) : null,
    email: points.find(({ kind }) => kind === 'email')?.value ?? null,
    phone: phoneIn(points) ?? typedPhone(sender, fields),
    address: null,
    language,
    note: null,
    version: 1,
    each_thread_at: null,
    merged_into_id: null,
    practice_at: practiceAt,
    history_at: historyAt,
    erased_at: null,
    created_at: tx.now,
  };
  await addContact(tx.db, contact);
  return contact;
}

const phoneIn = (points: readonly Point[]): string | null => points.find(({ kind }) => kind === 'phone')?.value ?? null;

/** What cannot be a number is shown as it was typed, because a person may tell what was meant; it is no point, so nobody is found by it. */
function typedPhone({ phone }: Sender, fields: string | null = null): string | null {
  const labelled = Object.entries(JSON.parse(fields ?? '{}') as Record<string, string>);
  const typed = phone ?? labelled.find(([label]) => roleOf(label) === 'phone')?.[1];
  return typed && /\d\D*\d/.test(typed) && !typed.includes('@') ? oneLine(typed, 60) : null;
}

/** Takes a known contact and adds what was not known of it. */
async function complete(
  tx: Tx,
  { id }: ContactRow,
  sender: Sender,
  points: readonly Point[],
  { fields }: More,
): Promise<ContactRow> {
  const [contact] = await takeContact(tx.db, { id });
  const more = {
    name: contact!.name ?? (sender.name ? personName(sender.name) : null),
    company: contact!.company ?? (sender.company ? oneLine(sender.company) : null),
    email: contact!.email ?? points.find(({ kind }) => kind === 'email')?.value ?? null,
    phone: isPhone(contact!.phone) ? contact!.phone : (phoneIn(points) ?? contact!.phone ?? typedPhone(sender, fields)),
  };
  const news = Object.entries(more).some(([column, value]) => contact![column as keyof typeof more] !== value);
  if (news) await tx.db.updateTable('contacts').set(more).where('id', '=', id).execute();
  return { ...contact!, ...more };
}
