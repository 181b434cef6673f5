import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';

type Shown = {
  name: string;
  words: string;
  /** What the words are about, as the heading of what opens. */
  about: string;
  tone?: 'soon';
  choices?: { value: string; words: string }[];
  chosen?: string;
  children?: ReactNode;
};

/** Words in a sentence that open on a press, to be chosen otherwise. The browser's own popover: it needs no script. */
export const Changeable = ({ name, words, about, tone, choices, chosen, children }: Shown) => (
  <>
    <button className={`changeable ${name} ${tone ?? ''}`} type="button" popoverTarget={`change-${name}`}>
      {words}
    </button>
    {/* biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a sentence */}
    <span
      className={`change ${name}`}
      id={`change-${name}`}
      popover="auto"
      role="group"
      aria-label={about}
      onKeyDown={closeOnEnter}
    >
      <b>{about}</b>
      {choices?.map((choice) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the radio itself is what keys reach
        <label className="tick" key={choice.value} onClick={closeOnPress}>
          <input type="radio" name={name} value={choice.value} defaultChecked={choice.value === chosen} />
          {choice.words}
        </label>
      ))}
      {children}
      <button className="button without-script" type="submit" name="go" value="try">
        Put it into the sentence
      </button>
    </span>
  </>
);

const opened = (target: EventTarget): HTMLElement | null => (target as HTMLElement).closest('[popover]');

/** Enter takes the choice, it does not send the form. */
function closeOnEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || (event.target as HTMLElement).tagName === 'BUTTON') return;
  event.preventDefault();
  opened(event.target)?.hidePopover();
}

/** Arrow keys click as well, with a detail of 0; they leave it open. */
function closeOnPress(event: MouseEvent): void {
  if (event.detail > 0) opened(event.target)?.hidePopover();
}
