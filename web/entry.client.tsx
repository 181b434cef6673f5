import { type ReactNode, startTransition, useLayoutEffect, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { holdWhenSignedOut } from './ui/live/hold-when-signed-out.ts';
import { holdWhileUnreachable } from './ui/live/hold-while-unreachable.ts';
import { keepEarly } from './ui/live/keep-early.ts';
import { leaveWhenGone } from './ui/live/leave-when-gone.ts';

holdWhileUnreachable(window);
holdWhenSignedOut(window);
leaveWhenGone(window);
const early = keepEarly(window);
startTransition(() => {
  hydrateRoot(
    document,
    <Alive>
      <HydratedRouter />
    </Alive>,
  );
});

/**
 * What was said before the page came alive is told at once, and once more when the event is over by which it may have woken up. The
 * second time round every effect of the first has been run, so that what is told is heard.
 */
function Alive({ children }: { children: ReactNode }) {
  const [alive, setAlive] = useState(false);
  useLayoutEffect(() => {
    if (!alive) return setAlive(true);
    queueMicrotask(early.tell);
    setTimeout(early.end);
  }, [alive]);
  return children;
}
