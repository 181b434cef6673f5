import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Role, roleOf, sayLabel, saysNothing } from './labels.ts';

const labels: Record<Role, string[]> = {
  name: ['Name', 'your-name', 'Your Name *', 'q3_name', 'form_fields[name]', 'fields[name][value]', 'contact__name', 'full_name', 'fullName', 'Person - Name', 'Vor- und Nachname', 'Nom', 'Nom et prénom', 'Nombre y apellidos', 'Nome e cognome', 'Naam', 'Imię i nazwisko', 'IMIĘ I NAZWISKO', 'Nome completo', 'Caller', 'et_pb_contact_name_0', 'g1-name', 'jform[contact_name]', 'tx_powermail_pi1[field][name]', 'Vor- und Zuname', 'Adınız Soyadınız', 'Ονοματεπώνυμο', 'Ваше имя', "Ваше ім'я", 'الاسم', 'שם מלא', 'お名前', '姓名', '이름', 'Név', 'Nimi', 'Nume', 'Ditt namn', 'Dit fulde navn', 'Il tuo nome (richiesto)', 'realname', 'What is your name?'],
  'first-name': ['First name', 'First Name:', 'field:first_name_379d', 'names.first_name', 'contact.name.first', 'firstName', 'Vorname', 'Prénom', 'Voornaam', 'Imię', 'Primeiro nome', 'Adı', 'Όνομα', 'Имя', 'Keresztnév', 'mf-first-name'],
  'middle-name': ['Middle name', 'Tussenvoegsel'],
  'last-name': ['Last-Name', 'field:last_name_c91e', 'surname', 'Nachname', 'Nom de famille', 'Apellidos', 'Cognome', 'Achternaam', 'Nazwisko', 'Apelido', 'Sobrenome', 'Soyadınız', 'Επώνυμο', 'Фамилия', 'Sukunimi'],
  email: ['email', 'E-mail', 'e-Mail-Adresse', 'email-2', 'Email (required)', 'fields[email][value]', 'E-mail 1 - Value', 'Person - Email - Work', 'Email Address', 'Adresse e-mail', 'Courriel', 'Correo electrónico', 'Indirizzo email', 'E-mailadres', 'Adres e-mail', 'Endereço de e-mail', 'What is your email?', 'email2', 'E-posta adresiniz', 'Ηλεκτρονικό ταχυδρομείο', 'Эл. почта', 'البريد الإلكتروني', 'דוא"ל', 'メールアドレス', '电子邮箱', '이메일', 'Sähköposti'],
  phone: ['phone', 'Phone Number', 'your-tel', 'Tel.', 'q5_phoneNumber[full]', 'field:phone_23b2', 'Phone 1 - Value', 'mobile', 'Contact number', 'Telefon', 'Handynummer', 'Téléphone', 'Teléfono móvil', 'Cellulare', 'Telefoonnummer', 'Numer telefonu', 'Telemóvel', 'What is the best phone number for you?', 'phone1', 'mobilephone', 'contact.phones.0.number', 'Handy / Mobil', 'Tel. (tagsüber)', 'tél_portable', 'Telefon numaranız', 'Κινητό', 'Номер телефона', 'رقم الهاتف', 'טלפון', '電話番号', '手机号码', '연락처', 'Puhelin', 'Telefonszám', 'SMS', 'What is the best number to reach you on?'],
  company: ['Company', 'company.name', 'Organization - Name', 'Firma', 'Société', 'Empresa', 'Azienda', 'Bedrijfsnaam', 'Nazwa firmy'],
  message: ['message', 'your-message', 'Comments', 'Your enquiry', 'long_answer_1', 'notes', 'text', 'How can we help?', 'what_do_you_need?', 'Nachricht', 'Ihre Nachricht an uns', 'Wie können wir Ihnen helfen?', 'Votre message', 'Mensaje', 'Messaggio', 'Uw bericht', 'Treść wiadomości', 'Mensagem', 'Your Question', 'Vraag of opmerking', 'Décrivez votre projet', 'Mesajınız', 'Το μήνυμά σας', 'Ваше сообщение', 'Повідомлення', 'الرسالة', 'הודעה', 'お問い合わせ内容', '留言', '문의내용', 'Üzenet', 'Mesajul tău', 'Ditt meddelande', 'Vaše zpráva'],
  subject: ['Subject', 'your-subject', 'Betreff', 'Objet', 'Asunto', 'Oggetto', 'Onderwerp', 'Temat', 'Assunto'],
  address: ['Address', 'Postcode', 'Street Address', 'Address Line 2', 'Straße und Hausnummer', 'PLZ', 'Code postal', 'Dirección', 'Indirizzo', 'Adres', 'Kod pocztowy', 'Morada', 'CEP'],
  urgent: ['urgent', 'Is this urgent?', 'Dringend', 'Urgente', 'Spoed', 'Pilne'],
  wants: ['wants', 'I am interested in', 'Services', 'Type of work', 'Leistung', 'Usługa'],
  consent: ['consent', 'I agree to receive emails', 'GDPR', 'Datenschutz', 'Ich bin mit der Datenschutzerklärung einverstanden', 'Zgoda', 'Subscribe to our newsletter'],
  meta: ['_next', '_wpcf7_unit_tag', 'Remote IP', 'user_agent', 'Page URL', 'utm_source', 'gclid', 'form_id', 'fields[email][id]', 'meta[date][value]', 'form[name]', 'data.formName', '__proto__'],
}; // biome-ignore format: lists of words

