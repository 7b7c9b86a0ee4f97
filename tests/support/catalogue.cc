// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/catalogue.h"

#include <cstdio>

#include "tests/support/ad_grammar.h"
#include "tests/support/ad_text.h"

namespace varta {
namespace {

constexpr uint64_t kSeed = 20260417;

struct HostRow {
  const char* name;
  const char* title;
  const char* imitates;
  const char* language;
  const char* second;  // language of every `every`-th ad; "" if there is one only
  size_t every;
  unsigned topics;
  Shape shape;
  const char* charset;
  CharsetIn charset_in;
  const char* folder;  // permalinks: "/ad/" gives /ad/ID, "/robota/-" gives /robota/SLUG-ID.html
  size_t ads;
  size_t worrying;
};

constexpr HostRow kHosts[] = {
    {"robota", "Робота поруч", "a Ukrainian job board", "uk", "", 0, kJobs, Shape::kArticle,
     "utf-8", CharsetIn::kHeader, "/robota/-", 40, 5},
    {"vakansii", "Вакансии города", "an old Russian-language job board", "ru", "uk", 8, kJobs,
     Shape::kTable, "windows-1251", CharsetIn::kHeader, "/ad/", 40, 6},
    {"vyizd", "Виїзд: робота за кордоном", "a board of work abroad", "uk", "pl", 7, kAbroad | kFarm,
     Shape::kSoup, "utf-8", CharsetIn::kMeta, "/robota/-", 40, 10},
    {"ogoloshennia", "Районні оголошення", "local classifieds of the 2000s", "uk", "", 0,
     kThings | kFlats | kServices, Shape::kTable, "koi8-u", CharsetIn::kMeta, "/ad/", 40, 3},
    {"doska", "Доска бесплатных объявлений", "free classifieds", "ru", "uk", 4,
     kThings | kFlats | kServices | kHome, Shape::kSoup, "windows-1251", CharsetIn::kMeta, "/ad/",
     40, 5},
    {"karyera", "Кар'єра онлайн", "a job board for office and IT work", "uk", "en", 3, kIt,
     Shape::kJobPosting, "utf-8", CharsetIn::kBoth, "/vacancy/-", 40, 6},
    {"intjobs", "International Jobs Board", "an English-language job board", "en", "", 0,
     kJobs | kAbroad | kIt | kFarm, Shape::kJobPosting, "utf-8", CharsetIn::kHeader, "/jobs/-", 40,
     6},
    {"masazh", "Масаж і зустрічі", "an adult classifieds board", "uk", "ru", 3, kAdult,
     Shape::kSoup, "utf-8", CharsetIn::kHeader, "/ad/", 40, 9},
    {"kanal", "Робота і підробіток", "a messenger channel's public preview", "uk", "ru", 3,
     kJobs | kAbroad, Shape::kChannel, "utf-8", CharsetIn::kBoth, "/robota_kanal/", 40, 10},
    {"sela", "Сезонна робота в селі", "a board of seasonal farm work", "uk", "", 0, kFarm,
     Shape::kArticle, "windows-1251", CharsetIn::kNowhere, "/ad/", 40, 5},
    {"nyanya", "Домашній персонал", "a board of household staff", "uk", "ru", 3, kHome,
     Shape::kSoup, "koi8-u", CharsetIn::kHeader, "/ad/", 40, 7},
    {"orenda", "Оренда та речі", "flats and second-hand things", "uk", "ru", 4, kFlats | kThings,
     Shape::kTable, "utf-8", CharsetIn::kMeta, "/ad/", 40, 1},
    {"evropa", "Работа в Европе", "a Russian-language board of work abroad", "ru", "uk", 5,
     kAbroad | kFarm | kHome, Shape::kArticle, "utf-8", CharsetIn::kMeta, "/rabota/-", 40, 8},
    {"praca", "Work in Poland", "a Polish and English job board", "en", "pl", 4,
     kAbroad | kJobs | kFlats | kHome, Shape::kArticle, "utf-8", CharsetIn::kBoth, "/praca/-", 40,
     4},
    {"labirynt", "Лабіринт", "a badly built site", "uk", "", 0, kJobs | kThings, Shape::kBroken,
     "utf-8", CharsetIn::kBoth, "/ad/", 8, 2},
    {"povilnyi", "Повільні оголошення", "a slow server", "uk", "", 0, kJobs | kServices,
     Shape::kArticle, "utf-8", CharsetIn::kHeader, "/ad/", 6, 1},
    {"zastarilyi", "Застаріле джерело", "a source whose approval has ended", "uk", "", 0, kJobs,
     Shape::kArticle, "utf-8", CharsetIn::kHeader, "/ad/", 4, 1},
    {"elsewhere", "Somewhere else", "a site that others link to", "en", "", 0, kThings,
     Shape::kArticle, "utf-8", CharsetIn::kHeader, "/ad/", 0, 0},
};

// Ads that share a phone. Whether the sharing worries depends on what the ads say, not on the
// sharing.
struct Placement {
  const char* network;
  const char* phone;
  const char* host;
  const char* language;
  const char* kind;
};

constexpr Placement kPlacements[] = {
    {"three-hosts", "+380500001717", "vyizd", "uk", "network-labour-1"},
    {"three-hosts", "+380500001717", "vyizd", "uk", "network-labour-2"},
    {"three-hosts", "+380500001717", "kanal", "uk", "network-labour-3"},
    {"three-hosts", "+380500001717", "evropa", "ru", "ru-network-labour"},
    {"two-trades", "+380670004242", "robota", "uk", "network-job"},
    {"two-trades", "+380670004242", "masazh", "uk", "network-adult"},
    {"agency", "+380930005858", "vyizd", "uk", "pl-berries"},
    {"agency", "+380930005858", "vyizd", "uk", "pl-sewing"},
    {"agency", "+380930005858", "sela", "uk", "pl-fruit-sorting"},
    {"agency", "+380930005858", "evropa", "ru", "ru-pl-meat"},
};

std::vector<const AdTemplate*> AllTemplates(std::string_view language) {
  std::vector<const AdTemplate*> all;
  auto add = [&](std::span<const AdTemplate> table) {
    for (const AdTemplate& ad : table) all.push_back(&ad);
  };
  if (language == "uk") {
    add(UkrainianJobs());
    add(UkrainianLife());
    add(UkrainianWorrying());
  } else if (language == "ru") {
    add(RussianOrdinary());
    add(RussianWorrying());
  } else if (language == "en") {
    add(EnglishAds());
  } else {
    add(PolishAds());
  }
  return all;
}

// Deals templates like cards: none comes again before all others came.
class Deck {
 public:
  Deck(std::string_view language, unsigned topics, bool worrying, Random* random)
      : random_(random) {
    for (const AdTemplate* ad : AllTemplates(language)) {
      if ((ad->topics & topics) != 0 && (ad->grade > 0) == worrying) cards_.push_back(ad);
    }
    next_ = cards_.size();
  }
  const AdTemplate* Deal() {
    if (cards_.empty()) return nullptr;
    if (next_ >= cards_.size()) {
      random_->Shuffle(&cards_);
      next_ = 0;
    }
    return cards_[next_++];
  }

