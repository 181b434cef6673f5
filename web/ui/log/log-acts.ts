import { data, redirect } from 'react-router';
import { readStandard } from '#store/standard.ts';
import { logEnquiry, logMany } from '#work/arrivals/log-enquiry.ts';
import type { Env } from '#work/env.ts';
import { Refusal } from '#work/refusal.ts';
import { readLog } from './log-form.ts';

export type LogWrong = { message: string; field?: string | undefined };

export type LoggedLines = {
  lines: { line: string; number: number | null; again: boolean }[];
  /** Milliseconds that are left to take all of them back. */
  undo: { id: string; left: number } | null;
};

type Told = { wrong: LogWrong | null; typed: Record<string, string>; many: LoggedLines | null };

/** Writes down one enquiry, or one for each line. */
export async function logOnScreen(env: Env, memberId: string, form: FormData) {
  if (form.has('many')) return data<Told>({ wrong: null, typed: {}, many: await many(env, memberId, String(form.get('many'))) });
  try {
    const logged = await readLog(env.read, await readStandard(env.read), form, memberId, env.now());
    const { lead, arrival, undo } = await logEnquiry(env, { memberId }, logged);
    const place = lead ? `/leads/${lead.number}` : arrival ? `/arrivals/${arrival.id}` : '/';
    return redirect(`${place}?${undo && lead ? `did=${undo.id}` : 'logged'}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const typed = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
    const wrong = { message: error.message, field: error.field };
    return data<Told>({ wrong, typed, many: null }, { status: error.status });
  }
}

async function many(env: Env, memberId: string, text: string): Promise<LoggedLines> {
  const { lines, undo } = await logMany(env, memberId, text);
  return {
    lines: lines.map(({ line, received }) => ({
      line,
      number: received?.lead?.number ?? null,
      again: received?.arrival.outcome === 'linked' || received?.duplicate === true,
    })),
    undo: undo && { id: undo.id, left: undo.until - env.now() },
  };
}