test('labels of many languages are understood whatever a form builder puts around them', () => {
  for (const [role, said] of Object.entries(labels)) for (const label of said) assert.equal(roleOf(label), role, label);
});

test('what is not surely one of them is left alone', () => {
  const said = [
    '',
    'budget',
    'Date',
    '1.3',
    'item_meta[6]',
    'input_1',
    'Checkbox',
    'Preferred contact method',
    'How did you hear about us?',
    'fax',
    'product.name',
    'E-mail 1 - Label',
    'Lead owner email',
    'assigned_to.email',
    'referred_by.phone',
    'Recommended by (email)',
    'Title',
    'constructor',
    'hasOwnProperty',
    'ad',
    'art',
    'Name of event',
    'x'.repeat(10_000),
  ];
  for (const label of said) assert.equal(roleOf(label), null, label);
});

test('no label throws, and case does not matter', () => {
  const roles = new Set<string | null>([null, ...Object.keys(labels)]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (label) => roles.has(roleOf(label)) && typeof sayLabel(label) === 'string'),
  );
  for (const label of Object.values(labels).flat())
    if (!/[a-z][A-Z]/.test(label))
      assert.equal(roleOf(label.toUpperCase().replace('__PROTO__', '__proto__')), roleOf(label), label);
});

test('of a label with a hundred parts the last ones count', () => {
  assert.equal(roleOf(`${'a.'.repeat(100)}email`), 'email');
  assert.equal(roleOf(`${'a.'.repeat(100)}b`), null);
});

test('a builder’s number alone says nothing', () => {
  for (const label of ['input_3', 'dmform-2', 'item_meta[9]', '3', 'form_fields[field_a1b2c3d]', '_u456'])
    assert.ok(saysNothing(label), label);
  for (const label of ['Order number', 'fax', 'budget', 'お名前', 'm²', 'CO2', 'A4']) assert.ok(!saysNothing(label), label);
});

test('a key of a form builder is said in words, what was written for people stays', () => {
  assert.equal(sayLabel('form_fields[roof_type]'), 'Roof type');
  assert.equal(sayLabel('fields[roof_type][value]'), 'Roof type');
  assert.equal(sayLabel('your-budget'), 'Budget');
  assert.equal(sayLabel('product.name'), 'Product name');
  assert.equal(sayLabel('How old is the roof?'), 'How old is the roof?');
  assert.equal(sayLabel('E-Mail-Adresse'), 'E-Mail-Adresse');
  assert.equal(sayLabel('[]'), '[]');
});