 private:
  Random* const random_;
  std::vector<const AdTemplate*> cards_;
  size_t next_;
};

// Numbers that are valid in form and nobody's. +1 202 555 01xx is kept free for fiction. Ukraine
// and Poland keep no such range, so theirs follow an invented pattern, the operator's code and then
// 000 (in Poland 450 000).
class Phones {
 public:
  std::string Next(std::string_view language) {
    static constexpr const char* kCodes[] = {"50", "63", "66", "67", "68", "73",
                                             "93", "95", "96", "97", "98", "99"};
    char phone[20];
    const unsigned n = next_++;
    if (language == "en" && american_ < 100) {
      std::snprintf(phone, sizeof phone, "+120255501%02u", american_++);
    } else if (language == "pl") {
      std::snprintf(phone, sizeof phone, "+48450000%03u", 100 + n % 900);
    } else {
      // 37 and 10000 have no common factor: no number comes twice.
      std::snprintf(phone, sizeof phone, "+380%s000%04u", kCodes[n % std::size(kCodes)],
                    n * 37 % 10000);
    }
    return phone;
  }

 private:
  unsigned next_ = 29, american_ = 0;
};

class Builder {
 public:
  std::vector<TestHost> Build() {
    std::vector<TestHost> hosts;
    for (const HostRow& row : kHosts) hosts.push_back(BuildHost(row));
    return hosts;
  }

 private:
  struct Pick {
    const AdTemplate* ad;
    std::string language, phone, network;
  };

