import { howMany, soMany } from './how-many.ts';
import { type Block, layoutLetter, type Written } from './letter-layout.ts';
import { listFoot } from './list-foot.ts';

/** One week, enquiries only; practice and history are not in it. */
export type FridayFigures = {
  came: number;
  inTime: number;
  /** Of those in time: answered after a reminder had gone. */
  reminded: number;
  answeredLate: number;
  /** Not answered yet and longer than we said. */
  waitingLate: number;
};

type FridayNoteFacts = FridayFigures & { team: string; url: string; muteUrl?: string | null };

function lateLine({ answeredLate, waitingLate }: FridayFigures): string {
  const parts = [
    ...(answeredLate > 0 ? [`${soMany(answeredLate, 'person was', 'people were')} answered later than we said`] : []),
    ...(waitingLate > 0 ? [`${soMany(waitingLate, 'person is', 'people are')} still waiting longer than we said`] : []),
  ].join(', and ');
  return parts ? `${parts.charAt(0).toUpperCase()}${parts.slice(1)}.` : 'Nobody waited longer than we said.';
}

function lines(figures: FridayFigures): string[] {
  const { came, inTime, reminded } = figures;
  const needed =
    reminded > 0
      ? `${howMany(reminded, 'of those was', 'of those were')} answered only after Baton had reminded.`
      : 'No reminder was needed for that.';
  return [
    `${howMany(came, 'enquiry', 'enquiries')} came in.`,
    ...(inTime > 0 ? [`${howMany(inTime, 'was', 'were')} answered in time.`, needed] : ['None was answered in time so far.']),
    lateLine(figures),
  ];
}

/** The week in four plain lines, for the admins, in the first weeks. */
export function fridayNote(facts: FridayNoteFacts): Written {
  const subject = `The week at ${facts.team}: ${soMany(facts.came, 'enquiry', 'enquiries')} came in`;
  const blocks: Block[] = [
    { heading: ['This week.'] },
    ...(facts.came === 0
      ? [{ line: ['No enquiries came in this week. If that surprises you, send yourself one and see whether it arrives.'] }]
      : lines(facts).map((line) => ({ line: [line] }))),
    { buttons: [{ label: 'Open Today', url: facts.url }] },
    listFoot('You get this in the first four weeks, because you are an admin of the team.', facts.muteUrl),
  ];
  return layoutLetter('en', subject, blocks);
}
