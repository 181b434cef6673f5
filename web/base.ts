import type { Env } from '#work/env.ts';
import { exampleBase } from '#work/example/example.ts';

type Where = Pick<Env, 'settings'>;

/** What stands before every address of a house: nothing, or that it is the example business. */
export const baseOf = ({ settings }: Where): string => (settings.example ? exampleBase : '');

/** A path of this house as the browser asks for it, for what is no screen: routers put the base there by themselves. */
export const at = (env: Where, path: string): string => baseOf(env) + path;

/** The same the other way round: what is asked for, without the base. The data of Today have it as "/example.data". */
export const pathIn = (env: Where, pathname: string): string => pathname.slice(baseOf(env).length).replace(/^(?!\/)/, '/');
