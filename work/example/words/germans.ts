import { wishes } from './wish.ts';

/** Owners of holiday flats, families who have moved here: they write in German, and are answered so. */
export const germans = [
  ...wishes('repair', [
    {
      asked:
        'Guten Tag, in unserer Ferienwohnung in {area} tropft der Heizkörper im Bad. Die nächsten Gäste kommen am {date}. Könnten Sie vorher vorbeischauen?',
      said: 'Ferienwohnung in {area}, Heizkörper im Bad tropft, Gäste kommen am {date}',
      about: 'Ferienwohnung: Heizkörper tropft',
      worth: [95, 240],
      language: 'de',
    },
    {
      asked:
        'Unser Warmwasserspeicher macht ein pfeifendes Geräusch, seit das Wasser abgestellt war. Wir sind erst vor Kurzem hergezogen und wissen nicht, wen man hier fragt.',
      said: 'Speicher pfeift, seit das Wasser abgestellt war, neu zugezogen',
      about: 'Warmwasserspeicher pfeift',
      worth: [110, 310],
      language: 'de',
    },
  ]),
  ...wishes('project', [
    {
      asked:
        'Sehr geehrte Damen und Herren, wir möchten in unserem Haus die alte Wanne durch eine bodengleiche Dusche ersetzen lassen. Machen Sie so etwas, und was müsste man ungefähr rechnen?',
      said: 'Bodengleiche Dusche statt Wanne, Preis?',
      about: 'Bodengleiche Dusche',
      worth: [3200, 5800],
      language: 'de',
    },
  ]),
  ...wishes('check', [
    {
      asked:
        'Wir vermieten zwei Wohnungen in {area} und wohnen selbst in Hamburg. Könnten Sie die jährliche Gasprüfung übernehmen? Die Schlüssel liegen beim Nachbarn.',
      said: 'Zwei Wohnungen in {area}, Gasprüfung, Schlüssel beim Nachbarn, Eigentümer in Hamburg',
      about: 'Gasprüfung, zwei Wohnungen',
      worth: [150, 210],
      language: 'de',
    },
  ]),
];
