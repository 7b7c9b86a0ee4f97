// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// ContactsOfUrl of handles.h.
#include <algorithm>
#include <iterator>
#include <optional>

#include "base/ascii.h"
#include "extract/emails.h"
#include "extract/handles.h"
#include "extract/services.h"

namespace varta {
namespace {

constexpr size_t kMaxLinkBytes = 2048;

// Pages of the services themselves; `service` empty: of all of them.
struct Reserved {
  std::string_view service, paths;  // paths with a space at both ends of each
};
constexpr Reserved kReserved[] = {
    {"telegram",
     " share joinchat addstickers addemoji addtheme addlist iv proxy socks login confirmphone "
     "setlanguage boost bg invoice giftcode c a m contact "},
    {"instagram", " p reel reels explore accounts about direct tv developer legal web challenge "},
    {"facebook",
     " sharer sharer.php share share.php groups pages events login login.php dialog plugins tr "
     "watch help policies policy.php hashtag marketplace photo "
     "photo.php photos story.php permalink.php people business ads privacy terms settings l.php "
     "home.php messages profile.php reel "},
    {"vk",
     " share.php away.php feed login im search js images video market widget_community.php audio "
     "about terms dev "},
    {"ok", " dk offer video live music gifts help feed messages "},
    {"", " home index.html privacy "},
};

std::string Unescape(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && ascii::HexValue(text[i + 1]) >= 0 &&
        ascii::HexValue(text[i + 2]) >= 0) {
      plain.push_back(
          static_cast<char>(ascii::HexValue(text[i + 1]) * 16 + ascii::HexValue(text[i + 2])));
      i += 2;
    } else {
      plain.push_back(text[i]);
    }
  }
  return plain;
}

std::string QueryValue(const Url& url, std::string_view key) {
  std::string_view rest = url.query() ? std::string_view(*url.query()) : std::string_view();
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.size() > key.size() && part.starts_with(key) && part[key.size()] == '=')
      return Unescape(part.substr(key.size() + 1));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

// The n-th part of the path, from 0; empty if there is none.
std::string PathPart(const Url& url, int n) {
  std::string_view rest = url.path();
  while (rest.starts_with('/')) rest.remove_prefix(1);
  for (; n > 0; --n) {
    const size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
  return Unescape(rest.substr(0, rest.find('/')));
}

class Collector {
 public:
  Collector(std::string_view region, const std::set<std::string>* known)
      : region_(region), known_(known) {}

  void Phone(std::string_view typed) { Phone(typed, nullptr); }
  // A messenger's link to a phone names the phone and the account.
  void Phone(std::string_view typed, const Service* service) {
    std::string e164 = typed.starts_with('+') ? std::string(typed) : "+" + std::string(typed);
    // Messengers want the number with its country code and often go without the plus sign.
    const bool abroad_first = service != nullptr || typed.starts_with('+');
    const bool read = known_ != nullptr && abroad_first && known_->contains(e164);
    if (!read) e164 = ToE164(typed, region_);
    if (!read && service != nullptr && !typed.starts_with('+')) {
      if (std::string abroad = ToE164("+" + std::string(typed), region_); !abroad.empty())
        e164 = std::move(abroad);
    }
    if (e164.empty()) return;
    Add(v1::FACT_KIND_PHONE, e164, {});
    if (service != nullptr)
      Add(v1::FACT_KIND_HANDLE, std::string(service->name) + ":" + e164, service->name);
  }
  void Email(std::string_view typed) {
    if (const std::string value = NormaliseEmail(typed); !value.empty())
      Add(v1::FACT_KIND_EMAIL, value, {});
  }
  void Name(std::string_view service_name, std::string_view name) {
    const Service* service = FindService(service_name);
    while (name.starts_with('@')) name.remove_prefix(1);
    const std::string value = HandleValue(*service, name);
    if (value.empty()) return;
    const std::string lower = " " + value.substr(service_name.size() + 1) + " ";
    for (const Reserved& row : kReserved) {
      if ((row.service.empty() || row.service == service_name) &&
          row.paths.find(lower) != std::string_view::npos)
        return;
    }
    Add(v1::FACT_KIND_HANDLE, value, service_name);
  }
  std::vector<v1::Fact> Take() { return std::move(facts_); }

 private:
  void Add(v1::FactKind kind, const std::string& value, std::string_view service) {
    v1::Fact fact;
    fact.set_kind(kind);
    fact.set_value(value);
    fact.set_service(std::string(service));
    fact.set_confidence(0.98);
    facts_.push_back(std::move(fact));
  }

  const std::string_view region_;
  const std::set<std::string>* const known_;
  std::vector<v1::Fact> facts_;
};

bool IsUnder(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                            host[host.size() - domain.size() - 1] == '.');
}

