import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { burnAt } from '#domain/burn.ts';
import { SortButtons } from '../arrivals/sort-buttons.tsx';
import { Form } from '../form.tsx';
import { rememberOut } from '../out-and-back.ts';
import type { NotSent, NotSure } from './day.ts';
import { Row } from './row.tsx';
import type { TodayRow } from './today-row.ts';

type Shown = {
  gone: ReadonlySet<string>;
  /** The one row whose button is the dark one. */
  first: string | undefined;
};

type Leads = Shown & {
  rows: TodayRow[];
  title: string;
  beside?: ReactNode;
  now: number;
  mayAct: boolean;
  /** The address with a sheet open over the list. */
  over(href: string): string;
};

export const LeadSection = ({ rows, title, beside, ...shown }: Leads) =>
  rows.length > 0 && (
    <section>
      <div className="section-head">
        <h2>{title}</h2>
        {beside && <p>{beside}</p>}
      </div>
      <ul className="list">
        {rows.map((row) => (
          <LeadRow key={row.id} row={row} {...shown} />
        ))}
      </ul>
    </section>
  );

const LeadRow = ({ row, now, first, gone, mayAct, over }: Omit<Leads, 'rows' | 'title' | 'beside'> & { row: TodayRow }) => (
  <Row
    id={row.id}
    to={`/leads/${row.number}`}
    who={row.who}
    asked={row.asked}
    below={row.below}
    burn={burnAt(row.fuse, now)}
    gone={gone.has(row.id)}
    beside={
      <>
        {row.chip && <span className={`chip ${row.chip.tone}`}>{row.chip.words}</span>}
        {row.source && <small>{row.source}</small>}
      </>
    }
  >
    {mayAct && <ActButton row={row} over={over} className={row.id === first ? 'button first' : 'button'} />}
  </Row>
);

/** A telephone rings at one tap, and on the way back it is asked how it went; elsewhere the number is shown first. */
const ActButton = ({
  row: { act, who, number },
  over,
  className,
}: Pick<Leads, 'over'> & { row: TodayRow; className: string }) => (
  <Link
    className={className}
    to={act.href.startsWith('?') ? over(act.href) : act.href}
    preventScrollReset
    onClick={(event) => {
      if (!act.tel || !matchMedia('(pointer: coarse) and (max-width: 52rem)').matches) return;
      event.preventDefault();
      rememberOut(number, 'call');
      location.assign(act.tel);
    }}
  >
    {act.words}
    <span className="unseen"> {who}</span>
  </Link>
);

export const NotSureSection = ({ rows, gone, first, mayAct }: Shown & { rows: NotSure[]; mayAct: boolean }) =>
  rows.length > 0 && (
    <section id="not-sure">
      <div className="section-head">
        <h2>Not sure</h2>
        <p>What are these?</p>
      </div>
      <ul className="list">
        {rows.map((row) => (
          <Row
            key={row.id}
            {...row}
            to={`/arrivals/${row.id}`}
            gone={gone.has(row.id)}
            beside={<small>{[row.source, row.sender !== row.who && row.sender].filter(Boolean).join(' · ')}</small>}
          >
            {mayAct && <SortButtons id={row.id} about={row.who} first={row.id === first} />}
          </Row>
        ))}
      </ul>
    </section>
  );

export const NotSentSection = ({ rows, gone, mayAct }: Omit<Shown, 'first'> & { rows: NotSent[]; mayAct: boolean }) =>
  rows.length > 0 && (
    <section id="not-sent">
      <div className="section-head">
        <h2>Not sent</h2>
        <p>Did it go another way?</p>
      </div>
      <ul className="list">
        {rows.map((row) => (
          <Row
            key={row.id}
            id={row.id}
            to={`/leads/${row.number}`}
            who={row.to}
            asked={`${row.what}, ${row.words}`}
            below={`#${row.number}`}
            gone={gone.has(row.id)}
          >
            {mayAct && (
              <Form method="post" className="sorting" preventScrollReset>
                <input type="hidden" name="do" value="settle" />
                <input type="hidden" name="id" value={row.id} />
                <button className="button" type="submit" name="sent" value="yes">
                  I sent it<span className="unseen">: {row.to}</span>
                </button>
                <button className="button" type="submit" name="sent" value="no">
                  It did not go<span className="unseen">: {row.to}</span>
                </button>
              </Form>
            )}
          </Row>
        ))}
      </ul>
    </section>
  );
