// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/challenge.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMaxWidgetText = 1'500;  // beside a CAPTCHA; more: a form at the foot of a page
constexpr size_t kMaxTitle = 512;

// Headers that say it themselves.
struct Sign {
  std::string_view header, value;  // the value begins with it, any case
};
constexpr Sign kHeaders[] = {
    {"cf-mitigated", "challenge"},       // Cloudflare
    {"x-amzn-waf-action", "captcha"},    // AWS WAF
    {"x-amzn-waf-action", "challenge"},  // likewise
    {"sg-captcha", "challenge"},         // SiteGround
};

// What stands in the walls of those who sell them, and nowhere else but on a page with much text.
struct VendorMark {
  std::string_view bytes, whose;
};
constexpr VendorMark kMarks[] = {
    {"_cf_chl_opt", "Cloudflare"},
    {"/.well-known/ddos-guard/js-challenge", "DDoS-Guard"},
    {"captcha-delivery.com/", "DataDome"},
    {"px-captcha", "HUMAN"},
    {"Incapsula incident ID", "Imperva"},
    {"/_Incapsula_Resource?CWUDNSAI", "Imperva"},
    {"/.well-known/sgcaptcha/", "SiteGround"},
    {"/__qrator/", "Qrator"},
    {"sucuri_cloudproxy_js", "Sucuri"},
    {"gokuProps", "AWS WAF"},
    {"sec-if-cpt-container", "Akamai"},
    {"slowAES.decrypt", "testcookie"},
};

// The widgets that ask for a person. They stand in forms of ordinary pages too.
constexpr std::string_view kWidgets[] = {
    "g-recaptcha",  "recaptcha/api",  "recaptcha/enterprise", "h-captcha",   "hcaptcha.com",
    "cf-turnstile", "smart-captcha",  "smartcaptcha.yandex",  "geetest",     "friendly-captcha",
    "mtcaptcha",    "captcha.php",    "captcha.jpg",          "captcha.png", "captcha/image",
    "name=captcha", "name=\"captcha", "name='captcha",
};

// What a wall says beside its widget.
constexpr std::string_view kPersonPhrases[] = {
    "not a robot",
    "a robot",
    "are human",
    "you are a human",
    "real person",
    "не робот",
    "не бот",
    "ви людина",
    "вы человек",
    "ви не машина",
    "роботом",
    "unusual traffic",
    "suspicious activity",
    "suspicious traffic",
    "підозрілу активність",
    "підозрілий трафік",
    "подозрительная активность",
    "подозрительный трафик",
    "необычный трафик",
    "автоматические запросы",
    "автоматичні запити",
    "automated requests",
    "nie jesteś robotem",
    "kein roboter",
    "nu sunt robot",
    "не сте робот",
    "nejste robot",
};

// Titles, or parts of titles, of walls. Folded and split as FoldForSearch and Words do it.
constexpr std::string_view kChallengeTitles[] = {
    "just a moment",
    "attention required",
    "ddos guard",
    "ddos protection by cloudflare",
    "are you a robot",
    "are you human",
    "you are not a robot",
    "i am not a robot",
    "robot check",
    "bot check",
    "bot verification",
    "human verification",
    "verify you are human",
    "verify you are a human",
    "verifying you are human",
    "checking your browser",
    "checking your browser before accessing",
    "verifying your browser",
    "browser check",
    "security check",
    "security verification",
    "pardon our interruption",
    "access to this page has been denied",
    "captcha",
    "recaptcha",
    "enter captcha",
    "капча",
    "капча перевірка",
    "ви не робот",
    "ви не бот",
    "підтвердіть що ви не робот",
    "підтвердіть що ви людина",
    "перевірка браузера",
    "перевірка безпеки",
    "перевірка на робота",
    "вы не робот",
    "вы робот",
    "подтвердите что вы не робот",
    "подтвердите что запросы отправляли вы а не робот",
    "проверка браузера",
    "проверка безопасности",
    "проверка на робота",
    "введите код с картинки",
    "введіть код з картинки",
    "potwierdz ze nie jestes robotem",
    "sicherheitsuberprufung",
    "проверка за робот",
};
constexpr std::string_view kLoginTitles[] = {
    "login",
    "log in",
    "sign in",
    "signin",
    "member login",
    "user login",
    "log in to continue",
    "sign in to continue",
    "please log in",
    "authorization",
    "authentication",
    "вхід",
    "увійти",
    "вхід на сайт",
    "вхід до сайту",
    "вхід в кабінет",
    "вхід до кабінету",
    "вхід в особистий кабінет",
    "вхід до особистого кабінету",
    "вхід для користувачів",
    "авторизація",
    "вход",
    "войти",
    "вход на сайт",
    "вход в кабинет",
    "вход в личный кабинет",
    "вход для пользователей",
    "авторизация",
    "logowanie",
    "zaloguj",
    "zaloguj się",
    "autentificare",
    "conectare",
    "anmelden",
    "anmeldung",
    "einloggen",
    "přihlášení",
    "влизане",
};

