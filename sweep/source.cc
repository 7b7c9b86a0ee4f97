// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/source.h"

#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <variant>

#include "base/digest.h"
#include "base/url.h"
#include "base/yaml.h"
#include "crawler/request_head.h"
#include "sweep/convert.h"

namespace varta {
namespace {

namespace fs = std::filesystem;

struct KindName {
  const char* name;
  v1::SourceKind kind;
};
constexpr KindName kKinds[] = {
    {"job_board", v1::SOURCE_KIND_JOB_BOARD},
    {"classifieds", v1::SOURCE_KIND_CLASSIFIEDS},
    {"sexual_services", v1::SOURCE_KIND_SEXUAL_SERVICES},
    {"messenger_channel", v1::SOURCE_KIND_MESSENGER_CHANNEL},
    {"test", v1::SOURCE_KIND_TEST},
};

v1::SourceKind ReadKind(YamlMap& map, const char* key = "kind") {
  std::string written = map.Text(key, "");
  for (const KindName& row : kKinds) {
    if (written == row.name) return row.kind;
  }
  if (!written.empty()) {
    map.Fail(
        key,
        "no such kind; write job_board, classifieds, sexual_services, messenger_channel or test");
  }
  return v1::SOURCE_KIND_UNSPECIFIED;
}

// `scope`: how far links may lead where no pattern says it.
Source::Reach ReadReach(YamlMap& map, const Source& source) {
  const std::string written = map.Text("scope");
  if (written == "domain") return Source::Reach::kDomains;
  if (written == "patterns" && source.allow.empty()) {
    map.Fail("scope", "needs `allow`: patterns of the URLs that belong to the source");
  } else if (!written.empty() && written != "host" && written != "patterns") {
    map.Fail("scope", "write host, domain, or patterns");
  }
  if ((written == "host" || written == "domain") && !source.allow.empty()) {
    map.Fail("scope", "`allow` says what belongs to the source; leave one of the two out");
  }
  return Source::Reach::kHosts;
}

// `seeds_file`: one URL a line, beside `seeds`; # begins a comment.
void ReadSeedsFile(YamlMap& map, Source* source) {
  constexpr size_t kMaxSeeds = 1'000'000;
  const std::string name = map.Text("seeds_file");
  if (name.empty()) return;
  const fs::path path = fs::path(source->file).parent_path() / name;
  std::ifstream file(path);
  if (!file) map.Fail("seeds_file", "cannot read " + path.string());
  for (std::string line; std::getline(file, line) && source->seeds.size() <= kMaxSeeds;) {
    line.resize(line.find_last_not_of(" \t\r") + 1);
    if (line.empty() || line[0] == '#') continue;
    const std::optional<Url> url = Url::Parse(line);
    if (url && url->IsHttp()) {
      source->seeds.push_back(line);
    } else {
      map.Fail("seeds_file", path.string() + ": '" + line + "' is no http or https URL");
      return;
    }
  }
  if (source->seeds.size() > kMaxSeeds) map.Fail("seeds_file", "more than 1000000 seeds");
}

// `sitemaps: [https://...]`; `sitemaps: none` also leaves those out that robots.txt names.
void ReadSitemaps(YamlMap& map, Source* source) {
  source->sitemaps = map.Texts("sitemaps");
  if (source->sitemaps == std::vector<std::string>{"none"}) {
    source->sitemaps.clear();
    source->robots_sitemaps = false;
  }
  for (const std::string& sitemap : source->sitemaps) {
    const std::optional<Url> url = Url::Parse(sitemap);
    if (!url || !url->IsHttp()) {
      map.Fail("sitemaps", "'" + sitemap + "' is no http or https URL; write URLs, or none");
    }
  }
}

// `headers: {Accept-Language: uk, Cookie: "adult=1"}`.
Status ReadHeaders(YamlMap& map, Source* source) {
  constexpr size_t kMaxHeaders = 20;
  const std::optional<YamlNode> node = map.Child("headers");
  if (!node) return Status();
  if (node->kind() != YamlNode::Kind::kMap) {
    return node->Error("write a map, as headers: {Accept-Language: uk}");
  }
  for (const auto& [name, value] : node->entries()) {
    if (value.kind() != YamlNode::Kind::kScalar) return value.Error("a header's value is one text");
    if (Status status = CheckRequestHeader(name.scalar(), value.scalar()); !status.ok()) {
      return name.Error(status.message());
    }
    source->headers.emplace_back(name.scalar(), value.scalar());
  }
  if (source->headers.size() > kMaxHeaders) return node->Error("more than 20 headers");
  return Status();
}

// `revisit: {min: 12h, max: 14d, honour_cache: true}`.
Status ReadRevisit(YamlMap& map, Source* source) {
  std::optional<YamlNode> node = map.Child("revisit");
  if (!node) return Status();
  YamlMap revisit(*node);
  source->revisit_min = revisit.Span("min", source->revisit_min);
  source->revisit_max = revisit.Span("max", source->revisit_max);
  source->honour_cache = revisit.Flag("honour_cache", false);
  if (source->revisit_min > source->revisit_max) revisit.Fail("min", "is longer than max");
  return revisit.Finish();
}

bool IsId(std::string_view id) {
  auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !id.empty() && id.size() <= 63 && std::all_of(id.begin(), id.end(), fits);
}

void CheckPatterns(YamlMap& map, const char* key, const std::vector<std::string>& patterns,
                   int groups) {
  RE2::Options options;
  options.set_log_errors(false);
  for (const std::string& pattern : patterns) {
    RE2 compiled(pattern, options);
    if (!compiled.ok())
      map.Fail(key, "the pattern '" + pattern + "' is not RE2: " + compiled.error());
    if (groups >= 0 && compiled.ok() && compiled.NumberOfCapturingGroups() != groups) {
      map.Fail(key, "needs one group in parentheses, around what of the URL names the ad");
    }
  }
}

template <typename Parsed>
std::optional<Parsed> ReadSelector(YamlMap& map, std::string_view key) {
  std::string written = map.Text(key);
  if (written.empty()) return std::nullopt;
  auto parsed = Parsed::Parse(written);
  if (auto* selector = std::get_if<Parsed>(&parsed)) return std::move(*selector);
  map.Fail(key, "the selector '" + written +
                    "': " + ToString(std::get<SelectorMistake>(parsed), written));
  return std::nullopt;
}

// `ad`: patterns of the pages that have ads, or a map that also says where on them the ads are.
Status ReadAd(YamlMap& map, Source* source) {
  std::optional<YamlNode> node = map.Child("ad");
  if (!node) return Status();
  if (node->kind() != YamlNode::Kind::kMap) {
    source->ad_pages = map.Texts("ad");
    CheckPatterns(map, "ad", source->ad_pages, -1);
    return Status();
  }
  YamlMap ad(*node);
  source->ad_pages = ad.Texts("pages");
  CheckPatterns(ad, "pages", source->ad_pages, -1);
  AdSelectors selectors;
  selectors.item = ReadSelector<Selector>(ad, "each");
  bool any = selectors.item.has_value();
  for (const AdField& row : kAdFields) {
    selectors.*row.field = ReadSelector<FieldSelector>(ad, row.name);
    any = any || (selectors.*row.field).has_value();
  }
  if (any) ad.Require({"each"});
  if (any) source->ad_selectors = std::make_shared<const AdSelectors>(std::move(selectors));
  return ad.Finish();
}

// `every`: a mistake is told at its own place within the value.
Status ReadEvery(YamlMap& map, const TimeZone& zone, Source* source) {
  const std::string written = map.Text("every");
  const std::optional<YamlNode> node = map.Child("every");
  if (!node || node->kind() != YamlNode::Kind::kScalar) return Status();
  auto parsed = Schedule::Parse(written, zone);
  if (const auto* mistake = std::get_if<ScheduleMistake>(&parsed))
    return node->ErrorAt(mistake->at, mistake->message);
  source->every = std::get<Schedule>(std::move(parsed));
  return Status();
}

void CheckValues(YamlMap& map, const Source& source) {
  map.Require({"id", "kind"});
  if (source.seeds.empty() && !map.Has("seeds_file")) map.Require({"seeds"});
  if (source.delay && *source.delay <= Duration(0) && source.kind != v1::SOURCE_KIND_TEST) {
    map.Fail("delay", "only sources of kind test, on networks of allow_networks, may go without");
  }
  if (!IsId(source.id)) map.Fail("id", "an id is 1 to 63 of a-z, 0-9 and -");
  if (fs::path(source.file).stem() != source.id) {
    map.Fail("id", "the file must be called " + source.id + ".yaml, after its id");
  }
  for (const std::string& seed : source.seeds) {
    auto url = Url::Parse(seed);
    if (!url || !url->IsHttp()) map.Fail("seeds", "'" + seed + "' is no http or https URL");
  }
  CheckPatterns(map, "allow", source.allow, -1);
  CheckPatterns(map, "deny", source.deny, -1);
  CheckPatterns(map, "listing", source.listing_pages, -1);
  if (!source.ad_id.empty()) CheckPatterns(map, "ad_id", {source.ad_id}, 1);
  if (!source.expires.empty() && (source.expires.size() != 10 || !ParseTime(source.expires))) {
    map.Fail("expires", "write a date as 2027-01-31");
  }
  bool region = source.region.size() == 2 && source.region[0] >= 'A' && source.region[0] <= 'Z' &&
                source.region[1] >= 'A' && source.region[1] <= 'Z';
  if (!region) map.Fail("region", "write a country's two letters, as UA");
}

}  // namespace

Result<Source> ParseSource(std::string_view yaml, const std::string& file, const TimeZone& zone) {
  Result<YamlNode> node = YamlNode::Parse(yaml, file);
  if (!node.ok()) return node.status();
  YamlMap map(*node);
  Source source;
  source.file = file;
  source.digest = Sha256(yaml).substr(0, 8);
  source.id = map.Text("id");
  source.title = map.Text("title", source.id);
  source.kind = source.ads_kind = ReadKind(map);
  if (map.Has("stands_for")) {
    source.ads_kind = ReadKind(map, "stands_for");
    if (source.kind != v1::SOURCE_KIND_TEST)
      map.Fail("stands_for", "only sources of kind test stand for others");
  }
  source.seeds = map.Texts("seeds");
  ReadSeedsFile(map, &source);
  source.allow = map.Texts("allow");
  source.deny = map.Texts("deny");
  source.reach = ReadReach(map, source);
  source.listing_pages = map.Texts("listing");
  Status ad = ReadAd(map, &source);
  if (!ad.ok()) return ad;
  source.ad_id = map.Text("ad_id");
  if (map.Has("delay")) source.delay = map.Span("delay", Duration(0));
  source.max_pages = map.Integer("max_pages", 0, 0, 10'000'000);
  Status every = ReadEvery(map, zone, &source);
  if (!every.ok()) return every;
  source.max_bytes = map.Integer("max_bytes", 0, 0, int64_t{1} << 50);
  if (Status revisit = ReadRevisit(map, &source); !revisit.ok()) return revisit;
  if (map.Has("keep_unflagged")) {
    source.keep_unflagged = map.Span("keep_unflagged", Duration(0));
    if (*source.keep_unflagged < Duration(0) || *source.keep_unflagged > kMaxKeepUnflagged)
      map.Fail("keep_unflagged", "write 0s to 30d");
  }
  source.follow_nofollow = map.Flag("follow_nofollow", false);
  ReadSitemaps(map, &source);
  if (Status headers = ReadHeaders(map, &source); !headers.ok()) return headers;
  source.proxy = map.Text("proxy");
  if (!source.proxy.empty()) {
    if (Result<Proxy> proxy = ParseProxy(source.proxy); !proxy.ok()) {
      map.Fail("proxy", proxy.status().message());
    }
  }
  source.connections = static_cast<int>(map.Integer("connections", 1, 1, 8));
  source.region = map.Text("region", "UA");
  source.enabled = map.Flag("enabled", true);
  source.purpose = map.Text("purpose");
  source.legal_basis = map.Text("legal_basis");
  source.approved_by = map.Text("approved_by");
  source.expires = map.Text("expires");
  CheckValues(map, source);
  if (Status status = map.Finish(); !status.ok()) return status;
  return source;
}

Result<std::vector<Source>> LoadSources(const std::string& dir, std::string_view time_zone) {
  Result<TimeZone> zone = TimeZone::Load(time_zone);
  if (!zone.ok()) return zone.status().In("time_zone");
  std::error_code error;
  fs::directory_iterator entries(dir, error);
  if (error) {
    return Status(Code::kFailedPrecondition,
                  "no sources: cannot read the folder " + dir + " (" + error.message() +
                      "); set sources_dir in varta.yaml, and put one YAML file a site there");
  }
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : entries) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Source> sources;
  for (const fs::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file)
      return Status(Code::kFailedPrecondition,
                    "cannot read " + path.string() + "; check its permissions");
    Result<Source> source = ParseSource(text, path.string(), *zone);
    if (!source.ok()) return source.status();
    sources.push_back(std::move(*source));
  }
  return sources;
}

