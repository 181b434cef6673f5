import { index, layout, type RouteConfig, route } from '@react-router/dev/routes';

export default [
  route('sign-in', 'routes/sign-in.tsx'),
  layout('routes/shell.tsx', [
    index('routes/today.tsx'),
    route('leads', 'routes/leads.tsx'),
    route('leads/:number', 'routes/lead.tsx'),
    route('log', 'routes/log.tsx'),
  ]),
] satisfies RouteConfig;
