// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/vocabulary.h"

#include <algorithm>
#include <iterator>

namespace varta {
namespace {

constexpr std::string_view kPeriods[] = {"",     "hour",  "shift", "day",
                                         "week", "month", "year",  "piece"};

struct CurrencyRow {
  std::string_view code;
  std::string_view words;
  std::string_view adjectives;  // of a name that several countries use
};
constexpr CurrencyRow kCurrencies[] = {
    {"UAH", "грн uah гривень гривен гривн|F гривн|ya гривня гривню", ""},
    {"USD", "usd дол долл долар|N доллар|N бакс|N dollar|E dolar|P у+о у+е",
     "американськ|A американск|A"},
    {"EUR", "eur euro euros евро євро", ""},
    {"RUB", "руб рубл|S rub rur р", "російськ|A российск|A"},
    {"PLN", "pln zl zlotych zlote zloty злот|A злотих злоти злота зл", ""},
    {"GBP", "gbp фунт+стерлінг|N фунтів+стерлінг|N фунт|N pounds", ""},
    {"CZK", "czk kc крон|F korun|F", "чеськ|A чешск|A"},
    {"NOK", "nok", "норвезьк|A норвежск|A"},
    {"SEK", "sek", "шведськ|A шведск|A"},
    {"DKK", "dkk", "данськ|A датск|A"},
    {"RON", "ron лей леї леїв леев леи lei", "румунськ|A румынск|A"},
    {"MDL", "mdl", "молдовськ|A молдавск|A молдавськ|A"},
    {"BGN", "bgn левів левов", ""},
    {"HUF", "huf форинт|N", ""},
    {"TRY", "tl турецьк|A+лір|F турецк|A+лир|F лір лир", ""},
    {"ILS", "ils nis шекел|S шекел|N", ""},
    {"AED", "aed дирхам|N dirham|E", ""},
    {"KZT", "kzt тенге", ""},
    {"CHF", "chf франк|N", ""},
    {"CNY", "cny юан|S юан|J", ""},
    {"USDT", "usdt", ""},
    {"BYN", "byn", "білоруськ|A белорусск|A"},
};

struct Sign {
  char32_t sign;
  std::string_view code;
};
constexpr Sign kSigns[] = {{U'$', "USD"},   {0x20AC, "EUR"}, {0x20B4, "UAH"}, {0xA3, "GBP"},
                           {0x20BD, "RUB"}, {0x20BA, "TRY"}, {0x20AA, "ILS"}, {0x20B8, "KZT"}};

constexpr std::string_view kMessengers[] = {"telegram", "viber", "whatsapp",  "signal",
                                            "wechat",   "line",  "messenger", "direct"};
constexpr std::string_view kMessengerWords[] = {
    "telegram телеграм|N телеграмм|N телеграмм телега телегу телеге телезі тг tg тґ",
    "viber вайбер|N вібер",
    "whatsapp watsapp вотсап|N вотсапп|N ватсап|N ватсапп|N вацап|N воцап|N",
    "signal+messenger",
    "wechat вічат",
    "line+id",
    "messenger месенджер|N мессенджер|N",
    "лс личк|F приват|N особист|A+повідомленн|Y особисті директ|N direct dm пп"};

struct WordRow {
  Kind kind;
  uint16_t id;
  std::string_view forms;
};
constexpr WordRow kWords[] = {
    {Kind::kFrom, 0, "від от from od"},
    {Kind::kWeakFrom, 0, "з с із со"},
    {Kind::kTo, 0, "до to do"},
    {Kind::kThrough, 0, "по"},
    {Kind::kThousand, 3, "тис тыс тисяч тысяч тисячі тысячи k к tys т"},
    {Kind::kThousand, 6, "млн мільйон|N миллион|N mln"},
    {Kind::kThousand, 9, "млрд мільярд|N миллиард|N mld"},
    {Kind::kPer, 0, "на за в у per a an na za w кожну кожен кожний each"},
    {Kind::kPeriod, kHourly,
     "год годин|F час|N ч hour|E hr h година годину годз godz godzin|F godzine"},
    {Kind::kPeriod, kShiftly, "змін|F смен|F shift|E zmian|F zmiane"},
    {Kind::kPeriod, kDaily,
     "день дня днів дней добу доби сутки сутк|F day days d dzien dnia доба вихід выход "
     "робочий+день рабочий+день ніч ночь night вечір вечер"},
    {Kind::kPeriod, kWeekly,
     "тижд|S тиждень неділю недел|ya неделю week|E tydzien tygodni|S tygodnia"},
    {Kind::kPeriod, kMonthly,
     "місяц|S місяць міс месяц|N мес month|E mo miesiac mies miesieczni|S miesiaca"},
    {Kind::kPeriod, kYearly, "рік year|E год+брутто rok"},
    {Kind::kPeriod, kPiece,
     "шт штук|F одиницю единицу кг kg sztuka sztuke sztuki piece|E тонн|F ящик|N кв"},
    {Kind::kEvery, kMonthly, "щомісяця щомісячно ежемесячно monthly miesiecznie"},
    {Kind::kEvery, kWeekly, "щотижня щотижнево еженедельно weekly tygodniowo"},
    {Kind::kEvery, kDaily, "щодня щоденно ежедневно daily dziennie"},
    {Kind::kEvery, kHourly, "погодинно почасово hourly"},
    {Kind::kNet, 0,
     "на+руки на+карту чист|A чистими нетто брутто netto brutto net gross готівк|F нал наличными"},
    {Kind::kWageLabel, 0,
     "зарплат|F зарплатн|ya зарплатня з+п зп оклад|N заробіт|K заробіток заробітку заробітком "
     "заробітн|A+плат|F заработн|A+плат|F заработ|K заработок заработка заработком заробляй "
     "зарабатывай "
     "заробляти зарабатывать оплат|F+прац|a оплата+праці оплата+труда ставк|F ставка "
     "дохід доходу доход|N платимо платим платять платят виплат|F+щодня доходи "
     "salary salaries wage|E earnings earn pay stawk|P stawka stawki placa place pensja pensji "
     "wynagrodzenia wynagrodzenie zarobki zarobk|P оклад+від винагород|F вознаграждени|Y "
     "гонорар|N"},
    {Kind::kWageLabel, 1, "оплат|F выплат|F виплат|F"},
    {Kind::kPriceLabel, 0,
     "цін|F цен|F варт|S вартіст|S вартість стоимост|S коштує коштують стоит стоят ціною ценою "
     "price|E cost|E cen|P cena ceny оренд|F аренд|F rent продам продаю продається продается "
     "знижк|F скидк|F депозит|N доставк|F штраф|N завдат|K бюджет|N вклад|N кредит|N позик|F "
     "комісі|I комисси|I внес|K інвестиці|I инвестици|I оплата+за+посередництво квартплат|F "
     "комунальні коммунальные житло проживанн|Y проживани|Y проїзд проезд передоплат|F "
     "предоплат|F"},
    {Kind::kWorkTrigger, 0,
     "робот|F работ|F вакансі|I вакансі|Y вакансия вакансии вакансий вакансию потрібен потрібн|A "
     "требуется требуются "
     "потрібно нужен нужн|A нужны шукаємо шукаю шукає шукають ищем ищу ищет ищут запрошуємо "
     "приглашаем "
     "набір набираємо набор набираем працівник|N робітник|N работник|N рабоч|G робоч|G сотрудник|N "
     "співробітник|N "
     "працевлаштуванн|Y трудоустройств|o підробіт|K підробіток подработ|K подработк|F подработка "
     "заробітки заработки працювати "
     "job|E work vacancy vacancies hiring needed wanted required employment worker|E staff recruit "
     "recruiting "
     "praca prace pracy pracownik|P pracownic|P poszukujemy szukamy zatrudnimy zatrudnie "
     "oferta+pracy "
     "кастинг|N працю прац|a треба наймаємо пропонуємо предлагаем вахт|F"},
    {Kind::kPreciseWork, 0,
     "потрібен потрібн|A потрібно требуется требуются нужен нужн|A нужны шукаємо шукаю шукає "
     "шукають ищем ищу ищет "
     "ищут запрошуємо приглашаем набір набираємо набор набираем вакансі|I вакансия вакансии "
     "вакансий вакансию працівник|N "
     "hiring needed wanted required vacancy poszukujemy szukamy zatrudnimy praca робот|F работ|F "
     "кастинг|N "
     "працювати работать посад|F должност|S стати стать професі|I професси|I треба jobs job"},
    {Kind::kMove, 0,
     "виїзд|N выезд|N виїхати виїжджа|V выехать поїздк|F поездк|F їхати їде їдемо їду їдуть ехать "
     "едем еду едет поїхати поехать "
     "переїзд|N переезд|N переїхати переехать відправля|V отправля|V відправка отправка вивеземо "
     "доставимо везем веземо "
     "трансфер|N travel going move relocation wyjazd wyjazdy візу візи виз|F виза віза "
     "відрядженн|Y "
     "летим летимо"},
    {Kind::kRoute, 0,
     "рейс|N маршрут|N перевез|V перевезенн|Y перевоз|K перевозки автобус|N поїзд|N поезд|N "
     "маршрутк|F бус bus route trip "
     "попутник|N попутчик|N трансфер|N пасажир|N пассажир|N"},
    {Kind::kYears, 0,
     "років роки рік року лет год года роках годам рочків рочки рочок годиків годика годик years "
     "year yo lat lata"},
    {Kind::kYearOld, 0,
     "річн|A летн|A летняя летней летнюю летние летних летний летнего летнему летним ліття"},
    {Kind::kAgeLabel, 0, "вік віком віку віці возраст|N возрасте age aged ages wiek wieku wiekiem"},
    {Kind::kMe, 0,
     "мені мне я+маю i'm im i+am mam мені+виповнилось мені+виповнилося мне+исполнилось "
     "мне+уже мені+вже"},
    {Kind::kPerson, 0,
     "дівчин|F дівчат дівчата дівчатам дівчатами дівчатах девушк|F девушка девушек девчон|K "
     "девчата девчат девоч|K "
     "дівчин|K дівчинка дівчинку хлопц|a хлопець хлопці хлопців хлопця хлопцям парен|S парень "
     "парня парней парни "
     "жін|K жінка жінок женщин|F чоловік|N мужчин|F юнак|N юнош|F юнош|N кандидат|N особ|F особам "
     "осіб людин|F людей люди людям "
     "пар|F пара подруг|F школяр|R школярк|F школярка школьниц|F школьник|N студент|N студентк|F "
     "підліт|K підлітків подрост|K подростков "
     "girl|E boy|E woman women man men female|E male|E lady ladies candidate|E guy|E dziewczyn|P "
     "dziewczyna kobiet|P kobieta mezczyzn|P osob osoby "
     "громадян|N громадянк|F працівник|N працівниц|C підопічн|A бабус|ya бабуся бабушк|F сусідк|F "
     "модел|S модель моделей"},
    {Kind::kChild, 0,
     "дит|N дитин|F діти дітей дітям дітьми ребен|K ребенок ребенка дети детей детям малюк|N "
     "малыш|N син сину сина сын сыну сына "
     "дочк|F доч|K донечк|F донька доньк|F дон|K дочка дочці дочке child children kid|E baby son "
     "daughter dziecko dzieci dziecka "
     "онук|N внук|N близнюк|N дівчинці хлопчик|N мальчик|N"},
    {Kind::kNoAge, 0,
     "досвід досвіду досвідом різниц|ts разниц|tsr опыт|N стаж|N experience doswiadczenia "
     "doswiadczenie "
     "гаранті|I гаранти|I "
     "контракт|N договір договор|N "
     "компані|I компани|I фірм|F фирм|F підприємств|F предприяти|I бренд|N протягом течение течії "
     "понад более більше "
     "тому назад ago позбавленн|Y лишени|Y ув'язнен|Y тюрм|F тюрьм|F ринку рынке market строк|N "
     "термін|N срок|N "
     "існуванн|Y служб|F вислуг|F минул|A останн|A останні останніх последн|A последние последних "
     "последних "
     "через шлюб|N браку брак роботи+в роботи+на контракту колонії колонии засуджен|A "
     "заарештован|A war війн|F "
     "історі|I истори|I company companies бізнес|N бизнес|N warranty ip років+діяльності оренд|F "
     "аренд|F кредит|N "
     "навчанн|Y обучени|Y перерв|F кожні каждые проживанн|Y проживани|Y вже+понад уже+более дому "
     "будин|K дом|N "
     "автомобіл|S автомобил|S авто "
     "працює работает працюємо работаем існує существует спільн|A жил|V жив живу живе народився "
     "родился зник|V"},
    {Kind::kMonth, 1, "січня января january jan stycznia"},
    {Kind::kMonth, 2, "лютого февраля february feb lutego"},
    {Kind::kMonth, 3, "березня марта march mar marca"},
    {Kind::kMonth, 4, "квітня апреля april apr kwietnia"},
    {Kind::kMonth, 5, "травня мая may maja"},
    {Kind::kMonth, 6, "червня июня june jun czerwca"},
    {Kind::kMonth, 7, "липня июля july jul lipca"},
    {Kind::kMonth, 8, "серпня августа august aug sierpnia"},
    {Kind::kMonth, 9, "вересня сентября september sept sep wrzesnia"},
    {Kind::kMonth, 10, "жовтня октября october oct pazdziernika"},
    {Kind::kMonth, 11, "листопада ноября november nov listopada"},
    {Kind::kMonth, 12, "грудня декабря december dec grudnia"},
    {Kind::kMonthName, 1, "січень январь январе січні styczen"},
    {Kind::kMonthName, 2, "лютий лютому февраль феврале luty"},
    {Kind::kMonthName, 3, "березень березні март марте march marzec"},
    {Kind::kMonthName, 4, "квітень квітні апрель апреле april kwiecien"},
    {Kind::kMonthName, 5, "травень травні май мае may maj"},
    {Kind::kMonthName, 6, "червень червні июнь июне june czerwiec"},
    {Kind::kMonthName, 7, "липень липні июль июле july lipiec"},
    {Kind::kMonthName, 8, "серпень серпні август августе august sierpien"},
    {Kind::kMonthName, 9, "вересень вересні сентябрь сентябре september wrzesien"},
    {Kind::kMonthName, 10, "жовтень жовтні октябрь октябре october pazdziernik"},
    {Kind::kMonthName, 11, "листопад листопаді ноябрь ноябре november listopad"},
    {Kind::kMonthName, 12, "грудень грудні декабрь декабре december grudzien"},
    {Kind::kYearMark, 0, "року рік году год года р г roku"},
    {Kind::kIn, 0, "в у во на in w we na"},
    {Kind::kInto, 0, "до to into do nach у+напрямку w+kierunku"},
    {Kind::kOut, 0, "з із зі зо из с со from z ze іс"},
    {Kind::kPlaceLabel, 0,
     "міст|o місто місті міста м г город городе города city town miasto miescie смт село селі "
     "село пгт"},
    {Kind::kCountryLabel, 0, "країна країни країні страна страны стране country kraj"},
    {Kind::kEmployerLabel, 0, "роботодавець работодатель employer pracodawca наймач"},
    {Kind::kCompanyNoun, 0,
     "компані|I компани|I фірм|F фирм|F агентств|o агентств|F агентство підприємств|F підприємство "
     "предприяти|I предприятие "
     "мережа мережі мережу сеть сети холдинг|N корпораці|I корпораци|I завод|N фабрик|F фабрика "
     "фабриці фабрике "
     "ресторан|N готел|S готель отел|S отель клуб|N салон|N company agency firma firmy agencja "
     "agencji кафе магазин|N супермаркет|N організаці|I организаци|I"},
    {Kind::kNumberSign, 0, "номер no nr n код number numer коду"},
    {Kind::kHour, 0, "год годин|F година ч час|N часа часов часовой hour|E h hrs godzin|F godz"},
    {Kind::kDay, 0,
     "день дня добу доби сутки сутк|F day dziennie dzien dnia dziennie щодня ежедневно daily зміну "
     "смену смена зміна shift zmiane"},
    {Kind::kDays, 0, "днів дні день дня дней days dni"},
    {Kind::kWeek, 0,
     "тижд|S тиждень неделю недел|ya неделе неделі week tydzien tygodniu tygodniowo щотижня "
     "еженедельно"},
    {Kind::kHourLong, 0, "годинн|A часов|A hour"},
    {Kind::kSchedule, 0,
     "графік|N графика график|N режим|N розклад|N расписани|Y schedule вахт|F вахтов|A змін|F "
     "смен|F зміна смена змінність сменность "
     "робоч|G+день рабоч|G+день робоч|G+дня рабоч|G+дня час+роботи години+роботи робочі+години "
     "рабочее+время время+работы часы+работы "
     "working+hours work+schedule hours grafik godziny+pracy shift|E працюємо работаем працювати "
     "работать робот|F работ|F"},
    {Kind::kWrite, 0,
     "пишіть пиши пишіть пишите писати писать пишемо напишіть напиши напишите зв'язок зв'язку "
     "связь связи контакт|N деталі детали "
     "подробиці подробности питання вопросы звертайтесь звертайтеся обращайтесь обращаться "
     "відповім отвечу write text message contact dm pisz "
     "napisz pisac kontakt info стукайте"},
    {Kind::kBreak, 0,
     "обід обіду обед обеда обеденный перерв|F перерыв|N lunch break przerw|P приймання прием"},
    {Kind::kNoDaysOff, 0,
     "без+вихідн|A без+выходн|A bez+wolnego bez+dni+wolnych no+days+off without+days+off "
     "no+day+off"},
};

}  // namespace

std::string_view PeriodName(uint16_t period) {
  return period < std::size(kPeriods) ? kPeriods[period] : std::string_view();
}

std::string_view CurrencyCode(uint16_t id) {
  return id < std::size(kCurrencies) ? kCurrencies[id].code : std::string_view();
}

std::string_view CurrencyOfSign(char32_t sign) {
  const auto* row = std::find_if(std::begin(kSigns), std::end(kSigns),
                                 [&](const Sign& known) { return known.sign == sign; });
  return row == std::end(kSigns) ? std::string_view() : row->code;
}

std::string_view MessengerName(uint16_t id) {
  return id < std::size(kMessengers) ? kMessengers[id] : std::string_view();
}

void AddVocabulary(Lexicon* lexicon) {
  for (const WordRow& row : kWords) lexicon->Add(row.kind, row.id, row.forms);
  for (uint16_t id = 0; id < std::size(kCurrencies); ++id) {
    lexicon->Add(Kind::kCurrency, id, kCurrencies[id].words);
    lexicon->Add(Kind::kCurrencyOf, id, kCurrencies[id].adjectives);
  }
  for (uint16_t id = 0; id < std::size(kMessengers); ++id)
    lexicon->Add(Kind::kMessenger, id, kMessengerWords[id]);
}

}  // namespace varta
