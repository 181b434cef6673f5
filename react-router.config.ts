import type { Config } from '@react-router/dev/config';

export default {
  ssr: true,
  appDirectory: 'web',
  buildDirectory: 'build',
  // One small manifest up front: no request for it while going from screen to screen.
  routeDiscovery: { mode: 'initial' },
} satisfies Config;
