import { Link } from 'react-router';
import { addressWith } from '../address-with.ts';
import { Face } from '../face.tsx';
import type { TablePage } from './read-table-page.ts';
import type { TableSort } from './table-asked.ts';
import type { Cell, TableRow } from './table-row.ts';

const columns: readonly (readonly [TableSort, string])[] = [
  ['name', 'Name, company'],
  ['source', 'Came by'],
  ['received', 'Received'],
  ['owner', 'Owner'],
  ['stage', 'Stage'],
  ['last', 'Last contact'],
  ['next', 'Next follow-up'],
  ['what', 'Next action'],
  ['value', 'Value'],
  ['note', 'Where it stands'],
];

/** What comes first at the first press. */
const downFirst: readonly TableSort[] = ['received', 'last', 'value'];

type Shown = { table: TablePage; rows: TableRow[]; gone: ReadonlySet<string>; asked: URLSearchParams };

export function LeadTable({ table: { sort, descending, money, view }, rows, gone, asked }: Shown) {
  const shown = columns.filter(([column]) => column !== 'value' || money);
  return (
    <div className="table-frame">
      <table className="leads">
        <caption className="unseen">Leads. A column’s name sorts by it.</caption>
        <thead>
          <tr>
            {shown.map(([column, words]) => {
              const current = sort === column;
              const down = current ? !descending : downFirst.includes(column);
              return (
                <th
                  key={column}
                  scope="col"
                  className={column}
                  aria-sort={current ? (descending ? 'descending' : 'ascending') : undefined}
                >
                  <Link to={addressWith(asked, { view, sort: column, way: down ? 'down' : 'up', page: '' })} preventScrollReset>
                    {column === 'next' && view === 'closed' ? 'Ended' : words}
                    {current && <span aria-hidden="true">{descending ? ' ↓' : ' ↑'}</span>}
                  </Link>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-row={row.id} className={gone.has(row.id) ? 'gone' : undefined}>
              <th scope="row" className="name">
                <Link to={`/leads/${row.number}`}>{row.who}</Link>
                {row.company && <small>{row.company}</small>}
              </th>
              <td className="source">{row.source}</td>
              <td className="received">
                <Time cell={row.received} />
              </td>
              <td className="owner" title={row.owner}>
                <Face name={row.owner} />
                <span className="unseen">{row.owner}</span>
              </td>
              <td>
                <span className="chip">{row.stage}</span>
              </td>
              <td className="last">
                <Time cell={row.last} />
              </td>
              <td className="next">
                <Time cell={row.next} />
              </td>
              <td className="what" title={row.what}>
                <span>{row.what}</span>
              </td>
              {money && <td className="value figures">{row.value}</td>}
              <td className="note" title={row.note}>
                <span>{row.note}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Time = ({ cell: { words, exact, tone } }: { cell: Cell }) => (
  <span className={`figures ${tone ?? ''}`} title={exact}>
    {words}
  </span>
);

/** The same on a phone, where a table would have to be pushed sideways. */
export const LeadCards = ({ rows, gone }: { rows: TableRow[]; gone: ReadonlySet<string> }) => (
  <ul className="list lead-cards">
    {rows.map((row) => (
      <li key={row.id} data-row={row.id} className={`row plain ${row.next.tone ?? ''} ${gone.has(row.id) ? 'gone' : ''}`}>
        <div>
          <div className="who">
            <Link to={`/leads/${row.number}`}>{row.company ? `${row.who}, ${row.company}` : row.who}</Link>
          </div>
          <p className="asked">{row.what || row.note}</p>
          <p className="card-foot">
            <Time cell={row.next} />
            <span className="chip">{row.stage}</span>
            {row.value && <span className="figures">{row.value}</span>}
          </p>
        </div>
        <Face name={row.owner} />
        <span className="unseen">{row.owner}</span>
      </li>
    ))}
  </ul>
);
