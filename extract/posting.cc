// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/posting.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/html_references.h"
#include "extract/node_text.h"
#include "extract/posting_terms.h"

namespace varta {
namespace {

constexpr size_t kMaxPostings = 500;
constexpr int kMaxValues = 20;           // of a repeated field
constexpr size_t kMaxField = 1'000;      // bytes, of a field that is a line
constexpr size_t kMaxLooks = 4'000'000;  // at properties, for all postings of a page
constexpr int kMaxSteps = 4;             // from a thing to what is in it: things may go in circles

using Kind = FoundPosting::Kind;

// "25 000,50" -> 25000.5; a dot or comma before exactly three digits divides thousands.
double ToNumber(std::string_view text) {
  std::string digits;
  size_t point = std::string::npos;  // in `digits`
  for (size_t i = 0; i < text.size() && digits.size() < 18; ++i) {
    const char c = text[i];
    if (ascii::IsDigit(c)) {
      digits += c;
    } else if ((c == '.' || c == ',') && !digits.empty()) {
      size_t after = i + 1;
      while (after < text.size() && ascii::IsDigit(text[after])) ++after;
      if (after - i - 1 != 3) point = digits.size();
    } else if (!digits.empty() && c != ' ' && c != '\'' && static_cast<unsigned char>(c) < 0x80) {
      break;
    }
  }
  double value = 0;
  if (point != std::string::npos && point < digits.size()) digits.insert(point, 1, '.');
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

class Maker {
 public:
  explicit Maker(const Items& items) : items_(items) {}

  FoundPosting Make(const Item& item, std::string_view type, Kind kind) {
    FoundPosting found;
    found.kind = kind;
    found.way = item.way;
    found.node = item.node;
    v1::Posting& posting = found.posting;
    posting.set_type(std::string(type));
    Common(item, 0, &posting);
    Offers(item, 0, &found);
    Salary(item, &posting);
    if (posting.salary_high() < posting.salary_low()) posting.set_salary_high(posting.salary_low());
    return found;
  }

 private:
  // Text of an element is what a person sees; text in a script may be mark-up, but "<" alone is
  // part of a name.
  static bool IsSeen(const Item& item) {
    return item.way == Item::Way::kMicrodata || item.way == Item::Way::kRdfa;
  }
  static std::string Line(const Item& item, std::string_view text) {
    text = text.substr(0, 4 * kMaxField);
    std::string line(text);
    if (!IsSeen(item)) {
      const bool tags =
          text.find("</") != std::string_view::npos || text.find("<br") != std::string_view::npos;
      line = tags ? MarkupText(text) : DecodeReferences(text);
    }
    return Shorten(OneLine(line), kMaxField);
  }

  // The first property of these that says something: as text, or as the name of a thing.
  std::string Text(const Item& item, std::initializer_list<std::string_view> names,
                   int steps = 0) const {
    for (const std::string_view name : names) {
      if (!Afford(item)) return {};
      for (const ItemProperty& property : item.properties) {
        if (property.name != name) continue;
        std::string text = Line(item, TextOf(property, steps));
        if (!text.empty()) return text;
      }
    }
    return {};
  }
  std::string TextOf(const ItemProperty& property, int steps) const {
    if (property.item == ItemProperty::kText) return property.text;
    if (steps >= kMaxSteps) return {};
    const Item& thing = items_[property.item];
    std::string text = Text(thing, {"name", "legalName", "value", "text"}, steps + 1);
    return text.empty() ? Text(thing, {"url"}, steps + 1) : text;
  }
  const Item* Thing(const Item& item, std::string_view name) const {
    if (!Afford(item)) return nullptr;
    for (const ItemProperty& property : item.properties) {
      if (property.name == name && property.item != ItemProperty::kText)
        return &items_[property.item];
    }
    return nullptr;
  }

  // Things may hold each other many times over, so what may be looked at is counted.
  bool Afford(const Item& item) const {
    const size_t cost = item.properties.size() + 1;
    if (cost > looks_left_) return false;
    looks_left_ -= cost;
    return true;
  }

  template <typename Values>
  static void AddValue(std::string value, Values* values) {
    if (value.empty() || values->size() >= kMaxValues) return;
    if (std::find(values->begin(), values->end(), value) == values->end())
      values->Add(std::move(value));
  }
  static void SetIfEmpty(std::string value, std::string* field) {
    if (field->empty()) *field = std::move(value);
  }

  void Common(const Item& item, int steps, v1::Posting* posting) const {
    SetIfEmpty(Text(item, {"title", "name", "headline", "jobTitle"}), posting->mutable_title());
    if (posting->description().empty()) posting->set_description(Description(item));
    SetIfEmpty(
        Text(item, {"hiringOrganization", "seller", "offeredBy", "provider", "worksFor", "brand"}),
        posting->mutable_organization());
    for (const char* name :
         {"jobLocation", "availableAtOrFrom", "address", "location", "homeLocation", "areaServed"})
      AddLocations(item, name, posting);
    SetIfEmpty(Text(item, {"datePosted", "datePublished", "dateCreated", "availabilityStarts"}),
               posting->mutable_date_posted());
    SetIfEmpty(Text(item, {"validThrough", "priceValidUntil", "availabilityEnds"}),
               posting->mutable_valid_through());
    SetIfEmpty(Text(item, {"url", "mainEntityOfPage"}), posting->mutable_url());
    if (item.id.starts_with("http")) SetIfEmpty(item.id, posting->mutable_url());
    if (const Item* identifier = Thing(item, "identifier"))
      SetIfEmpty(Text(*identifier, {"value"}), posting->mutable_identifier());
    SetIfEmpty(Text(item, {"identifier", "sku", "productID"}), posting->mutable_identifier());
    for (const ItemProperty& property : item.properties) {
      if (property.name == "employmentType")
        AddValue(Line(item, TextOf(property, 0)), posting->mutable_employment_types());
    }
    AddContacts(item, posting);
    for (const char* name : {"applicationContact", "contactPoint", "hiringOrganization", "seller",
                             "offeredBy", "provider"}) {
      if (const Item* thing = Thing(item, name)) AddContacts(*thing, posting);
    }
    if (const Item* offered = Thing(item, "itemOffered"); offered != nullptr && steps < 2)
      Common(*offered, steps + 1, posting);
  }

  std::string Description(const Item& item) const {
    for (const char* name : {"description", "text", "articleBody"}) {
      const ItemProperty* const property = FindProperty(item, name);
      if (property != nullptr && property->item == ItemProperty::kText) {
        std::string text = IsSeen(item) ? property->text : MarkupText(property->text);
        if (!text.empty()) return text;
      }
    }
    return {};
  }

  void AddContacts(const Item& item, v1::Posting* posting) const {
    for (const ItemProperty& property : item.properties) {
      if (property.item != ItemProperty::kText) continue;
      std::string_view text = property.text;
      if (property.name == "telephone") {
        if (text.starts_with("tel:")) text.remove_prefix(4);
        AddValue(Line(item, text), posting->mutable_telephones());
      } else if (property.name == "email") {
        if (text.starts_with("mailto:")) text.remove_prefix(7);
        AddValue(Line(item, text.substr(0, text.find('?'))), posting->mutable_emails());
      }
    }
  }

  void AddLocations(const Item& item, std::string_view name, v1::Posting* posting) const {
    for (const ItemProperty& property : item.properties) {
      if (property.name == name)
        AddValue(Location(item, property, 0), posting->mutable_locations());
    }
  }
  std::string Location(const Item& item, const ItemProperty& property, int steps) const {
    if (property.item == ItemProperty::kText) return Line(item, property.text);
    if (steps >= kMaxSteps) return {};
    const Item& place = items_[property.item];
    if (!Afford(place)) return {};
    if (const ItemProperty* address = FindProperty(place, "address")) {
      std::string line = Location(place, *address, steps + 1);
      if (!line.empty()) return line;
    }
    std::string line;
    for (const char* part :
         {"streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry"}) {
      const std::string text = Text(place, {part});
      if (text.empty() || line.find(text) != std::string::npos) continue;
      line += (line.empty() ? "" : ", ") + text;
    }
    return line.empty() ? Text(place, {"name"}) : line;
  }

  void SetRange(double low, double high, v1::Posting* posting) const {
    if (posting->salary_low() > 0 || (low <= 0 && high <= 0)) return;
    posting->set_salary_low(low > 0 ? low : high);
    posting->set_salary_high(std::max(low, high));
  }
  double Number(const Item& item, std::string_view name) const {
    return ToNumber(Text(item, {name}));
  }

  void Salary(const Item& item, v1::Posting* posting) const {
    SetIfEmpty(Text(item, {"salaryCurrency", "priceCurrency"}), posting->mutable_salary_currency());
    for (const char* name : {"baseSalary", "estimatedSalary"}) {
      const ItemProperty* const salary = FindProperty(item, name);
      if (salary == nullptr) continue;
      if (salary->item == ItemProperty::kText) {
        SetRange(ToNumber(salary->text), 0, posting);
        continue;
      }
      const Item& amount = items_[salary->item];
      Amount(amount, posting);
      if (const Item* value = Thing(amount, "value")) Amount(*value, posting);
    }
  }
  void Amount(const Item& amount, v1::Posting* posting) const {
    SetIfEmpty(Text(amount, {"currency", "salaryCurrency"}), posting->mutable_salary_currency());
    SetIfEmpty(Text(amount, {"unitText", "duration", "unitCode"}), posting->mutable_salary_unit());
    SetRange(Number(amount, "minValue"), Number(amount, "maxValue"), posting);
    const ItemProperty* const value = FindProperty(amount, "value");
    if (value != nullptr && value->item == ItemProperty::kText)
      SetRange(ToNumber(value->text), 0, posting);
  }

  // The price of a thing, or of what it is offered for.
  void Offers(const Item& item, int steps, FoundPosting* found) const {
    v1::Posting* const posting = &found->posting;
    SetRange(Number(item, "price"), 0, posting);
    SetRange(Number(item, "lowPrice"), Number(item, "highPrice"), posting);
    SetIfEmpty(Text(item, {"priceCurrency"}), posting->mutable_salary_currency());
    if (HasType(item, "AggregateOffer")) found->whole_range = true;
    if (steps >= 2) return;
    for (const char* name : {"offers", "priceSpecification"}) {
      const Item* const offer = Thing(item, name);
      if (offer == nullptr) continue;
      Offers(*offer, steps + 1, found);
      for (const char* place : {"availableAtOrFrom", "areaServed"})
        AddLocations(*offer, place, posting);
      SetIfEmpty(Text(*offer, {"seller", "offeredBy"}), posting->mutable_organization());
      SetIfEmpty(Text(*offer, {"url"}), posting->mutable_url());
      SetIfEmpty(Text(*offer, {"priceValidUntil", "validThrough"}),
                 posting->mutable_valid_through());
      if (const Item* seller = Thing(*offer, "seller")) AddContacts(*seller, posting);
    }
  }

  const Items& items_;
  mutable size_t looks_left_ = kMaxLooks;
};

// Which things are postings of their own: those at the top, and those that a list or a page is
// about.
std::vector<bool> OwnThings(const Items& items) {
  constexpr std::string_view kHolds[] = {"itemListElement", "item",       "mainEntity",
                                         "makesOffer",      "hasPart",    "hasOfferCatalog",
                                         "dataFeedElement", "itemOffered"};
  std::vector<bool> own(items.size());
  std::vector<uint32_t> todo;
  for (uint32_t i = 0; i < items.size(); ++i) {
    if (!items[i].nested) todo.push_back(i);
  }
  while (!todo.empty()) {
    const uint32_t index = todo.back();
    todo.pop_back();
    if (own[index]) continue;
    own[index] = true;
    const bool offer = HasType(items[index], "Offer");
    for (const ItemProperty& property : items[index].properties) {
      if (property.item == ItemProperty::kText || own[property.item]) continue;
      if (property.name == "itemOffered" && offer) continue;  // a part of the offer
      if (std::find(std::begin(kHolds), std::end(kHolds), property.name) != std::end(kHolds))
        todo.push_back(property.item);
    }
  }
  return own;
}

// Fills what `posting` does not tell from a second description of the same.
void Complete(const v1::Posting& second, v1::Posting* posting) {
  v1::Posting whole = second;
  if (posting->locations_size() > 0) whole.clear_locations();
  if (posting->telephones_size() > 0) whole.clear_telephones();
  if (posting->emails_size() > 0) whole.clear_emails();
  if (posting->employment_types_size() > 0) whole.clear_employment_types();
  whole.MergeFrom(*posting);
  *posting = std::move(whole);
}

}  // namespace

std::vector<FoundPosting> FindPostings(const Items& items) {
  std::vector<FoundPosting> postings;
  const std::vector<bool> own = OwnThings(items);
  Maker maker(items);
  std::map<std::pair<std::string, std::string>, std::pair<size_t, Item::Way>> known;
  for (size_t i = 0; i < items.size() && postings.size() < kMaxPostings; ++i) {
    if (!own[i]) continue;
    const PostingTerm* const term = TermOf(items[i]);
    if (term == nullptr && items[i].way != Item::Way::kState) continue;
    FoundPosting found = maker.Make(items[i], term != nullptr ? term->type : std::string_view(),
                                    term != nullptr ? term->kind : Kind::kOffer);
    if (found.posting.title().empty() && found.posting.description().empty()) continue;
    const auto [same, fresh] = known.emplace(std::pair(found.posting.type(), found.posting.title()),
                                             std::pair(postings.size(), found.way));
    if (!fresh && same->second.second != found.way) {
      FoundPosting& first = postings[same->second.first];
      Complete(found.posting, &first.posting);
      if (first.node == HtmlNode::kNone) first.node = found.node;
    } else {
      postings.push_back(std::move(found));
    }
  }
  return postings;
}

}  // namespace varta
