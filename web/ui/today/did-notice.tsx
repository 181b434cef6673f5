import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { Form } from '../form.tsx';
import { DoneNotice } from './done-notice.tsx';
import type { Did } from './today-acts.ts';

/** After an act on a list: what was done, Undo where there is one, and the offers that come afterwards. */
export const DidNotice = ({ did: { words, undo, sorted, lead, wrong } }: { did: Did }) => (
  <DoneNotice words={words} left={sorted || wrong ? undefined : (undo?.left ?? 10_000)}>
    {undo && <Undo {...undo} />}
    {lead && <Link to={`/leads/${lead}`}>Open #{lead}</Link>}
    {sorted && (
      <Form method="post" preventScrollReset>
        <input type="hidden" name="do" value="sort" />
        <input type="hidden" name="id" value={sorted.id} />
        {sorted.sender && !sorted.remembered && (
          <button className="link" type="submit" name="remember" value={sorted.as}>
            Always sort {sorted.sender} so
          </button>
        )}
        <button className="link" type="submit" name="as" value="enquiry">
          It is an enquiry after all
        </button>
      </Form>
    )}
  </DoneNotice>
);

/** For as long as it can be taken back; what is offered beside it stays. */
function Undo({ id, left }: { id: string; left: number }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [left]);
  if (over) return null;
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="do" value="undo" />
      <button className="link" type="submit" name="id" value={id}>
        Undo
      </button>
    </Form>
  );
}
