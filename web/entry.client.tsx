import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { holdWhenSignedOut } from './ui/live/hold-when-signed-out.ts';
import { holdWhileUnreachable } from './ui/live/hold-while-unreachable.ts';

holdWhileUnreachable(window);
holdWhenSignedOut(window);
startTransition(() => {
  hydrateRoot(document, <HydratedRouter />);
});
