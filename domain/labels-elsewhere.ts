import type { Role } from './labels.ts';

/**
 * Labels of forms in languages that `labels.ts` does not speak throughout: Turkish, Greek, Russian, Ukrainian, Bulgarian, Arabic,
 * Hebrew, Japanese, Chinese, Korean, Hungarian, Finnish, Romanian, and what is missing of the Nordic and Slavic ones.
 */
export const saidElsewhere: Partial<Record<Role, string>> = {
  name: `ad soyad|adi soyadi|adınız soyadınız|adınız ve soyadınız|isim soyisim|ονοματεπώνυμο|όνομα και επώνυμο|όνομα επώνυμο|το όνομά σας|πλήρες όνομα
    |фио|ф и о|имя и фамилия|фамилия и имя|полное имя|как вас зовут|контактное лицо|ваше имя|піб|ім'я та прізвище|ваше ім'я|повне ім'я|име и фамилия|вашето име|трите имена
    |الاسم|الإسم|الاسم الكامل|الاسم بالكامل|اسمك|שם|שם מלא|お名前|名前|氏名|お客様名|ご担当者名|担当者名|姓名|您的姓名|名字|您的名字|联系人|聯絡人|称呼|이름|성함|성명
    |név|neve|teljes név|nimi|koko nimi|nimesi|nume|numele tău|numele dumneavoastră|för och efternamn|ditt namn|ditt navn|dit navn|vaše jméno|meno a priezvisko|ime i prezime|ime in priimek|họ tên|họ và tên`,
  'first-name': `adı|adınız|isim|isminiz|όνομα|имя|ім'я|име|الاسم الأول|שם פרטי|keresztnév|etunimi|prenumele|křestní jméno|meno|ime`,
  'last-name': `soyad|soyadı|soyadınız|soyisim|επώνυμο|επίθετο|фамилия|ваша фамилия|прізвище|اسم العائلة|الاسم الأخير|שם משפחה|vezetéknév|sukunimi|priezvisko|prezime|priimek`,
  email: `e posta|eposta|e posta adresi|e posta adresiniz|eposta adresi|email adresi|email adresiniz|e postanız|ηλεκτρονικό ταχυδρομείο|ηλεκτρονική διεύθυνση|διεύθυνση email|διεύθυνση ηλεκτρονικού ταχυδρομείου|το email σας
    |почта|эл почта|электронная почта|адрес электронной почты|ваш email|ваша почта|имейл|имейл адрес|електронна поща|пошта|електронна пошта|ел пошта
    |البريد الإلكتروني|البريد الالكتروني|بريدك الإلكتروني|بريد إلكتروني|الإيميل|ايميل|דוא"ל|דואל|אימייל|מייל|דואר אלקטרוני|כתובת מייל|メールアドレス|メール|電子メール|eメール|电子邮箱|邮箱|电子邮件|電子郵件|邮件|電郵|이메일|이메일 주소
    |email cím|email címe|sähköposti|sähköpostiosoite|adresa ta de email|din epost|din e post|emailová adresa`,
  phone: `telefon numarası|telefon numaranız|telefonunuz|telefon no|cep telefonu|cep telefonunuz|gsm no|gsm numarası|τηλέφωνο|τηλέφωνό σας|τηλέφωνο επικοινωνίας|αριθμός τηλεφώνου|κινητό|κινητό τηλέφωνο|σταθερό τηλέφωνο
    |телефон|номер телефона|ваш телефон|контактный телефон|мобильный|мобильный телефон|номер телефону|мобільний|мобільний телефон|телефонен номер|мобилен телефон
    |رقم الهاتف|الهاتف|هاتف|رقم هاتفك|الجوال|رقم الجوال|الموبايل|رقم الموبايل|واتساب|טלפון|טלפון נייד|נייד|מספר טלפון|電話番号|お電話番号|電話|携帯電話|携帯番号|手机号码|手机号|手机|电话|电话号码|联系电话|電話號碼|手機|聯絡電話|전화번호|전화|연락처|휴대폰|휴대폰 번호|핸드폰
    |telefonszám|telefonszáma|puhelinnumero|telefónne číslo|broj telefona|telefonska številka|số điện thoại`,
  company: `şirket|şirket adı|firma adı|εταιρεία|όνομα εταιρείας|компания|организация|название компании|фирма|компанія|організація|الشركة|اسم الشركة|חברה|שם החברה|会社名|貴社名|御社名|公司|公司名称|公司名稱|회사|회사명|cég|cégnév|yritys`,
  message: `mesajınız|mesajın|iletiniz|açıklama|notunuz|talebiniz|sorunuz|μήνυμα|το μήνυμά σας|σχόλια|περιγραφή|ερώτηση
    |сообщение|ваше сообщение|текст сообщения|комментарий|ваш комментарий|вопрос|ваш вопрос|описание|повідомлення|ваше повідомлення|текст повідомлення|коментар|запитання|съобщение|вашето съобщение|запитване|въпрос
    |الرسالة|رسالتك|نص الرسالة|الاستفسار|التفاصيل|ملاحظات|הודעה|תוכן ההודעה|הערות|お問い合わせ内容|お問合せ内容|お問い合わせ|メッセージ|ご質問|ご用件|ご要望|内容|本文|留言|留言内容|您的留言|內容|咨询内容|备注|備註|訊息|문의내용|문의 내용|문의사항|내용|메시지
    |üzenet|üzenete|megjegyzés|viestisi|mesajul tău|mesajul dumneavoastră|mesajul dvs|ditt meddelande|din melding|din besked|vaše zpráva|správa|vaša správa|poruka|vaša poruka|sporočilo|tin nhắn|nội dung`,
  subject: `konu|θέμα|тема|тема сообщения|тема повідомлення|الموضوع|נושא|件名|题目|主题|主題|제목|tárgy|aihe`,
};
