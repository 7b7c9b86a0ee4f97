// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/url_shape.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

TEST(UrlShape, SaysWhatAddressesHaveInCommon) {
  const struct {
    const char* path;  // and query
    const char* shape;
    const char* numbers;
    const char* day;  // "": none
    int page;         // which number; -1: none
  } kCases[] = {
      {"/", "/", "", "", -1},
      {"/ad/12345", "/ad/#", "12345", "", -1},
      {"/ad-12345-id7.html", "/ad-#-id#.html", "12345 7", "", -1},
      {"/%D1%80%D0%B5/5", "/%D1%80%D0%B5/#", "5", "", -1},
      {"/x/0123456789abcdef01/9", "/x/#/#", "9", "", -1},
      {"/x/8d3b1f7a-2c9e-4f60-8d3b-1f7a2c9e4f60", "/x/#", "", "", -1},
      {"/x/feedfacedeadbeef", "/x/feedfacedeadbeef", "", "", -1},
      {"/jobs?page=7", "/jobs?page=#", "7", "", 0},
      {"/jobs?b=2&a=1", "/jobs?a=#&b=#", "1 2", "", -1},
      {"/jobs?PAGEN_1=7", "/jobs?PAGEN_1=#", "7", "", 0},
      {"/jobs?filter[page]=7", "/jobs?filter[page]=#", "7", "", 0},
      {"/jobs?page_no=7", "/jobs?page_no=#", "7", "", 0},
      {"/jobs?price_from=200&pages=7", "/jobs?pages=#&price_from=#", "7 200", "", 0},
      {"/jobs?price_from=200", "/jobs?price_from=#", "200", "", -1},
      {"/jobs/page/7/", "/jobs/page/#/", "7", "", 0},
      {"/jobs/Page-7", "/jobs/Page-#", "7", "", 0},
      {"/jobs/page/x/7", "/jobs/page/x/#", "7", "", -1},
      {"/i.php?act=view&sid=ab12cd&q=%D1%80", "/i.php?act=view&q=*&sid=*", "12", "", -1},
      {"/i.php?&&a&b=", "/i.php?a=&b=", "", "", -1},
      {"/cal/2026/11/26", "/cal/#/#/#", "2026 11 26", "2026-11-26", -1},
      {"/cal/2026-11", "/cal/#-#", "2026 11", "2026-11-01", -1},
      {"/cal/26.11.2026", "/cal/#.#.#", "26 11 2026", "2026-11-26", -1},
      {"/cal/20261126", "/cal/#", "20261126", "2026-11-26", -1},
      {"/cal?date=2026-11-26", "/cal?date=*", "2026 11 26", "2026-11-26", -1},
      {"/cal?month=11&year=2026", "/cal?month=#&year=#", "11 2026", "2026-11-01", -1},
      {"/cal/2026/13/01", "/cal/#/#/#", "2026 13 1", "", -1},
      {"/cal/2026/02/30", "/cal/#/#/#", "2026 2 30", "", -1},
      {"/cal/2026x11", "/cal/#x#", "2026 11", "", -1},
      {"/n/99999999999999999999999", "/n/#", "999999999999999999", "", -1},
      {"/1/2/3/4/5/6/7/8/9/10", "/#/#/#/#/#/#/#/#/#/#", "1 2 3 4 5 6 7 8", "", -1},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.path);
    const UrlShape shape = ShapeOf(*Url::Parse(std::string("https://a.test") + c.path));
    EXPECT_EQ(shape.text, std::string("https://a.test") + c.shape);
    std::string numbers;
    for (const uint64_t number : shape.numbers)
      numbers += (numbers.empty() ? "" : " ") + std::to_string(number);
    EXPECT_EQ(numbers, c.numbers);
    EXPECT_EQ(shape.day ? FormatTime(Time(*shape.day)).substr(0, 10) : "", c.day);
    EXPECT_EQ(shape.page ? static_cast<int>(*shape.page) : -1, c.page);
    EXPECT_EQ(shape.day_numbers != 0, shape.day.has_value());
  }
}

TEST(UrlShape, LongAddressesAreLinear) {
  std::string path = "https://a.test/";
  while (path.size() + 4 < Url::kMaxInput) path += "p-1/";
  EXPECT_EQ(ShapeOf(*Url::Parse(path)).numbers.size(), 8u);
}

}  // namespace
}  // namespace varta
