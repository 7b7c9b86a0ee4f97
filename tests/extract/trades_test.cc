// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/trades.h"

#include <algorithm>

#include "tests/extract/fact_table.h"

namespace varta {
namespace {

TEST(FindWork, ReadsTrades) {
  const FactCase cases[] = {
      {"Потрібні офіціантки", "waiter"},
      {"запрошуємо танцівниць у клуб", "dancer"},
      {"консумація в нічному клубі", "dancer"},
      {"шукаємо хостес", "hostess"},
      {"Кастинг моделей", "model"},
      {"модельне агентство", "model"},
      {"вебкам-студія, вебкам модель", "webcam"},
      {"веб-модель, навчаємо", "webcam"},
      {"ескорт", "escort"},
      {"масажистка без досвіду", "massage"},
      {"прибиральниця в готель", "cleaner"},
      {"покоївка", "cleaner"},
      {"няня до дитини", "nanny"},
      {"доглядальниця для літньої жінки", "care"},
      {"догляд за людьми похилого віку", "care"},
      {"муляр, штукатур, бетоняр", "builder"},
      {"зварювальник", "welder"},
      {"Потрібен водій категорії С", "driver"},
      {"кур'єр з власним авто", "courier"},
      {"курʼєри на авто", "courier"},
      {"пакувальниця на складі", "warehouse"},
      {"Робота на складі косметики", "warehouse"},
      {"збір полуниці", "picker"},
      {"доярка на ферму", "farm"},
      {"швачки на виробництво", "sewing"},
      {"оператор кол-центру", "call-centre"},
      {"Потрібен оператор чату", "call-centre"},
      {"програміст Python", "it"},
      {"охоронець, вахта", "guard"},
      {"сурогатна мати", "surrogate-mother"},
      {"кладмен, висока оплата", "stash-courier"},
      {"Требуются официантки и танцовщицы", "waiter; dancer"},
      {"сиделка с проживанием", "care"},
      {"требуется водитель", "driver"},
      {"сборщики ягод в Польшу", "picker"},
      {"работа оператором чата", "call-centre"},
      {"швея, закройщик", "sewing"},
      {"Hiring waitresses and cleaners", "waiter; cleaner"},
      {"webcam model wanted", "webcam"},
      {"fruit picker jobs", "picker"},
      {"kelnerka, sprzątaczka", "waiter; cleaner"},
      {"szwaczki do pracy", "sewing"},
      {"opiekunka osób starszych", "care"},
  };
  ExpectFacts({v1::FACT_KIND_WORK}, cases);
}

TEST(FindWork, LeavesOtherWords) {
  const FactCase cases[] = {
      {"нова модель телефону", ""},
      {"принципи роботи мереж (модель OSI)", ""},
      {"мобільний оператор", ""},
      {"водій зупинився", ""},
      {"аналітичний склад розуму", ""},
      {"завод збудували", ""},
      {"ферма", ""},
      {"адміністратор сайту", ""},
      {"робота є", ""},
      {"food and drinks", ""},
      {"модальний", ""},
      {"операторський", ""},
      {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_WORK}, cases);
}

}  // namespace
}  // namespace varta
