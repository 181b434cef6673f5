import { Form } from '../form.tsx';

const ways = [
  ['enquiry', 'An enquiry'],
  ['known-customer', 'Known customer, no new job'],
  ['not-an-enquiry', 'Not an enquiry'],
] as const;

/** What is it? One tap each. */
export const SortButtons = ({ id, about, first }: { id: string; about: string; first?: boolean }) => (
  <Form method="post" className="sorting" preventScrollReset>
    <input type="hidden" name="do" value="sort" />
    <input type="hidden" name="id" value={id} />
    {ways.map(([as, words], place) => (
      <button key={as} className={first && place === 0 ? 'button first' : 'button'} type="submit" name="as" value={as}>
        {words}
        <span className="unseen">: {about}</span>
      </button>
    ))}
  </Form>
);
