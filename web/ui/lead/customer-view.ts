import { callName } from '#domain/letters/call-name.ts';
import type { Inline } from '#domain/letters/letter-layout.ts';
import { sayer } from '#domain/say-time.ts';
import { readEnquiryPage } from '#store/enquiry-page.ts';
import type { ArrivalRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import { headline, sentence } from '#web/pages/customer-page.ts';
import { pageTexts } from '#web/pages/texts.ts';
import { standingOf } from '#web/standing.ts';
import { asLanguage } from '#web/team-face.ts';
import type { Env } from '#work/env.ts';
import { localeFor, pageUrl } from '#work/letters/compose-letter.ts';

type CustomerView = { title: string; sentence: string; url: string };

/** What the customer's own page says at this moment, in its own words and language. Null where there is no page to see. */
export async function customerView(env: Env, standard: Standard, arrivals: readonly ArrivalRow[]): Promise<CustomerView | null> {
  const first = arrivals.find(({ outcome }) => outcome === 'lead') ?? arrivals[0];
  const known = first && (await readEnquiryPage(env.read, first.id));
  if (!known || known.contact.email === null) return null;
  const { arrival, lead, contact } = known;
  const { team, timetable } = standard;
  const language = asLanguage(arrival.language);
  const texts = pageTexts[language];
  const standing = standingOf(known, team, sayer(localeFor(language, team), timetable.zone), env.now());
  const named = team.names_shown_at !== null;
  const read = lead.seen_at !== null && lead.seen_at >= arrival.received_at ? { short: '', all: known.additionsSeen } : null;
  return {
    title: headline(texts, callName(contact.name ?? arrival.from_name, language), { standing, read }),
    sentence: sentence(texts, { language, standing, ownerName: named ? known.owner : null })
      .map(plain)
      .join(''),
    url: pageUrl(env, arrival.id),
  };
}

function plain(part: Inline): string {
  if (typeof part === 'string') return part;
  return 'strong' in part ? part.strong : part.link;
}
