// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/employers.h"

#include <algorithm>

#include "tests/extract/fact_table.h"

namespace varta {
namespace {

TEST(FindEmployers, ReadsNames) {
  const FactCase cases[] = {
      {"ТОВ «Ромашка»", "ТОВ Ромашка"},
      {"ТОВ \"Ромашка Плюс\" запрошує", "ТОВ Ромашка Плюс"},
      {"ТОВ “Ромашка”", "ТОВ Ромашка"},
      {"ТОВ „Ромашка“", "ТОВ Ромашка"},
      {"ТОВ Ромашка", "ТОВ Ромашка"},
      {"ПП «Світанок»", "ПП Світанок"},
      {"ПАТ «Хлібзавод № 3»", "ПАТ Хлібзавод № 3"},
      {"ФОП Прикладенко Іван Іванович", "ФОП Прикладенко Іван Іванович"},
      {"ФОП Прикладенко І. І.", "ФОП Прикладенко І. І."},
      {"Товариство з обмеженою відповідальністю «Вигадка»",
       "Товариство з обмеженою відповідальністю Вигадка"},
      {"Роботодавець: Ромашка Груп", "Ромашка Груп"},
      {"Роботодавець - «Ромашка»", "Ромашка"},
      {"Роботодавець: ТОВ «Ромашка»", "ТОВ Ромашка"},
      {"компанія «Вигадка» шукає", "Вигадка"},
      {"в агентстві \"Вигадка-Тур\"", "Вигадка-Тур"},
      {"ООО «Ромашка»", "ООО Ромашка"},
      {"ООО Ромашка", "ООО Ромашка"},
      {"ИП Примеров Иван", "ИП Примеров Иван"},
      {"ЗАО \"Выдумка\"", "ЗАО Выдумка"},
      {"Работодатель: Выдумка", "Выдумка"},
      {"компания «Выдумка»", "Выдумка"},
      {"ОАО «Киностудия «Выдумка»", "ОАО Киностудия Выдумка"},
      {"Example Staffing LLC is hiring", "Example Staffing LLC"},
      {"Example Sp. z o.o. zatrudni", "Example Sp. z o.o."},
      {"Przyklad sp. z o. o.", "Przyklad sp. z o. o."},
      {"Beispiel GmbH", "Beispiel GmbH"},
      {"\"Priklad\" s.r.o.", "Priklad s.r.o."},
      {"Example Jobs Ltd.", "Example Jobs Ltd."},
      {"Employer: Example Farms", "Example Farms"},
      {"Pracodawca: Przyklad Logistics", "Przyklad Logistics"},
      {"company \"Example\"", "Example"},
      {"клубі «Вигадка» потрібні танцівниці", "Вигадка"},
  };
  ExpectFacts({v1::FACT_KIND_EMPLOYER}, cases);
}

TEST(FindEmployers, LeavesWhatIsNoName) {
  const FactCase cases[] = {
      {"наша компанія шукає", ""},
      {"товариство мисливців", ""},
      {"тов водій", ""},
      {"АТ і ПТ", ""},
      {"роботодавець платить", ""},
      {"Роботодавець:\n\nвказано в описі", ""},
      {"ТОВ «0671234567»", ""},
      {"ТОВ «@vygadka»", ""},
      {"фірма гарантує", ""},
      {"ФОП 3 група", ""},
      {"реєстрація ФОП", ""},
      {"ИП и ООО", ""},
      {"as soon as possible", ""},
      {"the company pays", ""},
      {"inc", ""},
      {"пп. 3 і 4", ""},
      {"компанія » Іванова «", ""},
      {"ТОВ «", ""},
      {"«Ромашка»", ""},
      {"бу\"ло", ""},
      {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_EMPLOYER}, cases);
}

}  // namespace
}  // namespace varta
