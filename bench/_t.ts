import { freshFolder } from './house.ts';
import { measureTicks } from './ticks.ts';

const { folder, remove } = freshFolder();
const t = performance.now();
const r = await measureTicks({ data: folder }, [1000, 10000]);
console.table(r.ticks);
console.log(r.scans, ((performance.now() - t) | 0) / 1000);
remove();
