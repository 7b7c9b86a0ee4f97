// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/ad_text.h"

namespace varta {
namespace {

constexpr AdTemplate kAds[] = {
    {"pl-magazyn", kJobs | kAbroad, 0, "", "Pracownik magazynu, {city}",
     R"(Firma {firm} zatrudni osoby do kompletacji zamówień. Umowa o pracę po trzech miesiącach, {n:28-34} zł brutto za godzinę.
Dwie zmiany, wolne niedziele, dopłata do dojazdu. Szkolenie w pierwszym tygodniu prowadzi kolega mówiący po ukraińsku.
{call})"},
    {"pl-kierowca", kJobs | kAbroad, 0, "", "Kierowca C+E, trasy krajowe",
     R"(Szukamy kierowcy na chłodnię, weekendy w domu. {n:7000-9000:200} zł na rękę, wszystkie składki opłacone.
Wymagamy karty kierowcy i roku doświadczenia. Baza: {city}.
{call})"},
    {"pl-opiekunka", kHome | kAbroad, 0, "", "Opiekunka starszej pani, dochodząca",
     R"(Pani ma 84 lata, porusza się z balkonikiem. Cztery godziny dziennie od poniedziałku do piątku, {n:30-38} zł za godzinę.
Zakupy, obiad, spacer. Umowa zlecenie, {city}, {street}.
{call})"},
    {"pl-jablka", kFarm | kAbroad, 0, "", "Zbiór jabłek, umowa i zakwaterowanie",
     R"(Sad pod miastem {city} przyjmie {n:10-25:5} osób na zbiory. {n:26-31} zł za godzinę, wypłata co dwa tygodnie na konto.
Pokoje dwuosobowe za {n:12-20} zł za dobę, kuchnia, rowery. Umowa o pomocy przy zbiorach, ubezpieczenie KRUS.
{call})"},
    {"pl-mieszkanie", kFlats | kAbroad, 0, "", "Pokój dla pracującej osoby, {city}",
     R"(Wynajmę pokój w mieszkaniu trzypokojowym, {n:900-1300:50} zł z mediami, kaucja jeden miesiąc. Umowa, możliwy meldunek.
{call})"},
    {"pl-kucharz", kJobs | kAbroad, 0, "", "Pomoc kuchenna i kucharz do pierogarni",
     R"(Pierogarnia {firm} szuka dwóch osób. Pięć dni w tygodniu, {n:28-36} zł za godzinę, napiwki, posiłki.
Książeczka sanepidu, pomożemy ją wyrobić. Zapraszamy na rozmowę przy kawie.
{call})"},
    {"pl-dlug", kAbroad | kFarm, 2, "LABOUR", "Praca na już, wszystko na miejscu",
     R"(Wyjazd jutro, {country}. Bez języka, bez umowy, formalności załatwimy później. Przejazd na kredyt, odpracujesz w dwa miesiące.
Paszport oddajesz brygadziście, z terenu nie wychodzimy. {hidden})"},
    {"pl-hostessa", kAbroad | kAdult, 1, "SEXUAL", "Hostessy do klubu za granicą",
     R"(Dziewczyny 18–25, atrakcyjny wygląd, zdjęcia całej sylwetki. Mieszkanie nad klubem, bilet zwracasz z zarobków.
{n:2500-4500:500} euro, wyjście do miasta tylko z menedżerem. {handle})"},
};

}  // namespace

std::span<const AdTemplate> PolishAds() { return kAds; }

}  // namespace varta