  TestHost BuildHost(const HostRow& row) {
    TestHost host;
    host.name = std::string(row.name) + ".localhost";
    host.title = row.title;
    host.imitates = row.imitates;
    host.language = row.language;
    host.shape = row.shape;
    host.charset = row.charset;
    host.charset_in = row.charset_in;
    const std::string_view name = row.name;
    if (name == "vyizd") host.crawl_delay = "0.1";
    host.sitemap = name == "robota" || name == "karyera";
    host.gzip = name == "intjobs";
    host.slow = name == "povilnyi";
    host.expired = name == "zastarilyi";
    host.traps = name == "labirynt";
    host.linked_only = name == "elsewhere";
    const bool slugs = std::string_view(row.folder).ends_with('-');
    const std::string folder(row.folder, std::string_view(row.folder).size() - (slugs ? 1 : 0));
    host.ad_pattern = slugs ? folder + "[^/?]+-[0-9]+\\.html$" : folder + "[0-9]+$";
    host.id_pattern = slugs ? "-([0-9]+)\\.html$" : folder + "([0-9]+)$";

    Random random(kSeed + hosts_built_);
    int id = static_cast<int>(1000 * (hosts_built_ + 1));
    ++hosts_built_;
    for (Pick& pick : PickAds(row, &random)) {
      TestAd ad = Write(pick, id, &random);
      ad.host = host.name;
      ad.charset = host.charset;
      ad.path = slugs ? folder + Slug(ad.title) + "-" + ad.id + ".html" : folder + ad.id;
      if (name == "doska" && host.ads.size() % 8 == 3) ad.old_path = "/old/" + ad.id;
      if (name == "labirynt") {
        ad.fails_first = host.ads.size() == 2;
        ad.changes_each_time = host.ads.size() == 4;
      }
      host.ads.push_back(std::move(ad));
      id += 1 + static_cast<int>(random.Below(9));
    }
    return host;
  }

  std::vector<Pick> PickAds(const HostRow& row, Random* random) {
    std::vector<Pick> picks;
    size_t worrying = 0;
    for (const Placement& placement : kPlacements) {
      if (std::string_view(row.name) != placement.host) continue;
      for (const AdTemplate* ad : AllTemplates(placement.language)) {
        if (std::string_view(ad->name) != placement.kind) continue;
        picks.push_back({ad, placement.language, placement.phone, placement.network});
        if (ad->grade > 0) ++worrying;
      }
    }
    const std::string first = row.language, second = row.second;
    Deck ordinary_first(first, row.topics, false, random);
    Deck ordinary_second(second.empty() ? first : second, row.topics, false, random);
    Deck worrying_first(first, row.topics, true, random);
    Deck worrying_second(second.empty() ? first : second, row.topics, true, random);
    while (picks.size() < row.ads) {
      const bool other = row.every > 0 && picks.size() % row.every == row.every - 1;
      const bool worry = worrying < row.worrying;
      Deck& deck = other ? (worry ? worrying_second : ordinary_second)
                         : (worry ? worrying_first : ordinary_first);
      const AdTemplate* ad = deck.Deal();
      const std::string language = other && ad != nullptr ? second : first;
      if (ad == nullptr) ad = (worry ? worrying_first : ordinary_first).Deal();
      if (ad->grade > 0) ++worrying;
      // Those who hide something do not use a number kept free for fiction.
      picks.push_back({ad, language, phones_.Next(worry ? "uk" : language), ""});
    }
    random->Shuffle(&picks);
    return picks;
  }

  static TestAd Write(const Pick& pick, int id, Random* random) {
    const WrittenAd written = WriteAd(*pick.ad, pick.language, pick.phone, id, random);
    TestAd ad;
    ad.id = std::to_string(id);
    ad.language = pick.language;
    ad.title = written.title;
    ad.text = written.text;
    ad.kind = pick.ad->name;
    ad.worrying = pick.ad->grade > 0;
    ad.grade = pick.ad->grade;
    ad.form = pick.ad->form;
    ad.phone = written.phone;
    ad.phone_obscured = written.obscured;
    ad.handle = written.handle;
    ad.network = pick.network;
    return ad;
  }

  Phones phones_;
  uint64_t hosts_built_ = 0;
};

}  // namespace

std::vector<TestHost> BuildCatalogue() { return Builder().Build(); }

}  // namespace varta
