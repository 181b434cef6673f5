import { parentPort, workerData } from 'node:worker_threads';
import Holidays from 'date-holidays';

const { country, locale, year } = workerData as { country: string; locale: string; year: number };
const calendar = new Holidays(country, { languages: [locale.slice(0, 2), 'en'], types: ['public'] });
const days = [year, year + 1, year + 2].flatMap((one) => calendar.getHolidays(one) ?? []);
parentPort?.postMessage(days.map(({ date, name }) => ({ date: date.slice(0, 10), name })));
