import { Form, Link } from 'react-router';
import { DoneNotice } from './done-notice.tsx';
import type { Did } from './today-acts.ts';

/** After an act on a list: what was done, Undo where there is one, and the offers that come afterwards. */
export const DidNotice = ({ did: { words, undo, sorted, lead, wrong } }: { did: Did }) => (
  <DoneNotice words={words} left={undo?.left ?? (sorted || wrong ? undefined : 10_000)}>
    {undo && (
      <Form method="post" preventScrollReset>
        <input type="hidden" name="do" value="undo" />
        <button className="link" type="submit" name="id" value={undo.id}>
          Undo
        </button>
      </Form>
    )}
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
