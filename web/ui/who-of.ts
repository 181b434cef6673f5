import { sayPhone } from '#domain/contact.ts';
import type { LeadShown } from '#store/read-leads.ts';

/** What a lead goes by: the best its contact is known for, else its number. */
export const whoOf = (lead: LeadShown, country: string): string =>
  lead.contact_name ??
  lead.contact_company ??
  (lead.contact_phone ? sayPhone(lead.contact_phone, country) : null) ??
  lead.contact_email ??
  `#${lead.number}`;
