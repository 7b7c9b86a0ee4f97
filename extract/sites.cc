// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/sites.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"

namespace varta {
namespace {

// A name there is a handle, or nobody's.
constexpr std::string_view kEverybodys[] = {"addthis.com",
                                            "addtoany.com",
                                            "adobe.com",
                                            "amazonaws.com",
                                            "apple.com",
                                            "archive.org",
                                            "bit.ly",
                                            "bsky.app",
                                            "clck.ru",
                                            "cloudflare.com",
                                            "cookiebot.com",
                                            "creativecommons.org",
                                            "discord.com",
                                            "discord.gg",
                                            "doubleclick.net",
                                            "facebook.com",
                                            "fb.com",
                                            "fb.me",
                                            "flickr.com",
                                            "github.com",
                                            "gmail.com",
                                            "goo.gl",
                                            "googleadservices.com",
                                            "googlesyndication.com",
                                            "gravatar.com",
                                            "i.ua",
                                            "icloud.com",
                                            "instagram.com",
                                            "lin.ee",
                                            "line.me",
                                            "linkedin.com",
                                            "liveinternet.ru",
                                            "livejournal.com",
                                            "m.me",
                                            "mail.ru",
                                            "medium.com",
                                            "meta.ua",
                                            "microsoft.com",
                                            "odnoklassniki.ru",
                                            "ok.ru",
                                            "onelink.me",
                                            "outlook.com",
                                            "page.link",
                                            "pinterest.com",
                                            "reddit.com",
                                            "signal.me",
                                            "skype.com",
                                            "snapchat.com",
                                            "t.co",
                                            "t.me",
                                            "telegram.me",
                                            "telegram.org",
                                            "threads.net",
                                            "tiktok.com",
                                            "tinyurl.com",
                                            "tumblr.com",
                                            "twitter.com",
                                            "ukr.net",
                                            "viber.com",
                                            "vimeo.com",
                                            "vk.cc",
                                            "vk.com",
                                            "vkontakte.ru",
                                            "w3.org",
                                            "wa.me",
                                            "wechat.com",
                                            "whatsapp.com",
                                            "wikipedia.org",
                                            "wordpress.org",
                                            "x.com",
                                            "xing.com",
                                            "ya.ru",
                                            "yadi.sk",
                                            "youtu.be",
                                            "youtube.com",
                                            "zoom.us"};
static_assert(std::is_sorted(std::begin(kEverybodys), std::end(kEverybodys)));

// Under whatever country's domain.
constexpr std::string_view kEverybodysNames[] = {"adfox",     "bing",  "google", "googletagmanager",
                                                 "pinterest", "yahoo", "yandex"};

bool Has(const auto& list, std::string_view value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

}  // namespace

std::string OwnSite(const Url* page) {
  return page == nullptr ? std::string() : RegistrableDomain(page->host()).value_or(page->host());
}

std::optional<std::string> SiteOf(std::string_view host, std::string_view own) {
  std::optional<std::string> site = RegistrableDomain(host);
  if (!site || *site == own) return std::nullopt;
  const std::string_view name = std::string_view(*site).substr(0, site->find('.'));
  if (name.size() < 2 || std::none_of(name.begin(), name.end(), ascii::IsLetter))
    return std::nullopt;
  if (std::binary_search(std::begin(kEverybodys), std::end(kEverybodys), *site) ||
      Has(kEverybodysNames, name))
    return std::nullopt;
  return site;
}

std::vector<std::string> SitesOf(const std::vector<Link>& links,
                                 const std::vector<std::string>& own) {
  std::vector<std::string> sites;
  std::string_view last;  // most links in a row lead to one host
  for (const Link& link : links) {
    if (!link.url.IsHttp()) continue;
    if (link.url.host() == last) continue;
    last = link.url.host();
    std::optional<std::string> site = SiteOf(last, "");
    if (!site || Has(own, *site) || Has(sites, *site)) continue;
    if (sites.size() == kManySites) return {};
    sites.push_back(*std::move(site));
  }
  if (sites.size() > kMostSites) sites.resize(kMostSites);
  return sites;
}

}  // namespace varta
