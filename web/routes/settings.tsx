import { useState } from 'react';
import { envContext, viewerContext } from '#web/context.ts';
import { ClosedDaysCard } from '../ui/settings/closed-days-card.tsx';
import { HoursCard } from '../ui/settings/hours-card.tsx';
import { OutcomeLine } from '../ui/settings/outcome-line.tsx';
import { RuleSentence } from '../ui/settings/rule-sentence.tsx';
import { changeSettings, readSettingsPage } from '../ui/settings/settings-page.ts';
import { SettingsTabs } from '../ui/settings/settings-tabs.tsx';
import type { WhatIf } from '../ui/settings/what-if.ts';
import { WhatIfCard } from '../ui/settings/what-if-card.tsx';
import { staysAsTyped } from '../ui/stays-as-typed.ts';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/settings.ts';

export function loader({ context, request }: Route.LoaderArgs) {
  return readSettingsPage(context.get(envContext), new URL(request.url), context.get(viewerContext)!.member);
}

export async function action({ context, request }: Route.ActionArgs) {
  return changeSettings(context.get(envContext), context.get(viewerContext)!.member, await request.formData());
}

export const shouldRevalidate = staysAsTyped;

export const meta: Route.MetaFunction = () => [{ title: 'How we answer · Baton' }];

export default function Settings({ loaderData: page, actionData }: Route.ComponentProps) {
  const told = useKept(actionData);
  const [means, setMeans] = useState<WhatIf | null>(null);
  const { versions, mayChange } = page;
  return (
    <>
      <SettingsTabs />
      <h1>How we answer</h1>
      <OutcomeLine told={told} />
      {!mayChange && <p className="quiet">Admins change this.</p>}
      <fieldset className="settings" disabled={!mayChange}>
        <RuleSentence
          key={`rule ${versions.rule}`}
          rule={told?.tried ?? page.rule}
          version={versions.rule}
          onCall={page.onCall}
          channels={page.channels}
          whatIf={page.whatIf}
          onTried={setMeans}
        />
      </fieldset>
      <div className="settings-cards">
        <fieldset className="settings" disabled={!mayChange}>
          <HoursCard key={`hours ${versions.hours}`} hours={told?.hours ?? page.hours} version={versions.hours} />
          <ClosedDaysCard
            key={`closed ${versions.closed}`}
            closed={page.closed}
            version={versions.closed}
            country={page.country}
            holidays={page.holidays}
            typed={told?.closed}
          />
        </fieldset>
        <aside aria-label="Try it">
          <WhatIfCard asked={page.whatIf} means={means ?? page.whatIf} />
        </aside>
      </div>
    </>
  );
}