// Parts of a path, without what follows a dot.
constexpr std::string_view kLoginPaths[] = {
    "login",    "log-in", "log_in", "logon", "signin", "sign-in",   "sign_in",
    "wp-login", "sso",    "auth",   "oauth", "oauth2", "authorize", "user-login"};
constexpr std::string_view kChallengePaths[] = {"captcha",   "showcaptcha", "recaptcha",
                                                "sgcaptcha", "robot-check", "validatecaptcha"};
// First labels of hosts.
constexpr std::string_view kLoginHosts[] = {"login", "signin",   "sso",
                                            "auth",  "passport", "accounts"};
constexpr std::string_view kChallengeHosts[] = {"captcha"};

template <typename List>
bool Has(const List& list, std::string_view what) {
  return std::find(std::begin(list), std::end(list), what) != std::end(list);
}

// memmem: linear whatever the text, and many times as fast as find.
bool Contains(std::string_view text, std::string_view piece) {
  return memmem(text.data(), text.size(), piece.data(), piece.size()) != nullptr;
}

template <typename List>
bool AnyIn(const List& list, std::string_view text) {
  return std::any_of(std::begin(list), std::end(list),
                     [&](std::string_view piece) { return Contains(text, piece); });
}

// In the form in which they are looked for, once.
template <size_t n>
std::array<std::string, n> Folded(const std::string_view (&phrases)[n]) {
  std::array<std::string, n> folded;
  for (size_t i = 0; i < n; ++i) {
    const std::string fold = FoldForSearch(phrases[i]);
    for (const std::string_view word : Words(fold, 1)) {
      folded[i] += (folded[i].empty() ? "" : " ") + std::string(word);
    }
  }
  return folded;
}

void Mark(Outcome outcome, const std::string& how, Page* page) {
  page->outcome = outcome;
  const std::string origin = page->task.url.GetOrigin().ToString();
  page->detail = outcome == Outcome::kLogin
                     ? origin + " asks who is there (" + how +
                           "): it was not told, and what lies "
                           "behind was not seen"
                     : origin + " asks for a person (" + how +
                           "): it was not answered, and what "
                           "lies behind was not seen; ask its owner for access";
  page->location.clear();
}

// The header that says it, with its value; empty: none.
std::string SignIn(const Headers& headers) {
  for (const auto& [name, value] : headers) {
    for (const Sign& sign : kHeaders) {
      if (ascii::EqualNoCase(name, sign.header) &&
          ascii::StartsWithNoCase(ascii::Trim(value), sign.value)) {
        return name + ": " + std::string(sign.value);
      }
    }
  }
  return {};
}

std::string_view WhoseWall(std::string_view body) {
  for (const auto& [bytes, whose] : kMarks) {
    if (Contains(body, bytes)) return whose;
  }
  return {};
}

enum class Door { kNone, kChallenge, kLogin };

Door DoorOf(const Url& url) {
  const std::string host = url.host();
  const std::string_view label = std::string_view(host).substr(0, host.find('.'));
  if (Has(kChallengeHosts, label)) return Door::kChallenge;
  const std::string path = ascii::Lower(url.path());
  Door door = Has(kLoginHosts, label) ? Door::kLogin : Door::kNone;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    std::string_view part(path.data() + at, end - at);
    part = part.substr(0, part.find('.'));
    if (Has(kChallengePaths, part)) return Door::kChallenge;
    if (Has(kLoginPaths, part)) door = Door::kLogin;
    at = end + 1;
  }
  return door;
}

