import type { ReactNode } from 'react';

export type AccountAnswer =
  | { about: string; said?: string | undefined; wrong?: string | undefined; field?: string | null | undefined }
  | undefined;

/** What the answer says about this act and this field, if it is about them at all. */
export const wrongIn = (answer: AccountAnswer, about: string, field: string): string | null =>
  answer?.about === about && answer.field === field ? (answer.wrong ?? null) : null;

type Shown = { title: string; about: string; answer: AccountAnswer; fields?: string[]; children: ReactNode };

/** One matter of a page of settings, with what was said about the last act on it. `about` begins the names of its acts. */
export function AccountSection({ title, about, answer, fields = [], children }: Shown) {
  const mine = answer?.about.startsWith(about) ? answer : undefined;
  const wrong = mine?.wrong && !fields.includes(mine.field ?? '') ? mine.wrong : null;
  return (
    <section className="matter" aria-labelledby={`about-${about}`}>
      <h2 id={`about-${about}`}>{title}</h2>
      <div>
        {wrong && (
          <p className="wrong-box" role="alert">
            {wrong}
          </p>
        )}
        {mine?.said && (
          <p className="said-box" role="status">
            {mine.said}
          </p>
        )}
        {children}
      </div>
    </section>
  );
}

/** The name of the act that a form is about; all forms of the page go to one address. */
export const About = ({ act }: { act: string }) => <input type="hidden" name="about" value={act} />;
