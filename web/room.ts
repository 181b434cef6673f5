import type { ServerResponse } from 'node:http';

/** What one answer holds in memory. `take` is false where there is no room for so many bytes more; then nothing of its is held. */
type Place = { take(bytes: number): boolean };

/** Room for so many bytes, shared by all that is under way. What an answer has taken is free again when it is over. */
export type Room = (answer: Pick<ServerResponse, 'once'>) => Place;

/** Photos that are being sent at the same time may hold so much memory, in bytes; one room for all public doors of an app. */
export const roomForPhotos = (): Room => roomFor(150_000_000);

export function roomFor(most: number): Room {
  let held = 0;
  return (answer) => {
    let own = 0;
    const leave = () => {
      held -= own;
      own = 0;
    };
    answer.once('close', leave);
    return {
      take(bytes) {
        const fits = held + bytes <= most;
        if (fits) {
          held += bytes;
          own += bytes;
        } else leave();
        return fits;
      },
    };
  };
}
