/** Stands over every screen of the example business. Both ways out lead to the team's own pages, so they are no routes of its router. */
export const ExampleBand = ({ standsAt }: { standsAt: string }) => (
  <aside className="band example-band" aria-label="The example business">
    <p>
      This is the example business. Nothing here is real and nothing leaves. <span>Time stands at {standsAt}.</span>
    </p>
    <form method="post" action="/example/leave">
      <button className="link" type="submit">
        Back to my team
      </button>
    </form>
    <form method="post" action="/example/throw-away">
      <button className="link" type="submit">
        Throw it away
      </button>
    </form>
  </aside>
);
