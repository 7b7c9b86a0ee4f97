// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/main_hints.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace varta {
namespace {

constexpr size_t kMaxBytes = 512;  // of an attribute that are looked at

struct Row {
  std::string_view word;  // that a name's word begins with; with a "$" at its end: that it is
  MainHint hint;
};

using enum MainHint;

// In alphabetical order. Ukrainian and Russian words as they are written in class names.
constexpr Row kRows[] = {
    {"abo$", kForm},
    {"about", kMeta},
    {"account$", kForm},
    {"ad$", kAdvert},
    {"address", kContact},
    {"adres", kContact},
    {"ads$", kAdvert},
    {"adsense", kAdvert},
    {"advert", kAdvert},
    {"affil", kAdvert},
    {"alert", kNotice},
    {"also", kRelated},
    {"announce", kOffer},
    {"anzeige", kAdvert},
    {"article", kArticle},
    {"articulo", kArticle},
    {"artikel", kArticle},
    {"aside", kSide},
    {"author", kMeta},
    {"avatar", kMeta},
    {"badge", kMeta},
    {"banner", kAdvert},
    {"bbcode", kEntry},
    {"bio$", kMeta},
    {"blog", kEntry},
    {"body", kBody},
    {"bottom", kFooter},
    {"breadcrumb", kNavigation},
    {"breaking", kRelated},
    {"btn", kForm},
    {"button", kForm},
    {"byl", kMeta},
    {"byline", kMeta},
    {"caption", kCaption},
    {"card", kRelated},
    {"carousel", kCaption},
    {"cat$", kMeta},
    {"categor", kMeta},
    {"ccm", kNotice},
    {"center", kMain},
    {"central", kMain},
    {"cina$", kContact},
    {"cli$", kNotice},
    {"cmp", kNotice},
    {"colophon", kFooter},
    {"comment", kComment},
    {"consent", kNotice},
    {"contact", kContact},
    {"content", kContent},
    {"cookie", kNotice},
    {"copy$", kBody},
    {"copyright", kFooter},
    {"credit", kCaption},
    {"crumb", kNavigation},
    {"cta", kForm},
    {"date", kMeta},
    {"dek$", kTitle},
    {"desc", kBody},
    {"detail", kOffer},
    {"dialog", kNotice},
    {"discuss", kComment},
    {"disqus", kComment},
    {"donat", kForm},
    {"embed", kCaption},
    {"entry", kEntry},
    {"excerpt", kRelated},
    {"facebook", kShare},
    {"feature", kRelated},
    {"feed", kRelated},
    {"feedback", kComment},
    {"figure", kCaption},
    {"filter", kForm},
    {"follow", kShare},
    {"foot", kFooter},
    {"form", kForm},
    {"forum", kEntry},
    {"gallery", kCaption},
    {"gdpr", kNotice},
    {"head", kHeader},
    {"headline", kTitle},
    {"hidden", kUnseen},
    {"hide", kUnseen},
    {"image", kCaption},
    {"img", kCaption},
    {"imprint", kFooter},
    {"info", kMeta},
    {"instagram", kShare},
    {"intro", kTitle},
    {"invisible", kUnseen},
    {"item", kRelated},
    {"job", kOffer},
    {"katalog", kRelated},
    {"kategor", kMeta},
    {"kommentar", kComment},
    {"kontakt", kContact},
    {"kontent", kContent},
    {"label", kMeta},
    {"lang", kNavigation},
    {"latest", kRelated},
    {"lead$", kTitle},
    {"left", kSide},
    {"legal", kFooter},
    {"legend", kCaption},
    {"like", kShare},
    {"list", kRelated},
    {"login", kForm},
    {"logo", kHeader},
    {"lot$", kOffer},
    {"main", kMain},
    {"masthead", kHeader},
    {"media", kCaption},
    {"menu", kNavigation},
    {"message", kEntry},
    {"meta", kMeta},
    {"modal", kNotice},
    {"more", kRelated},
    {"most", kRelated},
    {"nav", kNavigation},
    {"navigat", kNavigation},
    {"news$", kRelated},
    {"newsletter", kForm},
    {"next", kRelated},
    {"noprint", kUnseen},
    {"notice", kNotice},
    {"notification", kNotice},
    {"novost", kRelated},
    {"novyn", kRelated},
    {"obyav", kOffer},
    {"offcanvas", kNavigation},
    {"offer", kOffer},
    {"ogolosh", kOffer},
    {"opis", kBody},
    {"opys", kBody},
    {"outbrain", kAdvert},
    {"overlay", kNotice},
    {"pager", kNavigation},
    {"pagin", kNavigation},
    {"partner", kAdvert},
    {"pay", kForm},
    {"paywall", kForm},
    {"phone", kContact},
    {"photo", kCaption},
    {"pohozh", kRelated},
    {"pokhozh", kRelated},
    {"poll", kForm},
    {"popular", kRelated},
    {"popup", kNotice},
    {"post", kEntry},
    {"premium", kForm},
    {"prev", kRelated},
    {"price", kContact},
    {"print", kUnseen},
    {"privacy", kNotice},
    {"product", kOffer},
    {"profile", kMeta},
    {"promo", kAdvert},
    {"publicid", kAdvert},
    {"publish", kMeta},
    {"quote", kBody},
    {"rail", kSide},
    {"rating", kMeta},
    {"read", kRelated},
    {"recent", kRelated},
    {"recipe", kOffer},
    {"recommend", kRelated},
    {"regist", kForm},
    {"reklam", kAdvert},
    {"relat", kRelated},
    {"reply", kComment},
    {"respon", kComment},
    {"review", kComment},
    {"right", kSide},
    {"rubri", kMeta},
    {"salary", kContact},
    {"schozh", kRelated},
    {"screen", kUnseen},
    {"search", kForm},
    {"share", kShare},
    {"sharing", kShare},
    {"side", kSide},
    {"sign", kForm},
    {"similar", kRelated},
    {"skip", kUnseen},
    {"sku", kMeta},
    {"slid", kCaption},
    {"social", kShare},
    {"source", kMeta},
    {"sponsor", kAdvert},
    {"sr$", kUnseen},
    {"stat$", kMeta},
    {"stats", kMeta},
    {"statya", kArticle},
    {"sticky", kNotice},
    {"story", kArticle},
    {"sub$", kTitle},
    {"subhead", kTitle},
    {"submit", kForm},
    {"subscri", kForm},
    {"subtitle", kTitle},
    {"suggest", kRelated},
    {"summary", kTitle},
    {"tab$", kNavigation},
    {"taboola", kAdvert},
    {"tabs$", kNavigation},
    {"tag$", kMeta},
    {"tags$", kMeta},
    {"teaser", kRelated},
    {"tel$", kContact},
    {"telegram", kShare},
    {"text", kBody},
    {"tgme", kEntry},
    {"thumb", kCaption},
    {"time", kMeta},
    {"tip$", kNotice},
    {"title", kTitle},
    {"toc$", kNavigation},
    {"tool", kShare},
    {"tooltip", kNotice},
    {"top$", kHeader},
    {"topbar", kHeader},
    {"topic", kMeta},
    {"trend", kRelated},
    {"tsina", kContact},
    {"tweet", kShare},
    {"twitter", kShare},
    {"updated", kMeta},
    {"user", kMeta},
    {"vacanc", kOffer},
    {"vakan", kOffer},
    {"video", kCaption},
    {"visually", kUnseen},
    {"vote", kForm},
    {"voting", kForm},
    {"warning", kNotice},
    {"werbung", kAdvert},
    {"whatsapp", kShare},
    {"widget", kSide},
    {"youtube", kShare},
    {"zarplat", kContact},
};

constexpr std::string_view WordOf(const Row& row) {
  return row.word.ends_with('$') ? row.word.substr(0, row.word.size() - 1) : row.word;
}
static_assert(std::is_sorted(std::begin(kRows), std::end(kRows),
                             [](const Row& a, const Row& b) { return WordOf(a) < WordOf(b); }));

// Where the rows of each first letter begin.
constexpr std::array<uint16_t, 27> kLetters = [] {
  std::array<uint16_t, 27> begins = {};
  size_t row = 0;
  for (size_t letter = 0; letter < 27; ++letter) {
    while (row < std::size(kRows) && static_cast<size_t>(kRows[row].word[0] - 'a') < letter) ++row;
    begins[letter] = static_cast<uint16_t>(row);
  }
  return begins;
}();

uint32_t Bit(MainHint hint) { return hint == kCount ? 0 : 1u << static_cast<unsigned>(hint); }

uint32_t HintOfWord(std::string_view word) {
  if (word.empty() || !ascii::IsLower(word[0])) return 0;
  const size_t letter = static_cast<size_t>(word[0] - 'a');
  uint32_t hints = 0;
  size_t longest = 0;
  for (size_t i = kLetters[letter]; i < kLetters[letter + 1]; ++i) {
    const std::string_view known = WordOf(kRows[i]);
    const bool whole = known.size() != kRows[i].word.size();
    if (known.size() <= longest || (whole ? word != known : !word.starts_with(known))) continue;
    longest = known.size();
    hints = Bit(kRows[i].hint);
  }
  return hints;
}

// Of "articleBody related-posts" the words article, body, related, posts.
uint32_t HintsOfNames(std::string_view names) {
  uint32_t hints = 0;
  char word[32];
  size_t size = 0;
  names = names.substr(0, kMaxBytes);
  for (size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const bool letter = ascii::IsLetter(c);
    const bool hump = i > 0 && ascii::IsUpper(c) && ascii::IsLower(names[i - 1]);
    if (size > 0 && (!letter || hump)) {
      hints |= HintOfWord({word, size});
      size = 0;
    }
    if (letter && size < sizeof word) word[size++] = ascii::Lower(c);
  }
  return hints;
}

uint32_t HintOfRole(std::string_view role) {
  constexpr Row kRoles[] = {
      {"article", kArticle},    {"banner", kHeader},
      {"complementary", kSide}, {"contentinfo", kFooter},
      {"dialog", kNotice},      {"alertdialog", kNotice},
      {"main", kMain},          {"menu", kNavigation},
      {"menubar", kNavigation}, {"navigation", kNavigation},
      {"search", kForm},        {"tablist", kNavigation},
      {"toolbar", kShare},
  };
  for (const Row& row : kRoles) {
    if (role == row.word) return Bit(row.hint);
  }
  return 0;
}

uint32_t HintOfItem(std::string_view name, std::string_view value) {
  if (name == "itemprop") {
    const bool text = value == "articleBody" || value == "description" || value == "text" ||
                      value == "reviewBody" || value == "recipeInstructions";
    return text ? Bit(kItemBody) : HintsOfNames(value);
  }
  const std::string_view type = value.substr(value.rfind('/') + 1);
  const bool scope = type.ends_with("Article") || type.ends_with("Posting") || type == "Product" ||
                     type == "Offer" || type == "Recipe";
  return scope ? Bit(kItemScope) : 0;
}

}  // namespace

uint32_t MainHints::Of(const HtmlTree& tree, const HtmlNode& element) {
  uint32_t hints = 0;
  for (const HtmlAttribute& attribute : tree.AttributesOf(element)) {
    if (attribute.name == "class" || attribute.name == "id") {
      const auto [at, fresh] = known_.try_emplace(attribute.value, 0);
      if (fresh) at->second = HintsOfNames(attribute.value);
      hints |= at->second;
    } else if (attribute.name == "role") {
      hints |= HintOfRole(attribute.value);
    } else if (attribute.name == "itemprop" || attribute.name == "itemtype") {
      hints |= HintOfItem(attribute.name, attribute.value);
    }
  }
  return hints;
}

}  // namespace varta
