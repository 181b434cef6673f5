import { data } from 'react-router';
import type { Config } from '#channels/channel.ts';
import { escapeHtml } from '#domain/letters/letter-layout.ts';
import { type Question, readQuestions } from '#domain/questions.ts';
import { listChannels } from '#store/channels.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { Refusal } from '#work/refusal.ts';
import { changeChannel } from '#work/team/change-channel.ts';
import { stampOf } from '#work/team/changed-meanwhile.ts';
import { type Refused, refused, textIn } from '../refused.ts';
import { admitAdmin } from './admit-admin.ts';
import { showQuestions } from './questions-form.ts';

const host = /^[\w.-]+(?::\d+)?$/;

type FormFields = Record<'name' | 'urgent' | 'language' | 'nextHosts', string>;

/** The settings of one form that is open to everybody, what it asks, and how it gets onto a website. */
export async function readFormSettings(
  { read, settings }: Pick<Env, 'read' | 'settings'>,
  { searchParams }: URL,
  me: { role: string },
) {
  const [channels, { team }] = await Promise.all([listChannels(read), readStandard(read)]);
  const forms = channels.filter(({ kind, connected_at }) => kind === 'website-form' && connected_at !== null);
  const form = forms.find(({ id }) => id === searchParams.get('form')) ?? forms[0];
  const choices = forms.map(({ id, name }) => ({ value: id, words: name }));
  const questions = showQuestions(team);
  if (!form) return { mayChange: false, choices, questions, form: null };
  const config = JSON.parse(form.config) as Config;
  const address = new URL(`/f/${encodeURIComponent(form.id)}`, settings.url).href;
  return {
    mayChange: me.role === 'admin',
    choices,
    questions,
    form: {
      id: form.id,
      seen: stampOf(form, ['name', 'config']),
      fields: {
        name: form.name,
        urgent: config.urgent ?? '',
        language: config.language ?? '',
        nextHosts: config.nextHosts ?? '',
      },
      path: `/f/${encodeURIComponent(form.id)}`,
      address,
      html: plainForm(address, readQuestions(team.questions)),
    },
  };
}

/** A form that works on any website, without script. The field named _gotcha is for machines that fill in everything. */
const plainForm = (address: string, questions: readonly Question[]): string => `<form action="${address}" method="post">
  <p><label>Name<br><input name="name" autocomplete="name"></label></p>
  <p><label>Email<br><input name="email" type="email" autocomplete="email"></label></p>
  <p><label>Telephone<br><input name="phone" type="tel" autocomplete="tel"></label></p>
  <p><label>What can we do for you?<br><textarea name="message" rows="6" required></textarea></label></p>
${questions
  .filter(({ when }) => when === 'always')
  .map(plainQuestion)
  .join(
    '',
  )}  <p style="position:absolute;left:-9999px" aria-hidden="true"><input name="_gotcha" tabindex="-1" autocomplete="off"></p>
  <p><button>Send</button></p>
</form>`;

const plainQuestion = ({ key, label, required }: Question): string =>
  `  <p><label>${escapeHtml(label)}<br><input name="${key}"${required ? ' required' : ''}></label></p>\n`;

export type FormRead = NonNullable<Awaited<ReturnType<typeof readFormSettings>>['form']>;
export type FormTold = Partial<Refused> & { about: 'form'; saved?: string; fields?: FormFields };

export async function changeFormSettings(env: Env, me: { id: string; role: string }, form: FormData) {
  const typed = (name: string) => textIn(form, name).slice(0, 2_000);
  const fields = { name: typed('name'), urgent: typed('urgent'), language: typed('language'), nextHosts: typed('nextHosts') };
  try {
    admitAdmin(me);
    const chosen = (name: keyof FormFields, of: readonly string[]) => of.find((one) => one === fields[name]) ?? null;
    const config = {
      urgent: chosen('urgent', ['yes', 'no']),
      language: chosen('language', ['en', 'de', 'auto']),
      nextHosts: hostsIn(fields.nextHosts).join(', ') || null,
    };
    const seen = textIn(form, 'seen') || undefined;
    await changeChannel(env, { id: textIn(form, 'id'), memberId: me.id, change: { name: fields.name, config }, seen });
    return data<FormTold>({ about: 'form', saved: 'Saved. The form is like this from now on.' });
  } catch (error) {
    const { data: told, init } = refused(error);
    return data<FormTold>({ about: 'form', ...told, fields }, init ?? 422);
  }
}

function hostsIn(text: string): string[] {
  const bare = (one: string) =>
    one
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/.*$/, '');
  const hosts = text
    .split(/[\s,]+/)
    .map(bare)
    .filter((one) => one !== '');
  const strange = hosts.find((one) => !host.test(one));
  if (strange === undefined) return hosts;
  throw new Refusal(422, `“${strange}” is not the name of a website, such as www.example.com.`, { field: 'nextHosts' });
}
