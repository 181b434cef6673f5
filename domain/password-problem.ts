const shortestPassword = 10;
const longest = 1000;

// Those of the lists of leaked passwords that are long enough to be tried at all, letters and digits only.
const commonest = (
  '1234567890 0123456789 0987654321 9876543210 12345678910 123456789a 123123123123 1122334455 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc ' +
  'q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop qwertyuiopasdfghjkl qwerty12345 qwerty123456 qwertzuiop asdfghjkl123 qazwsxedcrfv zxcvbnm123 ' +
  'abcdefghij abcdefghijk abc1234567 abcd123456 a123456789 password12 password123 password1234 passwordpassword passw0rd123 ' +
  'p4ssw0rd123 mypassword yourpassword newpassword changeme123 letmein123 letmeinplease welcome123 welcome1234 iloveyou12 iloveyou123 ' +
  'administrator admin12345 admin123456 football123 baseball123 basketball superman123 princess123 sunshine123 monkey12345 dragon12345 ' +
  'computer123 internet123 manchester liverpool1 passwort12 passwort123 passwort1234 geheim1234 hallo12345 willkommen willkommen1 ' +
  'willkommen123 schatz12345 ichliebedich fussball123 sommer2025 sommer2026 summer2025 summer2026 batonbaton'
).split(' ');

/** What a password must not be, besides short. */
export type PasswordAbout = {
  team?: string | null | undefined;
  email?: string | null | undefined;
  name?: string | null | undefined;
};

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const unnumbered = (text: string): string => text.replace(/^\p{N}+|\p{N}+$/gu, '');

/** Why this password keeps nobody out, as a sentence; null where it does. */
export function passwordProblem(password: string, { team, email, name }: PasswordAbout = {}): string | null {
  if ([...password].length < shortestPassword) return `A password has at least ${shortestPassword} characters.`;
  if (password.length > longest) return 'A password has at most 1,000 characters.';
  const word = plain(password);
  if (new Set(password).size < 4 || commonest.includes(word))
    return 'This password is among the first that anybody would try. Choose another one.';
  const is = (text: string | null | undefined) =>
    Boolean(text) &&
    plain(text!) !== '' &&
    [word, unnumbered(word)].some((one) => one === plain(text!) || one === unnumbered(plain(text!)));
  if (is(team)) return 'The name of the team is too easy to guess as a password. Choose another one.';
  if (is(email) || is(email?.split('@')[0]) || is(email?.split('@')[1]))
    return 'Your email address is too easy to guess as a password. Choose another one.';
  if (is(name)) return 'Your name is too easy to guess as a password. Choose another one.';
  return null;
}