Result<std::vector<Source>> LoadSources(const Config& config) {
  Result<std::vector<Source>> sources = LoadSources(config.sources_dir, config.time_zone);
  if (!sources.ok()) return sources;
  for (Source& source : *sources) source.nobody_asks = config.user_agent.empty();
  return sources;
}

std::string WhyNotSwept(const Source& source, Time now) {
  if (!source.enabled) return "not enabled";
  if (source.legal_basis.empty())
    return "no legal_basis: write on what ground the site may be read";
  if (source.approved_by.empty()) return "no approved_by: write who approved it";
  if (source.expires.empty()) return "no expires: write until when the approval holds";
  auto expires = ParseTime(source.expires);
  if (!expires || now >= *expires) return "the approval expired on " + source.expires;
  if (source.nobody_asks && source.kind != v1::SOURCE_KIND_TEST) {
    return "no user_agent in varta.yaml: write who asks and where a site's owner finds you, as "
           "'unit-varta (+https://unit.example/varta)'";
  }
  return "";
}

Networks NetworksOf(const Source& source) {
  if (source.kind != v1::SOURCE_KIND_TEST) return Networks::kPublic;
  return source.nobody_asks ? Networks::kNamed : Networks::kPublicAndNamed;
}

std::string WhySoonNotSwept(const Source& source, Time now) {
  const auto expires = ParseTime(source.expires);
  if (!expires || now >= *expires || *expires - now > kPermissionWarning) return "";
  const int64_t days = std::chrono::ceil<std::chrono::days>(*expires - now).count();
  return "the approval ends on " + source.expires + ", in " + std::to_string(days) +
         (days == 1 ? " day" : " days") + "; have it renewed";
}

v1::Source ToProto(const Source& source, Time now) {
  v1::Source proto;
  proto.set_id(source.id);
  proto.set_title(source.title);
  proto.set_kind(source.kind);
  for (const std::string& seed : source.seeds) proto.add_seeds(seed);
  proto.set_legal_basis(source.legal_basis);
  proto.set_approved_by(source.approved_by);
  proto.set_expires(source.expires);
  proto.set_enabled(source.enabled);
  proto.set_not_swept_because(WhyNotSwept(source, now));
  proto.set_file(source.file);
  if (source.enabled) proto.set_warning(WhySoonNotSwept(source, now));
  if (source.every) {
    proto.set_every(source.every->ToString());
    const Time next = source.every->NextAfter(now);
    if (proto.not_swept_because().empty() && next != Time::max())
      *proto.mutable_next_time() = ToProto(next);
  }
  return proto;
}

}  // namespace varta
