import type { Item, Message } from '#channels/channel.ts';
import { emailPoint, phonePoint } from '#domain/contact.ts';
import { isFileWeTake } from './file-kinds.ts';
import type { FormProblem } from './pages/form-page.ts';

/** As much text as is read; what is beyond would be cut off. UTF-16 units. */
const longest = 20_000;

/** A post in which nobody said anything. */
export const hasNothing = (item: Item): boolean => item.is === 'noise' && item.reason === 'empty';

/**
 * What somebody should look at again before it is sent from our own page. Forms of other sites are never refused for it: what they
 * send is kept, and a person of the team looks.
 */
export function formProblems(
  typed: ReadonlyMap<string, string>,
  { from, attachments = [] }: Pick<Message, 'from' | 'attachments'>,
  region: string,
): FormProblem[] {
  const said = (name: string) => typed.get(name)?.trim() ?? '';
  const problems: FormProblem[] = [];
  const email = said('email');
  const badEmail = email !== '' && !emailPoint(email) && !phonePoint(email, region);
  if (badEmail) problems.push('bad-email');
  else if (!from?.email && !from?.phone) problems.push(said('phone') === '' ? 'no-contact' : 'bad-phone');
  if (said('message') === '' && attachments.length === 0) problems.push('no-message');
  if (said('message').length > longest) problems.push('too-long');
  if (!attachments.every(isFileWeTake)) problems.push('file-kind');
  return problems;
}
