// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta probe KIND: one part of the pipeline on many cases at once; JSON Lines in, JSON Lines out,
// same ids, same order.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/base64.h"
#include "base/charset.h"
#include "base/fold.h"
#include "base/text.h"
#include "cli/connection.h"
#include "cli/documents.h"
#include "cli/probe_match.h"
#include "cli/screened_json.h"
#include "cli/terminal.h"
#include "crawler/content_coding.h"
#include "crawler/feed.h"
#include "crawler/robots.h"
#include "crawler/sitemap.h"
#include "crawler/warc.h"
#include "extract/ads.h"
#include "extract/charset.h"
#include "extract/fields.h"
#include "extract/language.h"
#include "extract/lenient_json.h"
#include "extract/main_content.h"
#include "extract/scan.h"
#include "extract/structured.h"
#include "linking/near_duplicates.h"
#include "sweep/screener.h"
#include "sweep/screener_loader.h"

namespace varta {
namespace {

constexpr size_t kMaxLine = 64 * 1024 * 1024;

// What kinds may need besides the case. Value.
struct ProbeContext {
  const Screener* screener = nullptr;    // for screen and page
  const MatchProbe* patterns = nullptr;  // for match
  bool spans = false;                    // of match
};

// The input is taken out of the case; a missing or wrong key reads as nothing.
std::string Text(const OrderedJson& in, const char* key) {
  auto found = in.find(key);
  return found != in.end() && found->is_string() ? found->get<std::string>() : "";
}

// `key`, or `key`_b64.
Result<std::string> BytesOf(const OrderedJson& in, const std::string& key) {
  if (!in.contains(key + "_b64")) return Text(in, key.c_str());
  std::optional<std::string> bytes = FromBase64(Text(in, (key + "_b64").c_str()));
  if (!bytes) return Status(Code::kInvalidArgument, key + "_b64 is not base64");
  return *bytes;
}

OrderedJson OrNull(const std::optional<std::string>& value) {
  return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

OrderedJson Values(const std::vector<v1::Fact>& facts, v1::FactKind kind) {
  OrderedJson values = OrderedJson::array();
  for (const v1::Fact& fact : facts) {
    if (fact.kind() == kind &&
        std::find(values.begin(), values.end(), fact.value()) == values.end())
      values.push_back(fact.value());
  }
  return values;
}

Result<OrderedJson> ProbeRobots(const OrderedJson& in, const ProbeContext&) {
  Result<std::string> body = BytesOf(in, "robots");
  if (!body.ok()) return body.status();
  std::string written = Text(in, "url");
  auto url = Url::Parse(written);
  Robots::Verdict verdict =
      Robots::Parse(*body).Check(Text(in, "agent"), url ? url->PathAndQuery() : written);
  return OrderedJson{{"verdict", verdict.allowed ? "allow" : "deny"}, {"line", verdict.line}};
}

Result<OrderedJson> ProbeUrl(const OrderedJson& in, const ProbeContext&) {
  std::string input = Text(in, "input");
  std::string base_text = Text(in, "base");
  auto base = base_text.empty() ? std::nullopt : Url::Parse(base_text);
  std::optional<Url> url;
  if (base_text.empty()) {
    url = Url::Parse(input);
  } else if (base) {
    url = Url::Parse(input, *base);
  }
  return OrderedJson{{"href", url ? OrderedJson(url->Href()) : OrderedJson(nullptr)},
                     {"ascii", OrNull(HostToAscii(input))}};
}

Result<OrderedJson> ProbeDomain(const OrderedJson& in, const ProbeContext&) {
  return OrderedJson{{"registrable", OrNull(RegistrableDomain(Text(in, "domain")))}};
}

Result<OrderedJson> ProbeCharset(const OrderedJson& in, const ProbeContext&) {
  Result<std::string> body = BytesOf(in, "body");
  if (!body.ok()) return body.status();
  CharsetGuess guess = FindCharset(*body, Text(in, "http"));
  OrderedJson out = {{"charset", guess.charset}, {"how", CharsetSourceName(guess.how)}};
  if (guess.mislabelled) out["declared"] = guess.declared;
  return out;
}

// The body of a page case: in the case itself, or in a file that it names (perhaps gzip).
Result<std::string> PageBody(const OrderedJson& in) {
  std::string path = Text(in, "file");
  if (path.empty()) return BytesOf(in, "body");
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status(Code::kNotFound, "cannot read " + path);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (!bytes.starts_with("\x1f\x8b")) return bytes;
  Result<Decoded> decoded = DecodeContent(bytes, "gzip", 64 * 1024 * 1024);
  if (!decoded.ok()) return decoded.status();
  return std::move(decoded->body);
}

// schema.org's names, as far as probe cases ask for them.
OrderedJson PostingJson(const v1::Posting& posting) {
  OrderedJson json = {{"type", posting.type()},
                      {"title", posting.title()},
                      {"hiringOrganization", posting.organization()},
                      {"datePosted", posting.date_posted()},
                      {"validThrough", posting.valid_through()},
                      {"description", posting.description()},
                      {"jobLocation", OrderedJson(posting.locations())},
                      {"employmentType", OrderedJson(posting.employment_types())},
                      {"telephone", OrderedJson(posting.telephones())},
                      {"email", OrderedJson(posting.emails())},
                      {"url", posting.url()},
                      {"identifier", posting.identifier()}};
  if (posting.salary_low() > 0) {
    json["baseSalary"] = {{"minValue", posting.salary_low()},
                          {"maxValue", posting.salary_high()},
                          {"currency", posting.salary_currency()},
                          {"unitText", posting.salary_unit()}};
  }
  return json;
}

// The page's posting and its ads, into `out`.
void AddAds(const HtmlTree& tree, const Url* url, OrderedJson* out) {
  const PageAds page = ReadAds(tree, url, nullptr);
  (*out)["jobposting"] = nullptr;
  if (page.page_posting >= 0) {
    const FoundPosting& found = page.postings[static_cast<size_t>(page.page_posting)];
    if (found.kind == FoundPosting::Kind::kJob || found.way == Item::Way::kState)
      (*out)["jobposting"] = PostingJson(found.posting);
  }
  OrderedJson& ads = (*out)["ads"] = OrderedJson::array();
  for (const FoundAd& ad : page.ads) {
    ads.push_back({{"way", AdWayName(ad.way)},
                   {"url", ad.url},
                   {"title", ad.title},
                   {"text", ad.text},
                   {"author", ad.author},
                   {"published", ad.published}});
  }
}

// All of the page, whether it is one ad or many: the title element, the main content, contacts from
// anywhere on it.
Result<OrderedJson> ProbePage(const OrderedJson& in, const ProbeContext&) {
  Result<std::string> body = PageBody(in);
  if (!body.ok()) return body.status();
  const auto url = Url::Parse(Text(in, "url"));
  const CharsetGuess charset = FindCharset(*body, Text(in, "http"));
  const std::string utf8 = ToUtf8(*body, charset.charset);
  const HtmlContent content = ScanHtml(utf8, url ? &*url : nullptr, charset.charset);
  const HtmlTree tree = ParseHtml(utf8);
  const std::string text = tree.nodes.empty() ? content.text : FindMainContent(tree).text;
  const Language language = DetectLanguage(content.title + "\n" + text);
  std::string region = Text(in, "region");
  if (region.empty()) region = GuessRegion(url ? &*url : nullptr, language.code);
  const std::vector<v1::Fact> facts = FindFacts(
      {content.title, content.text, &content.links, region, RegionOfDomain(url ? &*url : nullptr)});
  OrderedJson links = OrderedJson::array();
  for (const Link& link : content.links) links.push_back(link.url.Href());
  OrderedJson out = {{"title", content.title},
                     {"text", text},
                     {"links", links},
                     {"charset", charset.charset},
                     {"lang", language.code},
                     {"phones", Values(facts, v1::FACT_KIND_PHONE)},
                     {"emails", Values(facts, v1::FACT_KIND_EMAIL)},
                     {"handles", Values(facts, v1::FACT_KIND_HANDLE)}};
  AddAds(tree, url ? &*url : nullptr, &out);
  return out;
}

Result<OrderedJson> ProbeStructured(const OrderedJson& in, const ProbeContext&) {
  const HtmlTree tree = ParseHtml(RepairUtf8(Text(in, "html")));
  OrderedJson jsonld = OrderedJson::array(), types = OrderedJson::array();
  for (const std::string_view script : JsonLdScripts(tree)) {
    for (const std::string& strict : StrictJson(script)) {
      OrderedJson value = OrderedJson::parse(strict, nullptr, false);
      if (!value.is_discarded()) jsonld.push_back(std::move(value));
    }
  }
  for (const Item& item : ReadStructured(tree, nullptr)) {
    for (const std::string& written : item.types) {
      const OrderedJson type = LastPart(written);
      if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
    }
  }
  return OrderedJson{{"jsonld", std::move(jsonld)}, {"itemtypes", std::move(types)}};
}

Result<OrderedJson> ProbePhones(const OrderedJson& in, const ProbeContext&) {
  std::string text = Text(in, "text"), region = Text(in, "region");
  FieldInput input;
  input.text = text;
  if (!region.empty()) input.region = region;
  std::vector<v1::Fact> facts = FindFacts(input);
  bool obscured = false;
  for (const v1::Fact& fact : facts)
    obscured = obscured || (fact.kind() == v1::FACT_KIND_PHONE && fact.obscured());
  return OrderedJson{{"phones", Values(facts, v1::FACT_KIND_PHONE)}, {"obscured", obscured}};
}

Result<OrderedJson> ProbeLang(const OrderedJson& in, const ProbeContext&) {
  Language language = DetectLanguage(Text(in, "text"));
  return OrderedJson{{"lang", language.code}, {"confidence", language.confidence}};
}

Result<OrderedJson> ProbeFold(const OrderedJson& in, const ProbeContext&) {
  return OrderedJson{{"folded", Fold(Text(in, "text")).text.text()}};
}

Result<OrderedJson> ProbeScreen(const OrderedJson& in, const ProbeContext& context) {
  bool html = in.contains("html");
  std::string body = Text(in, html ? "html" : "text");
  Bytes bytes;
  bytes.body = body;
  bytes.content_type = html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
  Screened screened = context.screener->Screen(bytes).Best();
  std::string language = Text(in, "lang");
  if (!language.empty() && language != screened.ad.language()) {
    screened.ad.set_language(language);
    context.screener->Judge(&screened);
  }
  v1::Screened record;
  record.mutable_hits()->Assign(screened.hits.begin(), screened.hits.end());
  return OrderedJson{{"alert", screened.lead},
                     {"score", screened.score.value()},
                     {"hits", HitsJson(record.hits())},
                     {"terms", TermsJson(screened.score)}};
}

// All lines belong together: the answers come when the last has been read.
void ProbeDuplicates() {
  NearDuplicates ads;
  std::vector<OrderedJson> answers;
  std::string line;
  for (bool too_long = false; ReadLine(std::cin, kMaxLine, &line, &too_long);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const OrderedJson in = too_long ? OrderedJson() : OrderedJson::parse(line, nullptr, false);
    OrderedJson& out = answers.emplace_back(OrderedJson{{"id", nullptr}});
    if (in.is_object() && in.contains("id")) out["id"] = in["id"];
    if (!in.is_object()) out["error"] = "not a JSON object of at most 64 MiB";
    ads.Add(AdPrintOf(in.is_object() ? Text(in, "text") : ""));
  }
  for (uint32_t ad = 0; ad < ads.size(); ++ad) {
    OrderedJson& out = answers[ad];
    if (!out.contains("error")) out["cluster"] = ads.ClusterOf(ad);
    std::printf("%s\n", Dump(out).c_str());
  }
}

Result<OrderedJson> ProbeWarc(const OrderedJson& in, const ProbeContext&) {
  Result<WarcReader> reader = WarcReader::Open(Text(in, "file"));
  if (!reader.ok()) return reader.status();
  OrderedJson out = {{"types", OrderedJson::array()}};
  while (true) {
    Result<std::optional<WarcRecord>> record = reader->Next();
    if (!record.ok()) {
      if (!out.contains("error")) out["error"] = record.status().message();
      continue;
    }
    if (!*record) return out;
    out["types"].push_back((*record)->type);
  }
}

Result<OrderedJson> ProbeSitemap(const OrderedJson& in, const ProbeContext&) {
  Result<std::string> body = BytesOf(in, "body");
  if (!body.ok()) return body.status();
  const Sitemap sitemap = ReadSitemap(*body);
  OrderedJson urls = OrderedJson::array(), lastmods = OrderedJson::array();
  for (const SitemapUrl& url : sitemap.urls) {
    urls.push_back(url.loc);
    lastmods.push_back(url.lastmod ? OrderedJson(FormatTime(*url.lastmod)) : OrderedJson(nullptr));
  }
  OrderedJson out = {{"kind", SitemapKindName(sitemap.kind)},
                     {"urls", std::move(urls)},
                     {"lastmods", std::move(lastmods)}};
  if (sitemap.truncated) out["problem"] = sitemap.problem;
  return out;
}

OrderedJson FirstOrNull(const std::vector<std::string>& values) {
  return values.empty() ? OrderedJson(nullptr) : OrderedJson(values.front());
}

Result<OrderedJson> ProbeFeed(const OrderedJson& in, const ProbeContext&) {
  Result<std::string> body = BytesOf(in, "body");
  if (!body.ok()) return body.status();
  const Feed feed = ReadFeed(*body);
  OrderedJson entries = OrderedJson::array();
  for (const FeedEntry& entry : feed.entries) {
    entries.push_back({{"title", entry.title.value},
                       {"link", FirstOrNull(entry.links)},
                       {"id", entry.id},
                       {"summary", entry.summary.value},
                       {"content", entry.content.value},
                       {"author", entry.author},
                       {"published", entry.dates.published},
                       {"updated", entry.dates.updated}});
  }
  OrderedJson out = {{"feed",
                      {{"title", feed.title.value},
                       {"link", FirstOrNull(feed.links)},
                       {"id", feed.id},
                       {"subtitle", feed.subtitle.value},
                       {"author", feed.author},
                       {"language", feed.language},
                       {"published", feed.dates.published},
                       {"updated", feed.dates.updated}}},
                     {"entries", std::move(entries)}};
  if (feed.truncated) out["problem"] = feed.problem;
  return out;
}

Result<OrderedJson> ProbeMatch(const OrderedJson& in, const ProbeContext& context) {
  return context.patterns->Answer(Text(in, "text"), context.spans);
}

struct KindRow {
  const char* name;
  Result<OrderedJson> (*probe)(const OrderedJson&, const ProbeContext&);  // null: not line by line
  bool screens;                                                           // needs the rules
};
constexpr KindRow kKinds[] = {
    {"robots", ProbeRobots, false},
    {"url", ProbeUrl, false},
    {"domain", ProbeDomain, false},
    {"charset", ProbeCharset, false},
    {"page", ProbePage, false},
    {"phones", ProbePhones, false},
    {"lang", ProbeLang, false},
    {"fold", ProbeFold, false},
    {"screen", ProbeScreen, true},
    {"warc", ProbeWarc, false},
    {"structured", ProbeStructured, false},
    {"sitemap", ProbeSitemap, false},
    {"feed", ProbeFeed, false},
    {"dups", nullptr, false},
    {"match", ProbeMatch, false},
};

OrderedJson Answer(const KindRow& row, const std::string& line, bool too_long,
                   const ProbeContext& context) {
  OrderedJson in = too_long ? OrderedJson() : OrderedJson::parse(line, nullptr, false);
  OrderedJson out = {{"id", nullptr}};
  if (!in.is_object()) {
    out["error"] = too_long ? "the line is longer than 64 MiB" : "not a JSON object";
    return out;
  }
  if (in.contains("id")) out["id"] = in["id"];
  Result<OrderedJson> answer = row.probe(in, context);
  if (answer.ok()) {
    out.update(*answer);
  } else {
    out["error"] = answer.status().message();
  }
  return out;
}

struct ProbeArguments {
  std::string kind;
  std::string patterns;  // file
  bool spans = false;
};

int Run(const Globals& globals, const ProbeArguments& arguments) {
  const std::string& kind = arguments.kind;
  const KindRow* row = nullptr;
  std::string names;
  for (const KindRow& candidate : kKinds) {
    if (kind == candidate.name) row = &candidate;
    names += (names.empty() ? "" : ", ") + std::string(candidate.name);
  }
  if (row == nullptr) return FailUsage("probe: no kind '" + kind + "'; there are " + names);
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  ProbeContext context;
  std::shared_ptr<const Screener> screener;
  if (row->screens) {
    Result<std::shared_ptr<const Screener>> built = BuildScreener(OptionsOfScreener(*config));
    if (!built.ok()) return Fail(built.status());
    screener = *built;
    context.screener = screener.get();
  }
  std::optional<MatchProbe> patterns;
  if (row->name == std::string_view("match")) {
    if (arguments.patterns.empty())
      return FailUsage("probe match: name a file of patterns by --patterns");
    Result<MatchProbe> loaded = MatchProbe::Load(arguments.patterns);
    if (!loaded.ok()) return Fail(loaded.status());
    context.patterns = &patterns.emplace(std::move(*loaded));
    context.spans = arguments.spans;
  }
  std::ios::sync_with_stdio(false);
  if (row->name == std::string_view("dups")) {
    ProbeDuplicates();
    return kFine;
  }
  std::string line;
  for (bool too_long = false; ReadLine(std::cin, kMaxLine, &line, &too_long);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    std::printf("%s\n", Dump(Answer(*row, line, too_long, context)).c_str());
  }
  return kFine;
}

}  // namespace

void AddProbe(CLI::App& app, const Globals& globals, Action* action) {
  auto arguments = std::make_shared<ProbeArguments>();
  CLI::App* probe = app.add_subcommand(
      "probe", "one part of the pipeline on many cases: JSON Lines in, JSON Lines out");
  std::string names;
  for (const KindRow& row : kKinds) names += (names.empty() ? "" : ", ") + std::string(row.name);
  probe->add_option("kind", arguments->kind, names)->required();
  probe->add_option("--patterns", arguments->patterns,
                    "of match: lines of id, kind and RE2 pattern, with tabs between");
  probe->add_flag("--spans", arguments->spans, "of match: where each matches, too");
  probe->callback([=, &globals] { *action = [=, &globals] { return Run(globals, *arguments); }; });
}

}  // namespace varta
