import type { Sayer } from '#domain/say-time.ts';
import type { EnquiryPage } from '#store/enquiry-page.ts';
import type { Standard } from '#store/standard.ts';
import { type CustomerPageFacts, customerPage } from './pages/customer-page.ts';
import type { Page } from './pages/layout.ts';
import { standingOf } from './standing.ts';
import { asLanguage, teamFace } from './team-face.ts';

/** `address`: where the page stands. */
type At = { now: number; address: string; justAdded: boolean; draft: CustomerPageFacts['draft'] };

/** The customer's page from what is known of the enquiry at this moment. */
export function enquiryPage(known: EnquiryPage, standard: Standard, say: Sayer, { now, address, justAdded, draft }: At): Page {
  const { arrival, lead, contact, additions, filesOf } = known;
  const { team } = standard;
  const named = team.names_shown_at !== null;
  const when = (at: number) => say.nearShort(at, now);
  const standing = standingOf(known, team, say, now);
  const over = standing.is === 'closed';
  // Another enquiry of theirs may have been read on this lead before this one came.
  const readAt = lead.seen_at !== null && lead.seen_at >= arrival.received_at ? lead.seen_at : null;
  return customerPage({
    language: asLanguage(arrival.language),
    team: teamFace(standard),
    number: lead.number,
    name: contact.name ?? arrival.from_name,
    standing,
    asked: arrival.asked,
    files: filesOf.get(arrival.id) ?? 0,
    received: when(arrival.received_at),
    read: readAt === null ? null : { short: when(readAt), by: named ? known.seenBy : null, all: known.additionsSeen },
    ownerName: named ? known.owner : null,
    additions: additions.map((one) => ({ short: when(one.received_at), text: one.asked, files: filesOf.get(one.id) ?? 0 })),
    justAdded,
    addAction: address,
    stamp: '',
    draft: draft ?? null,
    withdrawUrl: over || arrival.withdrawn_at !== null ? null : `${address}/withdraw`,
    bookUrl: team.booking_url,
  });
}
