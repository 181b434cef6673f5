/** Said while only this computer can reach Baton, together with what changes that. */
export const OnlyHere = () => (
  <div className="card calm only-here">
    <p>Only this computer can reach Baton for now. To let phones, colleagues and customers in:</p>
    <ol>
      <li>
        Start it with <code>HOST=0.0.0.0</code>, so that it listens to other computers.
      </li>
      <li>
        Set <code>BATON_URL</code> to the address under which they reach it, such as{' '}
        <code>https://baton.your-business.example</code>.
      </li>
    </ol>
    <p className="faint">Both go into a file named .env beside the program. Nothing you have entered is lost by it.</p>
  </div>
);
