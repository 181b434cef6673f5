import { parentPort, workerData } from 'node:worker_threads';
import { makeExampleFile } from './start-example-making.ts';

await makeExampleFile(workerData, { tell: inSteps((share) => parentPort?.postMessage(share)) });

/** A hundred times is often enough. */
function inSteps(tell: (share: number) => void): (share: number) => void {
  let told = 0;
  return (share) => {
    if (share - told < 0.01) return;
    told = share;
    tell(share);
  };
}
