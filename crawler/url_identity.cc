// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/url_identity.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"

namespace varta {
namespace {

// What a value must be for its parameter to count.
enum class Value {
  kAny,   // the name can mean nothing else
  kId,    // at least 8 characters, letters, digits and -_.,!~ only
  kLong,  // the name has other uses ("sid=12": a section): at least 20 of these characters, digits
          // among them, and letters too unless there are 26 and more
};

struct Parameter {
  std::string_view name;  // in lower case; a * at the end stands for anything
  Value value;
};

constexpr Parameter kParameters[] = {
    // Session ids that servers put into addresses for browsers without cookies.
    {"phpsessid", Value::kId},          // PHP, session.name's default
    {"jsessionid", Value::kId},         // Jakarta Servlet 7.1.3
    {"aspsessionid*", Value::kId},      // classic ASP: ASPSESSIONIDQQABCDEF
    {"asp.net_sessionid", Value::kId},  // ASP.NET
    {"oscsid", Value::kId},             // osCommerce
    {"zenid", Value::kId},              // Zen Cart
    {"xtcsid", Value::kId},             // xt:Commerce
    {"mosessid", Value::kId},           // modified eCommerce
    {"cftoken", Value::kId},            // ColdFusion, the secret half of its pair
    {"sessionid", Value::kId},          // Django and many own makes
    {"session_id", Value::kId},         //
    {"sessid", Value::kId},             //
    {"session", Value::kLong},          // also a season or a conference's part
    {"sess", Value::kLong},             //
    {"sid", Value::kLong},              // phpBB, Drupal; elsewhere a section or a shop
    {"s", Value::kLong},                // vBulletin; elsewhere a search
    {"cfid", Value::kLong},             // ColdFusion; short ones are numbers of anything
    {"csrf_token", Value::kId},         //
    // Marks for statistics: same page, whatever they say.
    {"utm_*", Value::kAny},      // Urchin, Google Analytics and all who read its marks
    {"_openstat", Value::kAny},  // Openstat, on Russian and Ukrainian sites
    {"openstat", Value::kId},    //
    {"gclid", Value::kId},       // Google Ads: click
    {"gbraid", Value::kId},      //
    {"wbraid", Value::kId},      //
    {"dclid", Value::kId},       // Google Marketing Platform
    {"gclsrc", Value::kAny},     //
    {"srsltid", Value::kId},     // Google Merchant
    {"_ga", Value::kId},         // Google Analytics across sites
    {"_gl", Value::kId},         //
    {"fbclid", Value::kId},      // Facebook
    {"igshid", Value::kId},      // Instagram
    {"igsh", Value::kId},        //
    {"yclid", Value::kId},       // Yandex Direct: click
    {"ysclid", Value::kId},      // Yandex search
    {"ymclid", Value::kId},      // Yandex Market
    {"msclkid", Value::kId},     // Microsoft Advertising
    {"ttclid", Value::kId},      // TikTok
    {"twclid", Value::kId},      // X
    {"li_fat_id", Value::kId},   // LinkedIn
    {"rb_clickid", Value::kId},  // VK Ads
    {"mc_eid", Value::kId},      // Mailchimp: reader
    {"mc_cid", Value::kId},      // Mailchimp: campaign
    {"mkt_tok", Value::kId},     // Marketo
    {"_hsenc", Value::kId},      // HubSpot
    {"_hsmi", Value::kId},       //
};
// Session ids within a path: ";name=value".
constexpr std::string_view kPathParameters[] = {"jsessionid", "phpsessid", "sessionid", "sid"};

constexpr size_t kMinId = 8, kMinLong = 20, kMinDigitsOnly = 26;

bool IsNamed(std::string_view name, std::string_view pattern) {
  if (pattern.back() == '*')
    return ascii::StartsWithNoCase(name, pattern.substr(0, pattern.size() - 1));
  return ascii::SameNoCase(name, pattern);
}

bool Fits(std::string_view value, Value wanted) {
  if (wanted == Value::kAny) return true;
  size_t digits = 0, letters = 0;
  for (const char c : value) {
    digits += ascii::IsDigit(c) ? 1 : 0;
    letters += ascii::IsLetter(c) ? 1 : 0;
    // '*' and '%': of Google's _gl, and escapes of what others send.
    if (!ascii::IsDigit(c) && !ascii::IsLetter(c) &&
        std::string_view("-_.,!~*%=").find(c) == std::string_view::npos)
      return false;
  }
  if (wanted == Value::kId) return value.size() >= kMinId;
  return value.size() >= kMinLong && digits >= 2 && value.find('%') == std::string_view::npos &&
         value.find('_') == std::string_view::npos &&
         (letters >= 2 || value.size() >= kMinDigitsOnly) &&
         std::count(value.begin(), value.end(), '-') <= 4;
}

// Whether `piece` ("name=value") is one of the table's.
bool IsLeftOut(std::string_view piece) {
  if (piece.starts_with("amp;")) piece.remove_prefix(4);  // "&amp;amp;" in a careless page
  const size_t equals = piece.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = piece.substr(0, equals);
  const auto* const row =
      std::find_if(std::begin(kParameters), std::end(kParameters),
                   [&](const Parameter& parameter) { return IsNamed(name, parameter.name); });
  return row != std::end(kParameters) && Fits(piece.substr(equals + 1), row->value);
}

struct Cut {
  std::string path;
  std::optional<std::string> query;
  bool changed = false;
};

// "(S(lit3py55t21z5v55vlm25s55))", also with other letters before it: "(X(1)S(...))".
bool IsAspSegment(std::string_view segment) {
  if (segment.size() < 16 || !segment.starts_with('(') || !segment.ends_with("))")) return false;
  return segment.find("S(") != std::string_view::npos ||
         segment.find("F(") != std::string_view::npos;
}

// One segment without its session ids, added to cut->path with the slash before it.
void AddSegment(std::string_view segment, Cut* cut) {
  if (IsAspSegment(segment)) {
    cut->changed = true;
    return;
  }
  cut->path += '/';
  for (bool first = true;; first = false) {
    const std::string_view part = segment.substr(0, segment.find(';'));
    const size_t equals = std::min(part.find('='), part.size());
    const std::string_view name = part.substr(0, equals);
    const bool named = std::any_of(std::begin(kPathParameters), std::end(kPathParameters),
                                   [&](std::string_view known) { return IsNamed(name, known); });
    if (!first && named && equals < part.size() && Fits(part.substr(equals + 1), Value::kId)) {
      cut->changed = true;
    } else {
      if (!first) cut->path += ';';
      cut->path += part;
    }
    if (part.size() == segment.size()) return;
    segment.remove_prefix(part.size() + 1);
  }
}

void CutPath(std::string_view path, Cut* cut) {
  if (path.find_first_of(";(") == std::string_view::npos || !path.starts_with('/')) {
    cut->path = path;
    return;
  }
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    AddSegment(segment, cut);
    path.remove_prefix(segment.size());
  }
  if (cut->path.empty()) cut->path = "/";
}

void CutQuery(std::string_view query, Cut* cut) {
  std::string kept;
  bool any = false;
  for (bool last = false; !last;) {
    const std::string_view piece = query.substr(0, query.find('&'));
    last = piece.size() == query.size();
    query.remove_prefix(last ? piece.size() : piece.size() + 1);
    if (IsLeftOut(piece)) {
      cut->changed = true;
      continue;
    }
    if (any) kept += '&';
    kept += piece;
    any = true;
  }
  if (any) cut->query = std::move(kept);
}

Cut CutUrl(const Url& url) {
  Cut cut;
  if (!url.IsHttp()) return cut;
  CutPath(url.path(), &cut);
  if (url.query()) CutQuery(*url.query(), &cut);
  return cut;
}

}  // namespace

Url WithoutSession(const Url& url) {
  const Cut cut = CutUrl(url);
  if (!cut.changed) return url;
  const std::string href = url.Href();
  // What stands before the path is all that Href() has besides these.
  const size_t tail = url.path().size() + (url.query() ? url.query()->size() + 1 : 0) +
                      (url.fragment() ? url.fragment()->size() + 1 : 0);
  std::string made = href.substr(0, href.size() - tail) + cut.path;
  if (cut.query) made += "?" + *cut.query;
  if (url.fragment()) made += "#" + *url.fragment();
  std::optional<Url> parsed = Url::Parse(made);
  return parsed ? *std::move(parsed) : url;
}

}  // namespace varta
