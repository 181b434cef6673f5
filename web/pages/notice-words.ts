/** A time to choose: as it is posted, and said ("17:30 today"). */
export type Choice = { at: number; said: string };

/** What a page behind a button of a notice has to say. Times come in already said. */
export type NoticeMoment =
  /** `again`: what was chosen is no longer on offer. */
  | { is: 'ask'; deed: 'spoke' | 'no-answer'; next: string }
  | { is: 'ask'; deed: 'takes-longer'; choice: Choice; mailTo: string | null; again: boolean }
  | { is: 'ask'; deed: 'snooze'; choices: Choice[]; promise: string; again: boolean }
  /** `stays`: what it tells stands on Today as well. */
  | { is: 'ask-mute' | 'muted' | 'unmuted'; when: string; stays: boolean }
  | { is: 'did'; deed: 'spoke' | 'no-answer'; next: string; undo: string | null; before: boolean }
  | { is: 'did'; deed: 'takes-longer'; until: string; mailTo: string | null; undo: string | null; before: boolean }
  | { is: 'did'; deed: 'snooze'; until: string; undo: string | null; before: boolean }
  | { is: 'undone' }
  | { is: 'not-undone' | 'refused'; why: string }
  | { is: 'answered'; by: string | null; at: string; wroteAgain: boolean }
  | { is: 'closed' | 'later' | 'over' }
  | { is: 'unknown' | 'expired' | 'left' | 'viewer' | 'gone' };

type Button = { label: string; name: string; value: string };
type Words = { title: string; says: string[]; buttons: Button[]; undo: string | null };

const say = (title: string, ...says: string[]): Words => ({ title, says, buttons: [], undo: null });
const button = (label: string, name = 'do', value = 'yes'): Button => ({ label, name, value });
const onToday = ' It still stands on Today.';
const movedOn = 'The time has moved on since you opened this. Please look once more.';

/** The sentences and buttons of the page, `who` being what the person is called. */
export function noticeWords(moment: NoticeMoment, who: string): Words {
  switch (moment.is) {
    case 'ask':
      return ask(moment, who);
    case 'did':
      return did(moment, who);
    case 'ask-mute':
      return {
        ...say('No more of these mails?', `You will get no more mails when ${moment.when}.${moment.stays ? onToday : ''}`),
        buttons: [button('Mute this kind', 'mute')],
      };
    case 'muted':
      return {
        ...say('This kind is muted.', `You get no more mails when ${moment.when}.${moment.stays ? onToday : ''}`),
        buttons: [button('Unmute', 'unmute')],
      };
    case 'unmuted':
      return say('You get these again.', `Mails come again when ${moment.when}.`);
    case 'undone':
      return say('It is taken back.', 'Everything is as it was before.');
    case 'not-undone':
      return say('It could not be taken back.', moment.why);
    case 'refused':
      return say('It was not done.', moment.why);
    case 'answered':
      return say(
        `${moment.by ?? 'Somebody'} answered ${who} already.`,
        `That was at ${moment.at}. Nothing was changed.`,
        ...(moment.wroteAgain ? [`${who} has written again since, and that is not answered yet.`] : []),
      );
    case 'closed':
      return say('This enquiry is closed.', 'It was closed since this mail was sent. Nothing was changed.');
    case 'later':
      return say('This enquiry is put to later.', 'It comes back by itself on its day. Nothing was changed.');
    case 'over':
      return say('This is no longer so.', 'Things have changed since this mail was sent. Nothing was changed by this page.');
    case 'unknown':
      return say('This link is not one of ours.', 'Maybe a piece of it is missing. Open it from the mail once more.');
    case 'expired':
      return say('This link has expired.', 'The buttons in a mail work for seven days. Nothing was changed.');
    case 'left':
      return say('This link works no longer.', 'It was made for somebody who is no longer in the team. Nothing was changed.');
    case 'viewer':
      return say('You can look, but change nothing.', 'Ask an admin if that should be different. Nothing was changed.');
    case 'gone':
      return say('This enquiry is not here any more.', 'There is nothing left to do.');
  }
}

function ask(moment: Extract<NoticeMoment, { is: 'ask' }>, who: string): Words {
  switch (moment.deed) {
    case 'spoke':
      return {
        ...say(`You spoke with ${who}?`, `It is noted as a call, and as the answer. Next: ${moment.next}.`),
        buttons: [button(`Yes, I spoke with ${who}`)],
      };
    case 'no-answer':
      return {
        ...say(`${who} did not answer?`, `It is noted as a try; ${who} still waits to hear from us. Next: ${moment.next}.`),
        buttons: [button('Yes, no answer')],
      };
    case 'takes-longer': {
      const { choice, mailTo, again } = moment;
      const mailed = mailTo
        ? `A mail goes to ${mailTo}: they hear from us by ${choice.said}.`
        : `They hear from us by ${choice.said}. Baton has no mail address for ${who}, so please ring and say so.`;
      return {
        ...say(`Tell ${who} it takes longer?`, mailed, ...(again ? [movedOn] : [])),
        buttons: [button(mailTo ? `Tell them: by ${choice.said}` : `Note it: by ${choice.said}`, 'until', String(choice.at))],
      };
    }
    case 'snooze':
      return {
        ...say(
          `Come back to ${who} another time?`,
          `The next step moves, and you are reminded then. ${moment.promise}`,
          ...(moment.again ? [movedOn] : []),
        ),
        buttons: moment.choices.map(({ at, said }) => button(`Move it to ${said}`, 'until', String(at))),
      };
  }
}

function did(moment: Extract<NoticeMoment, { is: 'did' }>, who: string): Words {
  const { undo, before } = moment;
  const once = before ? ['This was done already. Doing it again changed nothing.'] : [];
  switch (moment.deed) {
    case 'spoke':
      return { ...say(`Noted: you spoke with ${who}.`, ...once, `Next: ${moment.next}.`), undo };
    case 'no-answer':
      return { ...say(`Noted: no answer from ${who}.`, ...once, `Next: ${moment.next}.`), undo };
    case 'takes-longer': {
      const { mailTo, until } = moment;
      const told = mailTo ? `The mail goes to ${mailTo}.` : `Baton has no mail address for ${who}: please ring and say so.`;
      return { ...say(`${who} hears from us by ${until}.`, ...once, told), undo };
    }
    case 'snooze':
      return { ...say(`Moved to ${moment.until}.`, ...once, 'You are reminded then, if it is still to be done.'), undo };
  }
}
