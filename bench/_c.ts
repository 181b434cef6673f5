import { measureCapture } from './capture.ts';
import { freshFolder } from './house.ts';

const { folder, remove } = freshFolder();
const t = performance.now();
console.log(await measureCapture({ data: folder }, { rounds: 2, seconds: 2, steadySeconds: 4 }));
console.log(((performance.now() - t) | 0) / 1000);
remove();
