import type { AnswerBy, Why } from './answer-by.ts';
import type { OpenBlock, Timetable } from './opening-hours.ts';
import { sayMinutes } from './say-minutes.ts';
import type { Sayer } from './say-time.ts';

/** Why this is the time, in a sentence or two: "Friday 18:05 is after closing, so by 10:00 on Monday 23 November, the next working day." */
export const whyInWords = (answer: AnswerBy, say: Sayer, timetable: Timetable): string => {
  const { receivedAt, dueAt, why } = answer;
  const parts = why.key === 'open-minutes' || why.key === 'after-break' ? timetable.openPartsBetween(receivedAt, dueAt) : [];
  return say.language === 'de' ? german(answer, parts, say) : english(answer, parts, say);
};

type Outside = Extract<Why, { key: 'outside' }>;

const anHour = 3_600_000;
const minutesOf = (part: OpenBlock) => Math.round((part.until - part.from) / 60_000);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const english = ({ receivedAt, dueAt, why }: AnswerBy, parts: OpenBlock[], say: Sayer): string => {
  const moment = (ms: number) => `${say.weekday(ms)} ${say.clock(ms)}`;
  const when = moment(receivedAt);
  switch (why.key) {
    case 'open-minutes':
    case 'after-break': {
      const open = `${capital(sayMinutes(why.minutes, 'en'))} of open time`;
      if (why.key === 'open-minutes' && parts.length < 2) return `${open} from ${when}.`;
      const pieces = parts.map((part, index) => {
        const minutes = `${minutesOf(part)} ${index > 0 ? 'more' : minutesOf(part) === 1 ? 'minute' : 'minutes'}`;
        return part.until === dueAt
          ? `${minutes} on ${say.weekday(part.from)} from ${say.clock(part.from)}`
          : `${minutes} until ${say.clock(part.until)} on ${say.weekday(part.from)}`;
      });
      return `${why.key === 'after-break' ? `${when} is in the break. ` : ''}${open}: ${pieces.join(', ')}.`;
    }
    case 'same-day':
      return `The same working day: until we close on ${say.weekday(receivedAt)} at ${say.clock(dueAt)}.`;
    case 'on-call':
      return `Urgent, and somebody is on call: within ${sayMinutes(why.minutes, 'en')} at any hour.`;
    case 'hours': {
      const hours = `${why.hours} ${why.hours === 1 ? 'hour' : 'hours'} after ${when}`;
      if (why.ended === 'open') return `${hours}.`;
      const end = `${hours} is ${moment(receivedAt + why.hours * anHour)}`;
      return why.ended === 'break'
        ? `${end}, in the break, so ${say.by(dueAt)}, when we open again.`
        : `${end}, when we are closed, so ${say.by(dueAt)}, soon after the next opening.`;
    }
    case 'outside':
      return `${cameInEnglish(why, when)}, so ${say.by(dueAt)}${setInEnglish(why)}.`;
  }
};

const cameInEnglish = ({ came, closed }: Outside, when: string): string => {
  if (came === 'before-opening') return `${when} is before opening`;
  if (came === 'after-closing') return `${when} is after closing`;
  if (came === 'last-minutes') return `${when} is shortly before closing`;
  return `${when} is on a day when we are closed${closed ? ` (${closed})` : ''}`;
};

const setInEnglish = ({ came, set, minutes }: Outside): string => {
  const day = came === 'before-opening' ? '' : ', the next working day';
  if (set === 'minutes') return `${day}, ${sayMinutes(minutes, 'en')} after opening`;
  return day + { time: '', break: ', after the break', closing: ', when we close' }[set];
};

const german = ({ receivedAt, dueAt, why }: AnswerBy, parts: OpenBlock[], say: Sayer): string => {
  const moment = (ms: number) => `${say.weekday(ms)}, ${say.clock(ms)} Uhr`;
  const when = moment(receivedAt);
  switch (why.key) {
    case 'open-minutes':
    case 'after-break': {
      const open = `${capital(nominative(why.minutes))} Öffnungszeit`;
      if (why.key === 'open-minutes' && parts.length < 2) return `${open} ab ${when}.`;
      const pieces = parts.map((part, index) => {
        const minutes = `${index > 0 ? 'weitere ' : ''}${minutesOf(part)} ${minutesOf(part) === 1 ? 'Minute' : 'Minuten'}`;
        return part.until === dueAt
          ? `${minutes} am ${say.weekday(part.from)} ab ${say.clock(part.from)} Uhr`
          : `${minutes} am ${say.weekday(part.from)} bis ${say.clock(part.until)} Uhr`;
      });
      return `${why.key === 'after-break' ? `${when} liegt in der Pause. ` : ''}${open}: ${pieces.join(', ')}.`;
    }
    case 'same-day':
      return `Am selben Arbeitstag: bis wir am ${say.weekday(receivedAt)} um ${say.clock(dueAt)} Uhr schließen.`;
    case 'on-call':
      return `Dringend, und jemand ist in Bereitschaft: zu jeder Zeit innerhalb von ${sayMinutes(why.minutes, 'de')}.`;
    case 'hours': {
      const hours = `${why.hours} ${why.hours === 1 ? 'Stunde' : 'Stunden'} nach ${when}`;
      if (why.ended === 'open') return `${hours}.`;
      const end = `${hours} ist ${moment(receivedAt + why.hours * anHour)}`;
      return why.ended === 'break'
        ? `${end}, und das liegt in der Pause, also ${say.by(dueAt)}, wenn wir wieder öffnen.`
        : `${end}, und da ist geschlossen, also ${say.by(dueAt)}, bald nach der nächsten Öffnung.`;
    }
    case 'outside':
      return `${cameInGerman(why, when)}, also ${say.by(dueAt)}${setInGerman(why)}.`;
  }
};

const cameInGerman = ({ came, closed }: Outside, when: string): string => {
  if (came === 'before-opening') return `${when} liegt vor der Öffnung`;
  if (came === 'after-closing') return `${when} liegt nach Geschäftsschluss`;
  if (came === 'last-minutes') return `${when} liegt kurz vor Geschäftsschluss`;
  return `${when} liegt an einem geschlossenen Tag${closed ? ` (${closed})` : ''}`;
};

const setInGerman = ({ came, set, minutes }: Outside): string => {
  const day = came === 'before-opening' ? '' : ' (nächster Arbeitstag)';
  if (set === 'minutes') return `${day}, ${nominative(minutes)} nach der Öffnung`;
  return day + { time: '', break: ', nach der Pause', closing: ', bis wir schließen' }[set];
};

const nominative = (minutes: number) => sayMinutes(minutes, 'de').replace('einer Stunde', 'eine Stunde');
