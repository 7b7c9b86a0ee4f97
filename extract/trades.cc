// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/trades.h"

#include <array>
#include <iterator>
#include <utility>

namespace varta {
namespace {

constexpr size_t kVagueReach = 2;
constexpr size_t kReach = 7;  // words between "потрібні" and the trade

// A trade's words that say it by themselves, and those that need words about hiring before them.
struct Trade {
  std::string_view name, words, doubtful;
};
constexpr Trade kTrades[] = {
    {"waiter",
     "офіціант|N офіціант|K официант|N официант|K waiter|E waitress|E waitresses kelner|P "
     "kelnerk|PK kelnerka",
     ""},
    {"barman", "бармен|N бармен|K баріста баристи бариста barman|E bartender|E barmank|PK barista",
     ""},
    {"cook",
     "кухар|R кухарк|F кухар|K повар|R помічник|N+кухаря помощник|N+повара су+шеф|N піцайоло "
     "піцмейкер|N сушист|N kucharz kucharza kucharzy cook|E chef|E",
     ""},
    {"kitchen-help",
     "посудомий|K посудомийниц|C посудомойщиц|C посудомойк|F мийник|N+посуду мойщик|N+посуды "
     "dishwasher|E zmywak|P",
     ""},
    {"dancer",
     "танцівниц|C танцовщиц|C танцюристк|F танцюрист|K стриптизер|N стриптизерш|F стриптиз|N "
     "консумаці|I консумаци|I "
     "go+go dancer|E stripper|E striptease tancerk|PK tancerka tancerki пілон|N+шоу танцовщик|N",
     ""},
    {"hostess", "хостес хостесс hostess|E hostesses hostessa hostessy", ""},
    {"model", "фотомодел|S фотомодель модел|S+агентств|F модельн|A+агентств|o модельн|A+агентств|F",
     "модел|S модель моделью моделлю моделей model|E modelk|PK modelka"},
    {"webcam",
     "вебкам вебкам|A веб+кам вебмодел|S вебкам+модел|S вебкам+модель веб+модел|S веб+модель "
     "веб+моделей вебмодель webcam webcam+model|E відеочат|N видеочат|N "
     "стримерш|F cam+girl|E onlyfans онліфанс онлифанс",
     "стример|N стрімер|N стрімерк|F чаттер|N"},
    {"escort",
     "ескорт|N эскорт|N ескортниц|C эскортниц|C escort|E escortk|PK інтим+послуг|F интим+услуг|F "
     "повія повії проститутк|F",
     "компаньйонк|F компаньонк|F"},
    {"massage",
     "масажист|N масажист|K массажист|N массажист|K масаж|N массаж|N massage masseuse|E masazyst|P "
     "masazystk|PK",
     ""},
    {"cleaner",
     "прибиральниц|C прибиральник|N уборщиц|C уборщик|N клінінг|N клининг|N клінер|N клинер|N "
     "прибиранн|Y покоївк|F покоївок покоївка покоївки горничн|A "
     "cleaner|E cleaning housekeeping maid|E chambermaid|E sprzataczk|PK sprzataczka sprzatani|Y "
     "sprzatanie pokojowk|PK pokojowa",
     "уборк|F уборка"},
    {"housekeeper",
     "домробітниц|C домработниц|C хатн|A+робітниц|C домогосподарк|F+з+проживанням housekeeper|E "
     "хатня+робітниця gosposi|Y",
     ""},
    {"nanny",
     "нян|ya няня няню няні нянечк|F гувернантк|F au+pair nanny nannies babysitter|E "
     "opiekunk|PK+do+dzieck|P бебісітер|N",
     ""},
    {"care",
     "доглядальниц|C доглядальник|N сиділк|F сиделк|F сиделок сиділок сиделка сиділка бадант|F "
     "бадант|K догляд|N+за+людьми догляд|N+за+літні|A догляд|N+за+хворими догляд|N+за+бабусею "
     "уход|N+за+пожилыми уход|N+за+больными caregiver|E carer|E opiekunk|PK opiekunka "
     "opiekun|P+osob opieka+nad badante badanti",
     ""},
    {"builder",
     "будівельник|N строител|S муляр|N каменщик|N штукатур|N маляр|R бетоняр|R бетонщик|N "
     "арматурник|N арматурщик|N плиточник|N плиточник|N "
     "покрівельник|N кровельщик|N гіпсокартонник|N гипсокартонщик|N монолітник|N монолитчик|N "
     "тинькар|R різнороб|N разнорабоч|G різноробоч|G опалубник|N фасадчик|N "
     "builder|E bricklayer|E plasterer|E murarz murarzy budowlaniec budowlancow tynkarz "
     "pracownik|P+budowlan|PA",
     "construction будівництв|o будов|F стройк|F стройка строительств|o budow|P budowa"},
    {"welder", "зварювальник|N зварник|N сварщик|N welder|E spawacz|P spawacza", ""},
    {"electrician",
     "електрик|N электрик|N електромонтажник|N электромонтажник|N electrician|E elektryk|P", ""},
    {"fitter",
     "сантехнік|N сантехник|N монтажник|N слюсар|R слесар|S слесарь plumber|E hydraulik|P токар|R "
     "токар|S фрезерувальник|N фрезеровщик|N",
     ""},
    {"driver",
     "далекобійник|N дальнобойщик|N таксист|N trucker|E водій+категорії водитель+категории "
     "kierowca kierowcy kierowcow kierowce",
     "водій води|J водії водіїв водител|S водитель driver|E шофер|N"},
    {"courier",
     "кур'єр|N кур'єр|R курьер|N курер|N кур'єри кур'єрів доставщик|N courier|E kurier|P kurierzy "
     "глово glovo bolt+food rider|E",
     ""},
    {"stash-courier",
     "кладмен|N закладчик|N закладник|N закладк|F закладок мінер|N+закладок drop|E+courier", ""},
    {"loader", "вантажник|N грузчик|N loader|E tragarz", ""},
    {"warehouse",
     "комплектувальник|N комплектовщик|N пакувальник|N пакувальниц|C упаковщик|N упаковщиц|C "
     "фасувальник|N фасувальниц|C фасовщик|N фасовщиц|C сортувальник|N сортувальниц|C "
     "сортировщик|N сортировщиц|C "
     "комірник|N кладовщик|N працівник|N+склад|N працівник|N+на+склад робітник|N+на+склад "
     "работник|N+склад|N робот|F+на+складі робот|F+на+склад работ|F+на+складе "
     "packer|E warehouse+worker|E picker+packer magazynier|P pracownik+magazynu komisjoner|P",
     "warehouse magazyn|P magazynie складі складе складах"},
    {"picker",
     "збір+ягід збір+полуниці збір+малини збір+яблук збір+фруктів збір+овочів сбор+ягод "
     "сбор+клубники сбор+яблок сбор+фруктов сбор+овощей збирач|N сборщик|N+ягод сборщик|N+фруктов "
     "fruit+picker|E fruit+picking berry+picking zbior+truskawek zbiory+truskawek zbior+jablek "
     "zbior+malin",
     "picker|E"},
    {"farm",
     "доярк|F дояр|N тваринник|N животновод|N скотник|N тракторист|N комбайнер|N "
     "різноробоч|G+на+ферму теплиц|C+робот|F працівник|N+теплиц|C пастух|N чабан|N farm+worker|E "
     "farmhand|E traktorzyst|P "
     "rolnictwo",
     "ферм|F ферма ферму ферме фермі теплиц|C теплиц|C farm|E greenhouse|E szklarni|Y szklarnia"},
    {"factory",
     "оператор|N+лінії оператор|N+линии оператор|N+виробнич|A робітник|N+на+завод рабоч|G+на+завод "
     "работник|N+производства працівник|N+виробництва операторк|F+лінії "
     "factory+worker|E production+worker|E pracownik+produkcji pracownikow+produkcji "
     "прац|F+на+заводі",
     "завод|N фабрик|F фабрика фабрику виробництв|o производств|o м'ясокомбінат|N мясокомбинат|N "
     "рибзавод|N факторі factory produkcj|P produkcja"},
    {"butcher",
     "обвальник|N обвальщик|N жилувальник|N м'ясник|N мясник|N забійник|N butcher|E rzeznik|P "
     "rozbieracz|P",
     ""},
    {"sewing",
     "швачк|F швачок швачка швачки шве|ya швея швеї швеи швей кравець кравц|a кравчин|F кравчинь "
     "портн|A портной закрійник|N закройщик|N seamstress|E tailor|E szwaczk|PK szwaczka szwaczki "
     "krawcow|P krawiec krawcowa",
     ""},
    {"seller",
     "продавец продавц|N продавець продавц|a продавчин|F продавщиц|C касир|R касир|K кассир|N "
     "кассир|K торгов|A+представник|N торгов|A+представител|S cashier|E shop+assistant|E "
     "sprzedawc|P sprzedawca kasjer|P kasjerk|PK мерчендайзер|N мерчандайзер|N",
     ""},
    {"call-centre",
     "кол+центр|N колл+центр|N call+center|E call+centre|E контакт+центр|N оператор|N+чат|N "
     "оператор|N+кол|N телемаркетолог|N оператор+пк телефоніст|N",
     "оператор|N операторк|F operator|E"},
    {"crypto-operator",
     "крипто+офіс|N криптоофіс|N обробник|N+лідів скам+офіс|N скамер|N дроп|N дропп|N дропер|N "
     "дроппер|N дропер|N money+mule|E",
     ""},
    {"administrator", "",
     "адміністратор|N адміністратор|K администратор|N администратор|K ресепшн ресепшен рецепці|I "
     "receptionist|E recepcjonist|P"},
    {"hairdresser",
     "перукар|R парикмахер|N манікюр|N маникюр|N майстер+манікюру мастер+маникюра "
     "майстр|N+манікюру косметолог|N візажист|N визажист|N hairdresser|E manicurist|E fryzjer|P "
     "fryzjerk|PK",
     ""},
    {"it",
     "системн|A+адміністратор|N системн|A+администратор|N сисадмін|N сисадмин|N програміст|N "
     "программист|N розробник|N+по веб+розробник|N qa+engineer|E тестувальник|N "
     "тестировщик|N python+developer|E java+developer|E software+engineer|E frontend backend "
     "devops programist|P",
     "developer|E розробник|N разработчик|N"},
    {"guard", "охоронець охоронц|a охоронник|N охранник|N охорон|K security+guard|E ochroniarz",
     ""},
    {"teacher",
     "вчител|S учител|S вихователь виховател|S воспитател|S репетитор|N викладач|N преподавател|S",
     ""},
    {"nurse", "медсестр|F медсестра медбрат|N nurse|E pielegniark|PK санітарк|F санитарк|F", ""},
    {"sailor", "моряк|N матрос|N боцман|N моторист|N sailor|E seaman seamen", ""},
    {"surrogate-mother",
     "сурогатн|A+мат|S сурогатн|A+мама сурогатн|A+матір|N суррогатн|A+мат|S суррогатн|A+мама "
     "surrogate+mother|E донор|N+яйцеклітин|F донор|N+яйцеклеток egg+donor|E",
     ""},
};

// Both tables of words are kWork; the doubtful ones lie behind the others.
constexpr uint16_t kDoubtful = std::size(kTrades);

// Words that look for workers before the trade, in its line or the one before.
bool IsSought(const TokenText& text, size_t i) {
  const size_t at = text.FindBefore(i, kReach, Kind::kPreciseWork);
  if (at == text.size()) return false;
  // "робота оператором", but not "принципи роботи мереж (модель OSI)".
  const std::string_view word = text.Folded(at);
  const bool vague = word.starts_with("робот") || word.starts_with("работ");
  return !vague || i - at <= kVagueReach;
}

}  // namespace

std::string_view TradeName(uint16_t id) {
  return id < 2 * kDoubtful ? kTrades[id % kDoubtful].name : std::string_view();
}

void FindWork(TokenText* text, std::vector<v1::Fact>* facts) {
  std::array<bool, std::size(kTrades)> seen{};
  constexpr uint64_t kSpots = Bits(Kind::kWork);
  for (size_t i = text->Next(0, kSpots); i < text->size(); i = text->Next(i + 1, kSpots)) {
    Sense sense{};
    size_t next = 0;
    if ((*text)[i].taken || !text->Read(i, Kind::kWork, &sense, &next)) continue;
    const size_t trade = sense.id % kDoubtful;
    if (seen[trade]) {
      i = next - 1;
      continue;
    }
    const bool sought = IsSought(*text, i);
    if (sense.id >= kDoubtful && !sought) continue;
    seen[trade] = true;
    const size_t first = std::exchange(i, next - 1);
    const double confidence = sense.id >= kDoubtful ? 0.7 : sought ? 0.95 : 0.8;
    facts->push_back(text->MakeFact(v1::FACT_KIND_WORK, first, next,
                                    std::string(kTrades[trade].name), confidence));
  }
}

void AddTrades(Lexicon* lexicon) {
  for (uint16_t id = 0; id < kDoubtful; ++id) {
    lexicon->Add(Kind::kWork, id, kTrades[id].words);
    lexicon->Add(Kind::kWork, static_cast<uint16_t>(id + kDoubtful), kTrades[id].doubtful);
  }
}

}  // namespace varta
