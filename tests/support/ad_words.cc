// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The words that fill the slots of ads. Firms are invented.

#include "tests/support/ad_grammar.h"

namespace varta {
namespace {

constexpr PlaceWord kUkCities[] = {
    {"Київ", "у Києві"},
    {"Львів", "у Львові"},
    {"Одеса", "в Одесі"},
    {"Харків", "у Харкові"},
    {"Дніпро", "у Дніпрі"},
    {"Вінниця", "у Вінниці"},
    {"Полтава", "у Полтаві"},
    {"Чернівці", "у Чернівцях"},
    {"Рівне", "у Рівному"},
    {"Житомир", "у Житомирі"},
    {"Черкаси", "у Черкасах"},
    {"Луцьк", "у Луцьку"},
    {"Хмельницький", "у Хмельницькому"},
    {"Тернопіль", "у Тернополі"},
    {"Ужгород", "в Ужгороді"},
    {"Івано-Франківськ", "в Івано-Франківську"},
    {"Суми", "у Сумах"},
    {"Запоріжжя", "у Запоріжжі"},
    {"Біла Церква", "у Білій Церкві"},
    {"Умань", "в Умані"},
};
constexpr AbroadWord kUkAbroad[] = {
    {{"Польща", "у Польщі"}, {"Вроцлав", "у Вроцлаві"}},
    {{"Польща", "у Польщі"}, {"Лодзь", "у Лодзі"}},
    {{"Чехія", "у Чехії"}, {"Брно", "у Брно"}},
    {{"Німеччина", "у Німеччині"}, {"Лейпциг", "у Лейпцигу"}},
    {{"Литва", "у Литві"}, {"Каунас", "у Каунасі"}},
    {{"Словаччина", "у Словаччині"}, {"Нітра", "у Нітрі"}},
    {{"Нідерланди", "у Нідерландах"}, {"Тілбург", "у Тілбурзі"}},
    {{"Іспанія", "в Іспанії"}, {"Уельва", "в Уельві"}},
    {{"Італія", "в Італії"}, {"Болонья", "у Болоньї"}},
    {{"Хорватія", "у Хорватії"}, {"Задар", "у Задарі"}},
};
constexpr const char* kUkFirms[] = {
    "«Ясен-Логістик»",   "«Добрий Пекар»",     "«Сяйво-Текстиль»", "«Калинова Хата»",
    "«Степовий Вітер»",  "«Лагідна Оселя»",    "«Північ-Маркет»",  "«Чиста Криниця»",
    "«Зелений Перевал»", "«Бузок і Партнери»", "«Рідний Поріг»",   "«Дубовий Гай Плюс»",
    "«Світанок-Сервіс»", "«Три Лелеки»",       "«Мідний Дзвін»",   "«Тиха Пристань»",
};
constexpr const char* kUkPeople[] = {
    "Олена",  "Ірина",  "Наталія", "Тетяна", "Світлана", "Оксана",    "Марія", "Галина",
    "Андрій", "Сергій", "Микола",  "Василь", "Тарас",    "Володимир", "Роман", "пані Людмила",
};
constexpr const char* kUkStreets[] = {
    "вул. Садова, 12",    "вул. Шкільна, 4",   "вул. Лісова, 31",      "просп. Миру, 58",
    "вул. Вокзальна, 9",  "вул. Київська, 77", "бульв. Каштановий, 3", "вул. Набережна, 20",
    "вул. Промислова, 6", "вул. Соборна, 41",
};
constexpr const char* kUkCalls[] = {
    "Телефон: {phone}, {person}.",
    "Дзвоніть з {n:8-10}:00 до {n:17-20}:00: {phone} ({person}).",
    "Запитання за номером {phone}, є Viber.",
    "Контакт: {person}, {phone}. Можна писати на {email}.",
    "Якщо не відповідаю, напишіть повідомлення: {phone}, {person}.",
    "Тел. {phone}",
};
constexpr const char* kUkDigits[] = {"нуль",  "один",  "два", "три",   "чотири",
                                     "п'ять", "шість", "сім", "вісім", "дев'ять"};

constexpr PlaceWord kRuCities[] = {
    {"Одесса", "в Одессе"},
    {"Харьков", "в Харькове"},
    {"Днепр", "в Днепре"},
    {"Киев", "в Киеве"},
    {"Николаев", "в Николаеве"},
    {"Запорожье", "в Запорожье"},
    {"Кривой Рог", "в Кривом Роге"},
    {"Херсон", "в Херсоне"},
    {"Сумы", "в Сумах"},
    {"Полтава", "в Полтаве"},
    {"Кишинёв", "в Кишинёве"},
    {"Измаил", "в Измаиле"},
};
constexpr AbroadWord kRuAbroad[] = {
    {{"Польша", "в Польше"}, {"Познань", "в Познани"}},
    {{"Чехия", "в Чехии"}, {"Пльзень", "в Пльзене"}},
    {{"Германия", "в Германии"}, {"Лейпциг", "в Лейпциге"}},
    {{"Литва", "в Литве"}, {"Шяуляй", "в Шяуляе"}},
    {{"Турция", "в Турции"}, {"Анталья", "в Анталье"}},
    {{"Израиль", "в Израиле"}, {"Хайфа", "в Хайфе"}},
    {{"Испания", "в Испании"}, {"Альмерия", "в Альмерии"}},
    {{"Италия", "в Италии"}, {"Неаполь", "в Неаполе"}},
};
constexpr const char* kRuFirms[] = {
    "«Южный Порт Сервис»", "«Белый Парус»",  "«Хлебный Двор»",  "«Мастер Плюс Юг»",
    "«Тёплый Дом»",        "«Зелёный Угол»", "«Северный Ключ»", "«Старый Маяк»",
    "«Ткани и Нити»",      "«Добрый Сосед»",
};
constexpr const char* kRuPeople[] = {"Елена",  "Ирина", "Наталья", "Татьяна", "Светлана", "Ольга",
                                     "Сергей", "Игорь", "Виктор",  "Алексей", "Юрий",     "Павел"};
constexpr const char* kRuStreets[] = {"ул. Садовая, 8",   "ул. Портовая, 15",  "ул. Школьная, 23",
                                      "просп. Мира, 40",  "ул. Вокзальная, 2", "ул. Степная, 61",
                                      "пер. Рыбацкий, 7", "ул. Заводская, 19"};
constexpr const char* kRuCalls[] = {
    "Телефон: {phone}, {person}.",
    "Звоните с {n:8-10}:00 до {n:17-20}:00, {phone}, {person}.",
    "Вопросы по номеру {phone}, есть Viber.",
    "Контакты: {person}, {phone}, {email}.",
    "Не дозвонились, пишите сообщение: {phone}.",
};
constexpr const char* kRuDigits[] = {"ноль", "один",  "два",  "три",    "четыре",
                                     "пять", "шесть", "семь", "восемь", "девять"};

constexpr PlaceWord kEnCities[] = {
    {"Kyiv", "in Kyiv"},     {"Lviv", "in Lviv"},         {"Odesa", "in Odesa"},
    {"Dnipro", "in Dnipro"}, {"Uzhhorod", "in Uzhhorod"}, {"Chernivtsi", "in Chernivtsi"},
    {"Krakow", "in Krakow"}, {"Vilnius", "in Vilnius"},   {"Brno", "in Brno"},
};
constexpr AbroadWord kEnAbroad[] = {
    {{"Poland", "in Poland"}, {"Wroclaw", "in Wroclaw"}},
    {{"Germany", "in Germany"}, {"Leipzig", "in Leipzig"}},
    {{"the Netherlands", "in the Netherlands"}, {"Tilburg", "in Tilburg"}},
    {{"Ireland", "in Ireland"}, {"Limerick", "in Limerick"}},
    {{"Denmark", "in Denmark"}, {"Odense", "in Odense"}},
    {{"Spain", "in Spain"}, {"Huelva", "in Huelva"}},
    {{"Cyprus", "in Cyprus"}, {"Paphos", "in Paphos"}},
};
constexpr const char* kEnFirms[] = {"Bluebell Logistics", "Harbour Oak",      "Northgate Linen",
                                    "Two Storks",         "Copper Bell Care", "Quiet Haven",
                                    "Greenpass Farms",    "Lantern Software", "Rowan & Daughters"};
constexpr const char* kEnPeople[] = {"Olena", "Iryna", "Kateryna", "Marta", "Andrii",
                                     "Taras", "Paul",  "Hannah",   "Tomas", "Lina"};
constexpr const char* kEnStreets[] = {"12 Garden Street", "4 School Lane", "31 Mill Road",
                                      "58 Station Square", "7 Harbour Row"};
constexpr const char* kEnCalls[] = {
    "Phone: {phone} ({person}).",
    "Call {person} on {phone} between {n:8-10}:00 and {n:16-19}:00.",
    "Write to {email} or ring {phone}.",
    "Questions? {phone}, also by text message.",
};
constexpr const char* kEnDigits[] = {"zero", "one", "two",   "three", "four",
                                     "five", "six", "seven", "eight", "nine"};

constexpr PlaceWord kPlCities[] = {
    {"Wrocław", "we Wrocławiu"},    {"Łódź", "w Łodzi"},
    {"Lublin", "w Lublinie"},       {"Rzeszów", "w Rzeszowie"},
    {"Białystok", "w Białymstoku"}, {"Grójec", "w Grójcu"},
};
constexpr AbroadWord kPlAbroad[] = {
    {{"Holandia", "w Holandii"}, {"Tilburg", "w Tilburgu"}},
    {{"Niemcy", "w Niemczech"}, {"Lipsk", "w Lipsku"}},
    {{"Cypr", "na Cyprze"}, {"Pafos", "w Pafos"}},
};
constexpr const char* kPlFirms[] = {"„Jesion Logistyka”", "„Dobry Piekarz”", "„Trzy Bociany”",
                                    "„Zielona Dolina”", "„Miedziany Dzwon”"};
constexpr const char* kPlPeople[] = {"Anna", "Katarzyna", "Marek", "Piotr", "pani Halina"};
constexpr const char* kPlStreets[] = {"ul. Ogrodowa 12", "ul. Szkolna 4", "ul. Leśna 31"};
constexpr const char* kPlCalls[] = {
    "Telefon: {phone}, {person}.",
    "Prosimy dzwonić w godzinach {n:8-10}–{n:16-18}, tel. {phone}.",
    "Kontakt: {person}, {phone}, {email}.",
};
constexpr const char* kPlDigits[] = {"zero", "jeden", "dwa",    "trzy",  "cztery",
                                     "pięć", "sześć", "siedem", "osiem", "dziewięć"};

constexpr Words kUk = {kUkCities, kUkAbroad, kUkFirms, kUkPeople,      kUkStreets,
                       kUkCalls,  kUkDigits, "Тел. ",  "Писати сюди: "};
constexpr Words kRu = {kRuCities, kRuAbroad, kRuFirms, kRuPeople,      kRuStreets,
                       kRuCalls,  kRuDigits, "Тел. ",  "Писать сюда: "};
constexpr Words kEn = {kEnCities, kEnAbroad, kEnFirms, kEnPeople,  kEnStreets,
                       kEnCalls,  kEnDigits, "Tel. ",  "Write to "};
constexpr Words kPl = {kPlCities, kPlAbroad, kPlFirms, kPlPeople, kPlStreets,
                       kPlCalls,  kPlDigits, "Tel. ",  "Pisać: "};

}  // namespace

const Words& WordsOf(std::string_view language) {
  if (language == "uk") return kUk;
  if (language == "ru") return kRu;
  if (language == "pl") return kPl;
  return kEn;
}

}  // namespace varta