// Of the parts of a title between "|", "-" and the like.
Door DoorNamed(std::string_view title) {
  static const auto kChallenges = Folded(kChallengeTitles);
  static const auto kLogins = Folded(kLoginTitles);
  if (title.size() > kMaxTitle) return Door::kNone;
  std::string parts(title);
  for (const std::string_view mark : {"|", "–", "—", "·", "•", "»", "«", ":", " - ", "::"}) {
    for (size_t at = 0; (at = parts.find(mark, at)) != std::string::npos;) {
      parts.replace(at, mark.size(), "\n");
    }
  }
  for (size_t at = 0; at < parts.size();) {
    const size_t end = std::min(parts.find('\n', at), parts.size());
    const std::string fold = FoldForSearch(std::string_view(parts).substr(at, end - at));
    std::string part;
    for (const std::string_view word : Words(fold, 1)) {
      part += (part.empty() ? "" : " ") + std::string(word);
    }
    if (Has(kChallenges, part)) return Door::kChallenge;
    if (Has(kLogins, part)) return Door::kLogin;
    at = end + 1;
  }
  return Door::kNone;
}

// <input type=password>, however it is written.
bool AsksForPassword(std::string_view body) {
  const std::string lower = ascii::Lower(body);
  for (size_t at = 0; (at = lower.find("password", at)) != std::string::npos; at += 8) {
    std::string_view before = ascii::Trim(std::string_view(lower).substr(0, at), "\"'");
    before = ascii::Trim(before.substr(before.size() - std::min<size_t>(before.size(), 16)));
    if (!before.ends_with('=')) continue;
    before.remove_suffix(1);
    if (ascii::Trim(before).ends_with("type")) return true;
  }
  return false;
}

bool SpeaksOfPersons(std::string_view body) {
  static const auto kPhrases = Folded(kPersonPhrases);
  const std::string fold = FoldForSearch(RepairUtf8(body));
  return AnyIn(kPhrases, fold);
}

}  // namespace

bool MarkWallInHead(Page* page) {
  if (page->outcome == Outcome::kRedirect) {
    const std::optional<Url> target = Url::Parse(page->location);
    const Door door = target ? DoorOf(*target) : Door::kNone;
    if (door == Door::kNone) return false;
    Mark(door == Door::kLogin ? Outcome::kLogin : Outcome::kChallenge,
         "it redirects to " + target->GetOrigin().ToString() + target->path(), page);
    return true;
  }
  const bool answered = page->outcome == Outcome::kOk || page->outcome == Outcome::kHttpError ||
                        page->outcome == Outcome::kGone;
  if (!answered) return false;
  if (const std::string sign = SignIn(page->response_headers); !sign.empty()) {
    Mark(Outcome::kChallenge, sign, page);
    return true;
  }
  if (page->http_status != 401 && page->http_status != 407) return false;
  Mark(Outcome::kLogin, "status " + std::to_string(page->http_status), page);
  return true;
}

bool IsSurelyWall(const Headers& headers, std::string_view body) {
  body = body.substr(0, kMaxWallBody);
  return !SignIn(headers).empty() ||
         (ascii::Trim(body).starts_with('<') && !WhoseWall(body).empty());
}

bool MarkWallInBody(std::string_view body, std::string_view title, size_t text_bytes, Page* page) {
  if (text_bytes > kMaxWallText) return false;
  body = body.substr(0, kMaxWallBody);
  if (const std::string_view whose = WhoseWall(body); !whose.empty()) {
    Mark(Outcome::kChallenge, "a check by " + std::string(whose), page);
    return true;
  }
  if (page->outcome == Outcome::kGone) return false;
  const Door door = DoorNamed(title);
  if (door == Door::kChallenge) {
    Mark(Outcome::kChallenge, "a page called '" + std::string(title) + "'", page);
    return true;
  }
  if ((door == Door::kLogin || DoorOf(page->task.url) == Door::kLogin) && AsksForPassword(body)) {
    Mark(Outcome::kLogin, "a form for a password", page);
    return true;
  }
  if (text_bytes > kMaxWidgetText || !AnyIn(kWidgets, body) || !SpeaksOfPersons(body)) return false;
  Mark(Outcome::kChallenge, "a CAPTCHA", page);
  return true;
}

}  // namespace varta
