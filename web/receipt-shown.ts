import { findArrival } from '#store/arrivals.ts';
import { countFiles } from '#store/enquiry-page.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { receiptPage } from './pages/receipt-page.ts';
import { isReachable, promisedFor } from './promise.ts';
import type { Pages } from './public.ts';
import { asLanguage, hearStyle, teamFace } from './team-face.ts';

const receiptLasts = 7 * 86_400_000;

/** For a week, what this sender just sent and when they hear: the same whether we knew them or not, and whatever we took it for. */
export async function showReceipt(env: Env, pages: Pages, arrivalId: string, embed: boolean): Promise<Response> {
  const arrival = await findArrival(env.read, arrivalId);
  const now = env.now();
  if (!arrival || now - arrival.recorded_at > receiptLasts) return pages.notFound();
  const standard = await readStandard(env.read);
  const language = asLanguage(arrival.language);
  const say = pages.say(language, standard);
  const due = promisedFor(standard, arrival);
  const page = receiptPage({
    language,
    team: teamFace(standard),
    embed,
    name: arrival.from_name,
    email: standard.team.acknowledgement === 'none' ? null : arrival.from_email,
    reachable: isReachable(arrival),
    asked: arrival.asked,
    files: (await countFiles(env.read, [arrival.id])).get(arrival.id) ?? 0,
    style: hearStyle(standard.team),
    received: say.short(arrival.received_at),
    hear: due !== null && due > now ? { by: say.by(due), short: say.nearShort(due, now) } : null,
  });
  return pages.render(page);
}