void ReadTelegram(const Url& url, std::string_view domain, Collector* out) {
  const std::string_view host = url.host();
  std::string name = PathPart(url, 0);
  if (name == "s") name = PathPart(url, 1);  // a channel's preview
  if (name.starts_with('+')) {
    // A phone, or the secret of an invitation.
    if (std::all_of(name.begin() + 1, name.end(), ascii::IsDigit))
      out->Phone(name, FindService("telegram"));
  } else if (!name.empty()) {
    out->Name("telegram", name);
  } else if (host.size() > domain.size()) {
    const std::string_view label = host.substr(0, host.size() - domain.size() - 1);  // name.t.me
    if (label != "www") out->Name("telegram", label);
  }
}

// Whether a service's domain may end so: most links lead elsewhere.
bool MayBeService(std::string_view host) {
  return host.ends_with(".com") || host.ends_with(".me") || host.ends_with(".ru") ||
         host.ends_with(".dog");
}

void ReadPage(const Url& url, Collector* out) {
  const std::string_view host = url.host();
  if (!MayBeService(host)) return;
  for (std::string_view domain : {"t.me", "telegram.me", "telegram.dog"}) {
    if (IsUnder(host, domain)) return ReadTelegram(url, domain, out);
  }
  const std::string first = PathPart(url, 0), second = PathPart(url, 1);
  if (IsUnder(host, "wa.me")) return out->Phone(first, FindService("whatsapp"));
  if (host == "api.whatsapp.com" || host == "web.whatsapp.com")
    return out->Phone(QueryValue(url, "phone"), FindService("whatsapp"));
  if (IsUnder(host, "instagram.com"))
    return out->Name("instagram", first == "stories" ? second : first);
  if (IsUnder(host, "facebook.com") || IsUnder(host, "fb.com") || IsUnder(host, "m.me")) {
    if (first == "profile.php") return out->Name("facebook", QueryValue(url, "id"));
    return out->Name("facebook", first == "people" ? PathPart(url, 2) : first);
  }
  if (IsUnder(host, "vk.com") || IsUnder(host, "vk.ru") || IsUnder(host, "vk.me")) {
    // wall-1_2, photo1_2, topic-1_2 are postings.
    for (std::string_view posting :
         {"wall", "photo", "topic", "video", "album", "clip", "doc", "app", "market"}) {
      if (first.starts_with(posting) && first.find_first_of("-_0123456789") == posting.size())
        return;
    }
    return out->Name("vk", first);
  }
  if (IsUnder(host, "ok.ru") || IsUnder(host, "odnoklassniki.ru")) {
    return out->Name("ok", first == "profile" || first == "group" ? second : first);
  }
  if (IsUnder(host, "tiktok.com")) {
    if (first.starts_with('@')) out->Name("tiktok", first);
    return;
  }
  if (IsUnder(host, "signal.me")) {
    const std::string fragment = url.fragment() ? Unescape(*url.fragment()) : "";
    if (fragment.starts_with("p/"))
      out->Phone(std::string_view(fragment).substr(2), FindService("signal"));
    return;
  }
  if (IsUnder(host, "line.me")) {
    // line.me/ti/p/~name, line.me/R/ti/p/@name: behind a bare "p" stands a code.
    const std::string last = first == "R" ? PathPart(url, 3) : PathPart(url, 2);
    if (last.starts_with('~') || last.starts_with('@'))
      out->Name("line", std::string_view(last).substr(1));
    return;
  }
  if (host == "chats.viber.com") out->Name("viber", first);
}

}  // namespace

std::vector<v1::Fact> ContactsOfUrl(const Url& url, std::string_view region,
                                    const std::set<std::string>* known) {
  Collector out(region, known);
  const std::string& scheme = url.scheme();
  if (url.HrefSize() > kMaxLinkBytes) return {};
  if (url.IsHttp()) {
    ReadPage(url, &out);
  } else if (scheme == "tel" || scheme == "sms" || scheme == "callto") {
    const std::string number = Unescape(url.path());
    out.Phone(std::string_view(number).substr(0, number.find(';')));
  } else if (scheme == "mailto") {
    const std::string address = Unescape(url.path());
    out.Email(std::string_view(address).substr(0, address.find(',')));
  } else if (scheme == "viber") {
    out.Phone(QueryValue(url, "number"), FindService("viber"));
    out.Name("viber", QueryValue(url, "chatURI"));
  } else if (scheme == "whatsapp") {
    out.Phone(QueryValue(url, "phone"), FindService("whatsapp"));
  } else if (scheme == "tg") {
    out.Name("telegram", QueryValue(url, "domain"));
    out.Phone(QueryValue(url, "phone"), FindService("telegram"));
  } else if (scheme == "weixin") {
    out.Name("wechat", QueryValue(url, "username"));
  } else if (scheme == "skype") {
    out.Name("skype", Unescape(url.path()));
  }
  return out.Take();
}

}  // namespace varta
