import type { ServerBuild } from 'react-router';
import { createRequestHandler, RouterContextProvider } from 'react-router';
import type { Env } from '#work/env.ts';
import { envContext, type Viewer, viewerContext } from './context.ts';

export type Screens = (request: Request, viewer: Viewer | null) => Promise<Response>;

/** The built screens, as one function. They are loaded at the first request, so that doors for programs do not wait for them. */
export function builtScreens(env: Env, load: () => Promise<ServerBuild>): Screens {
  const handler = createRequestHandler(load, 'production');
  return (request, viewer) => {
    const context = new RouterContextProvider();
    context.set(envContext, env);
    context.set(viewerContext, viewer);
    return handler(request, context);
  };
}
