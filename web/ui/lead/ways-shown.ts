import { isPhone, sayPhone } from '#domain/contact.ts';
import type { Db } from '#store/engine.ts';
import { pointsOfFamily } from '#store/family.ts';
import type { ContactRow, PointRow } from '#store/schema.ts';

type Kind = 'phone' | 'email';
type Way = { kind: Kind; value: string; point: PointRow | undefined };

const labels = { phone: 'Phone', email: 'Email' } as const;

/** Every way the person can be reached, the first of each kind first; and the fields in which these are changed. */
export async function waysShown(db: Db, person: ContactRow, country: string) {
  const points = await pointsOfFamily(db, person.id);
  const ways = { phone: waysOf('phone', person, points), email: waysOf('email', person, points) };
  const [phone] = ways.phone;
  const [email] = ways.email;
  return {
    call: phone && isPhone(phone.value) ? { href: `tel:${phone.value}`, words: sayPhone(phone.value, country) } : null,
    mail: email ? { href: `mailto:${email.value}`, address: email.value, stopped: unfit(email) } : null,
    ways: [...ways.phone, ...ways.email].map((way, place) => ({
      id: `${way.kind}${place}`,
      label: labels[way.kind],
      words: said(way, country),
      href: hrefOf(way),
      late: unfit(way),
      soon: hrefOf(way) ? null : 'as typed, cannot be rung',
    })),
    fields: (['phone', 'email'] as const).flatMap((kind) => fieldsOf(kind, ways[kind], country)),
  };
}

/** What a field of these holds while nobody has changed it. */
export const asShown = (kind: Kind, value: string, country: string): string =>
  kind === 'phone' ? sayPhone(value, country) : value;

/** The contact's own is the one that is rung and written to; it may be no point, where it is somebody else's as well or none at all. */
function waysOf(kind: Kind, person: ContactRow, points: readonly PointRow[]): Way[] {
  const known = points.filter((point) => point.kind === kind).map((point): Way => ({ kind, value: point.value, point }));
  const first = person[kind];
  if (first === null) return known;
  const rest = known.filter(({ value }) => value !== first);
  return [{ kind, value: first, point: points.find((point) => point.kind === kind && point.value === first) }, ...rest];
}

const said = ({ kind, value }: Way, country: string) => asShown(kind, value, country);

function hrefOf({ kind, value }: Way): string | null {
  if (kind === 'email') return `mailto:${value}`;
  return isPhone(value) ? `tel:${value}` : null;
}

function unfit({ point }: Way): string | null {
  if (point?.stopped_at) return 'This address has asked for no more mail.';
  return point?.bounced_at ? 'Mail to this address came back.' : null;
}

function fieldsOf(kind: Kind, ways: readonly Way[], country: string) {
  const label = labels[kind];
  const known = ways.map((way, place) => ({
    name: `${kind}:${way.value}`,
    label: place === 0 ? label : `${label} ${place + 1}`,
    value: said(way, country),
    hint: unfit(way) ?? (hrefOf(way) ? undefined : 'As typed, cannot be rung.'),
    readOnly: Boolean(way.point?.stopped_at),
  }));
  const more = { name: `${kind}:`, label: known.length > 0 ? `One more ${label.toLowerCase()}` : label, value: '' };
  return [...known, { ...more, hint: known.length > 0 ? 'To take one away, empty its field.' : undefined, readOnly: false }];
}
