import { data } from 'react-router';
import type { Config } from '#channels/channel.ts';
import { listChannels } from '#store/channels.ts';
import { changeChannel } from '#work/change-channel.ts';
import type { Env } from '#work/env.ts';
import { Refusal } from '#work/refusal.ts';
import { type Refused, refused, textIn } from '../refused.ts';
import { admitAdmin } from './admit-admin.ts';

const host = /^[\w.-]+(?::\d+)?$/;

/** The settings of one form that is open to everybody, and how it gets onto a website. */
export async function readFormSettings(
  { read, settings }: Pick<Env, 'read' | 'settings'>,
  { searchParams }: URL,
  me: { role: string },
) {
  const forms = (await listChannels(read)).filter(({ kind, connected_at }) => kind === 'website-form' && connected_at !== null);
  const form = forms.find(({ id }) => id === searchParams.get('form')) ?? forms[0];
  const choices = forms.map(({ id, name }) => ({ value: id, words: name }));
  if (!form) return { mayChange: false, choices, form: null };
  const config = JSON.parse(form.config) as Config;
  const address = new URL(`/f/${encodeURIComponent(form.id)}`, settings.url).href;
  return {
    mayChange: me.role === 'admin',
    choices,
    form: {
      id: form.id,
      name: form.name,
      urgent: config.urgent ?? '',
      language: config.language ?? '',
      nextHosts: config.nextHosts ?? '',
      path: `/f/${encodeURIComponent(form.id)}`,
      address,
      html: plainForm(address),
    },
  };
}

/** A form that works on any website, without script. The field named _gotcha is for machines that fill in everything. */
const plainForm = (address: string): string => `<form action="${address}" method="post">
  <p><label>Name<br><input name="name" autocomplete="name"></label></p>
  <p><label>Email<br><input name="email" type="email" autocomplete="email"></label></p>
  <p><label>Telephone<br><input name="phone" type="tel" autocomplete="tel"></label></p>
  <p><label>What can we do for you?<br><textarea name="message" rows="6" required></textarea></label></p>
  <p style="position:absolute;left:-9999px" aria-hidden="true"><input name="_gotcha" tabindex="-1" autocomplete="off"></p>
  <p><button>Send</button></p>
</form>`;

export type FormTold = Partial<Refused> & { saved?: string };

export async function changeFormSettings(env: Env, me: { id: string; role: string }, form: FormData) {
  try {
    admitAdmin(me);
    const hosts = textIn(form, 'nextHosts')
      .split(/[\s,]+/)
      .map((one) =>
        one
          .trim()
          .toLowerCase()
          .replace(/^https?:\/\//, '')
          .replace(/\/.*$/, ''),
      )
      .filter((one) => one !== '');
    const strange = hosts.find((one) => !host.test(one));
    if (strange !== undefined)
      throw new Refusal(422, `“${strange}” is not the name of a website, such as www.example.com.`, { field: 'nextHosts' });
    const chosen = (name: string, of: readonly string[]) => of.find((one) => one === textIn(form, name)) ?? null;
    const config = {
      urgent: chosen('urgent', ['yes', 'no']),
      language: chosen('language', ['en', 'de', 'auto']),
      nextHosts: hosts.join(', ') || null,
    };
    await changeChannel(env, { id: textIn(form, 'id'), memberId: me.id, change: { name: textIn(form, 'name'), config } });
    return data<FormTold>({ saved: 'Saved. The form is like this from now on.' });
  } catch (error) {
    const { data: told, init } = refused(error);
    return data<FormTold>(told, init ?? 422);
  }
}
