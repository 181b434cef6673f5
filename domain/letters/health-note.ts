import { howMany } from './how-many.ts';
import { layoutLetter, type Written } from './letter-layout.ts';
import { listFoot } from './list-foot.ts';

type HealthNoteFacts = {
  /** Already said: "09:10 to 10:40 on Friday 20 November". */
  span: string;
  /** How many answers fell due meanwhile. */
  due: number;
  url: string;
  muteUrl?: string | null;
};

/** Tells the admins that nobody was reminded for a while, and what that touched. */
export function healthNote({ span, due, url, muteUrl }: HealthNoteFacts): Written {
  const fell = due === 0 ? 'No answer fell due in that time.' : `${howMany(due, 'answer', 'answers')} fell due in that time.`;
  return layoutLetter('en', 'Reminders did not run for a while', [
    { heading: ['Reminders did not run for a while.'] },
    { line: ['From ', { strong: span }, ' nobody was reminded. Reminders run again now.'] },
    { line: [{ strong: fell }, due > 0 ? ' Whoever is still waiting stands on Today.' : ''] },
    {
      line: [
        'This happens when the computer was off or asleep, or Baton was stopped. If nobody meant that, look at it before it happens again.',
      ],
    },
    { buttons: [{ label: 'Open Today', url }] },
    listFoot('You get this because you are an admin of the team.', muteUrl),
  ]);
}
