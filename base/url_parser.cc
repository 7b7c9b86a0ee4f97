// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/url_parser.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url_encode.h"
#include "base/url_host.h"

namespace varta {
namespace {

constexpr SpecialScheme kSpecialSchemes[] = {
    {"https", 443}, {"http", 80}, {"file", 0}, {"ftp", 21}, {"ws", 80}, {"wss", 443},
};

// "c:" or "c|".
bool IsDriveLetter(std::string_view text) {
  return text.size() == 2 && ascii::IsLetter(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool StartsWithDriveLetter(std::string_view text) {
  return IsDriveLetter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

// How many dots a path segment consists of, "%2e" counting as one; 0 if it is anything else.
int CountDots(std::string_view segment) {
  int dots = 0;
  while (!segment.empty() && dots < 3) {
    if (segment[0] == '.') {
      segment.remove_prefix(1);
    } else if (segment.starts_with("%2e") || segment.starts_with("%2E")) {
      segment.remove_prefix(3);
    } else {
      return 0;
    }
    ++dots;
  }
  return dots < 3 ? dots : 0;
}

// Without C0 controls and spaces at both ends.
std::string_view WithoutEnds(std::string_view input) {
  const auto is_outer = [](char c) { return static_cast<uint8_t>(c) <= 0x20; };
  while (!input.empty() && is_outer(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_outer(input.back())) input.remove_suffix(1);
  return input;
}

bool IsPrintableAscii(std::string_view text) {
  uint8_t odd = 0;
  for (const char c : text) odd |= static_cast<uint8_t>(c) < 0x20 || static_cast<uint8_t>(c) > 0x7E;
  return odd == 0;
}

// Without tabs and line ends, ill-formed UTF-8 replaced.
std::string Clean(std::string_view input) {
  std::string clean = RepairUtf8(input);
  std::erase_if(clean, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return clean;
}

// The characters that stand for themselves in a path and in a query.
constexpr std::array<bool, 256> MakePlain() {
  std::array<bool, 256> plain{};
  for (const char c :
       std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                        "-._~!$&()*+,;=:@/%"))
    plain[static_cast<uint8_t>(c)] = true;
  return plain;
}
constexpr std::array<bool, 256> kPlain = MakePlain();

// Whether `text` is "/a/b?c=d" that is serialised as it stands: a path from the root, maybe a
// query, no "." or ".." in it. `path_size`: without the query.
bool IsPlainPath(std::string_view text, size_t* path_size) {
  if (text.empty() || text[0] != '/') return false;
  size_t at = 1;
  for (; at < text.size() && text[at] != '?'; ++at) {
    const char c = text[at];
    if (!kPlain[static_cast<uint8_t>(c)]) return false;
    if (text[at - 1] == '/' && (c == '.' || c == '%' || (c == '/' && at == 1))) return false;
  }
  *path_size = at;
  for (++at; at < text.size(); ++at) {
    if (!kPlain[static_cast<uint8_t>(text[at])] && text[at] != '?') return false;
  }
  return true;
}

}  // namespace

const SpecialScheme* FindSpecialScheme(std::string_view scheme) {
  for (const SpecialScheme& special : kSpecialSchemes) {
    if (special.name == scheme) return &special;
  }
  return nullptr;
}

bool UrlParser::Run(std::string_view input) {
  std::string cleaned;
  input_ = WithoutEnds(input);
  if (!IsPrintableAscii(input_)) input_ = cleaned = Clean(input_);
  if (PlainPath()) return true;
  State state = State::kScheme;
  while (state != State::kDone && state != State::kFailure) state = Next(state);
  input_ = {};
  return state == State::kDone;
}

// What a site's own links are, as a rule, in one step.
bool UrlParser::PlainPath() {
  size_t path_size = 0;
  if (base_ == nullptr || !base_->IsHttp() || !IsPlainPath(input_, &path_size)) return false;
  url_.scheme_ = base_->scheme_;
  CopyAuthority();
  url_.path_ = input_.substr(0, path_size);
  if (path_size < input_.size()) url_.query_ = input_.substr(path_size + 1);
  return true;
}

UrlParser::State UrlParser::Next(State state) {
  switch (state) {
    case State::kScheme:
      return Scheme();
    case State::kNoScheme:
      return NoScheme();
    case State::kSpecialRelativeOrAuthority:
      return SpecialRelativeOrAuthority();
    case State::kPathOrAuthority:
      return PathOrAuthority();
    case State::kRelative:
      return Relative();
    case State::kRelativeSlash:
      return RelativeSlash();
    case State::kSpecialAuthoritySlashes:
      return SpecialAuthoritySlashes();
    case State::kAuthority:
      return Authority();
    case State::kHost:
      return Host();
    case State::kPort:
      return Port();
    case State::kFile:
      return File();
    case State::kFileSlash:
      return FileSlash();
    case State::kFileHost:
      return FileHost();
    case State::kPathStart:
      return PathStart();
    case State::kPath:
      return Path();
    case State::kOpaquePath:
      return OpaquePath();
    case State::kQuery:
      return Query();
    case State::kFragment:
      return Fragment();
    case State::kDone:
    case State::kFailure:
      break;
  }
  return state;
}

bool UrlParser::AtSlash() const { return At('/') || (special_ != nullptr && At('\\')); }

size_t UrlParser::AuthorityEnd() const {
  return std::min(input_.find_first_of(special_ != nullptr ? "/?#\\" : "/?#", at_), input_.size());
}

UrlParser::State UrlParser::AfterPath() {
  if (AtEnd()) return State::kDone;
  return input_[at_++] == '?' ? State::kQuery : State::kFragment;
}

void UrlParser::CopyAuthority() {
  url_.username_ = base_->username_;
  url_.password_ = base_->password_;
  url_.host_ = base_->host_;
  url_.has_host_ = base_->has_host_;
  url_.port_ = base_->port_;
}

// A list path is kept as its serialisation, "/" before each segment, so the last slash begins the
// last segment.
void UrlParser::ShortenPath() {
  std::string& path = url_.path_;
  if (url_.scheme_ == "file" && path.size() == 3 && ascii::IsLetter(path[1]) && path[2] == ':')
    return;
  const size_t slash = path.rfind('/');
  path.resize(slash == std::string::npos ? 0 : slash);
}

void UrlParser::AppendSegment(std::string_view segment, bool slash_follows) {
  const int dots = CountDots(segment);
  if (dots == 2) ShortenPath();
  if (dots > 0) {
    if (!slash_follows) url_.path_ += '/';
    return;
  }
  const bool drive = url_.scheme_ == "file" && url_.path_.empty() && IsDriveLetter(segment);
  url_.path_ += '/';
  PercentEncode(segment, EncodeSet::kPath, url_.path_);
  if (drive) url_.path_.back() = ':';
}

UrlParser::State UrlParser::Scheme() {
  if (AtEnd() || !ascii::IsLetter(input_[0])) return State::kNoScheme;
  size_t end = 1;
  while (end < input_.size() &&
         (ascii::IsAlphanumeric(input_[end]) ||
          std::string_view("+-.").find(input_[end]) != std::string_view::npos)) {
    ++end;
  }
  if (end == input_.size() || input_[end] != ':') return State::kNoScheme;
  url_.scheme_ = ascii::Lower(std::string_view(input_).substr(0, end));
  special_ = FindSpecialScheme(url_.scheme_);
  at_ = end + 1;
  if (url_.scheme_ == "file") return State::kFile;
  if (special_ != nullptr) {
    const bool same = base_ != nullptr && base_->scheme_ == url_.scheme_;
    return same ? State::kSpecialRelativeOrAuthority : State::kSpecialAuthoritySlashes;
  }
  if (!At('/')) return State::kOpaquePath;
  ++at_;
  return State::kPathOrAuthority;
}

UrlParser::State UrlParser::NoScheme() {
  if (base_ == nullptr) return State::kFailure;
  if (!base_->opaque_path_) return base_->scheme_ == "file" ? State::kFile : State::kRelative;
  if (!At('#')) return State::kFailure;
  ++at_;
  url_.scheme_ = base_->scheme_;
  url_.path_ = base_->path_;
  url_.opaque_path_ = true;
  url_.query_ = base_->query_;
  return State::kFragment;
}

UrlParser::State UrlParser::SpecialRelativeOrAuthority() {
  return Rest().starts_with("//") ? State::kSpecialAuthoritySlashes : State::kRelative;
}

UrlParser::State UrlParser::PathOrAuthority() {
  if (!At('/')) return State::kPath;
  ++at_;
  return State::kAuthority;
}

UrlParser::State UrlParser::Relative() {
  url_.scheme_ = base_->scheme_;
  special_ = FindSpecialScheme(url_.scheme_);
  if (AtSlash()) {
    ++at_;
    return State::kRelativeSlash;
  }
  CopyAuthority();
  url_.path_ = base_->path_;
  if (AtEnd() || At('#')) url_.query_ = base_->query_;
  if (AtEnd() || At('?') || At('#')) return AfterPath();
  ShortenPath();
  return State::kPath;
}

UrlParser::State UrlParser::RelativeSlash() {
  if (special_ != nullptr && AtSlash()) return State::kSpecialAuthoritySlashes;
  if (At('/')) {
    ++at_;
    return State::kAuthority;
  }
  CopyAuthority();
  return State::kPath;
}

// However many slashes of either kind, or none, stand before the host of a special URL.
UrlParser::State UrlParser::SpecialAuthoritySlashes() {
  while (AtSlash()) ++at_;
  return State::kAuthority;
}

UrlParser::State UrlParser::Authority() {
  authority_end_ = AuthorityEnd();
  const std::string_view authority = input_.substr(at_, authority_end_ - at_);
  const size_t sign = authority.rfind('@');  // those before it are part of the name or password
  if (sign == std::string_view::npos) return State::kHost;
  const std::string_view credentials = authority.substr(0, sign);
  const size_t colon = std::min(credentials.find(':'), credentials.size());
  PercentEncode(credentials.substr(0, colon), EncodeSet::kUserinfo, url_.username_);
  if (colon < credentials.size()) {
    PercentEncode(credentials.substr(colon + 1), EncodeSet::kUserinfo, url_.password_);
  }
  at_ += sign + 1;
  return at_ == authority_end_ ? State::kFailure : State::kHost;
}

UrlParser::State UrlParser::Host() {
  size_t end = at_;
  bool in_brackets = false;
  for (; end < authority_end_ && (input_[end] != ':' || in_brackets); ++end) {
    if (input_[end] == '[') in_brackets = true;
    if (input_[end] == ']') in_brackets = false;
  }
  const std::string_view host = input_.substr(at_, end - at_);
  const bool has_port = end < authority_end_;
  if (host.empty() && (has_port || special_ != nullptr)) return State::kFailure;
  std::optional<std::string> parsed = ParseHost(host, special_ == nullptr);
  if (!parsed) return State::kFailure;
  url_.host_ = *std::move(parsed);
  url_.has_host_ = true;
  at_ = end;
  if (!has_port) return State::kPathStart;
  ++at_;
  return State::kPort;
}

UrlParser::State UrlParser::Port() {
  const bool given = at_ < authority_end_;
  int port = 0;
  for (; at_ < authority_end_; ++at_) {
    if (!ascii::IsDigit(input_[at_])) return State::kFailure;
    port = port * 10 + (input_[at_] - '0');
    if (port > UINT16_MAX) return State::kFailure;
  }
  const bool is_default = special_ != nullptr && special_->port == port && port != 0;
  if (given && !is_default) url_.port_ = static_cast<uint16_t>(port);
  return State::kPathStart;
}

UrlParser::State UrlParser::File() {
  url_.scheme_ = "file";
  special_ = FindSpecialScheme(url_.scheme_);
  url_.has_host_ = true;
  if (AtSlash()) {
    ++at_;
    return State::kFileSlash;
  }
  if (base_ == nullptr || base_->scheme_ != "file") return State::kPath;
  url_.host_ = base_->host_;
  url_.path_ = base_->path_;
  if (AtEnd() || At('#')) url_.query_ = base_->query_;
  if (AtEnd() || At('?') || At('#')) return AfterPath();
  if (StartsWithDriveLetter(Rest())) {
    url_.path_.clear();
  } else {
    ShortenPath();
  }
  return State::kPath;
}

UrlParser::State UrlParser::FileSlash() {
  if (AtSlash()) {
    ++at_;
    return State::kFileHost;
  }
  if (base_ != nullptr && base_->scheme_ == "file") {
    url_.host_ = base_->host_;
    // The base's drive is kept.
    const std::string_view drive = std::string_view(base_->path_).substr(0, 3);
    const bool base_has_drive = drive.size() == 3 && IsDriveLetter(drive.substr(1)) &&
                                drive[2] == ':' &&
                                (base_->path_.size() == 3 || base_->path_[3] == '/');
    if (base_has_drive && !StartsWithDriveLetter(Rest())) url_.path_ = drive;
  }
  return State::kPath;
}

UrlParser::State UrlParser::FileHost() {
  const size_t end = AuthorityEnd();
  const std::string_view host = input_.substr(at_, end - at_);
  if (IsDriveLetter(host)) return State::kPath;  // no host: read again as the first segment
  if (!host.empty()) {
    std::optional<std::string> parsed = ParseHost(host, false);
    if (!parsed) return State::kFailure;
    if (*parsed != "localhost") url_.host_ = *std::move(parsed);
  }
  at_ = end;
  return State::kPathStart;
}

UrlParser::State UrlParser::PathStart() {
  if (special_ == nullptr && (AtEnd() || At('?') || At('#'))) return AfterPath();
  if (AtSlash()) ++at_;
  return State::kPath;
}

UrlParser::State UrlParser::Path() {
  const char* const ends = special_ != nullptr ? "/?#\\" : "/?#";
  while (true) {
    const size_t end = std::min(input_.find_first_of(ends, at_), input_.size());
    const std::string_view segment = input_.substr(at_, end - at_);
    at_ = end;
    const bool slash_follows = AtSlash();
    AppendSegment(segment, slash_follows);
    if (!slash_follows) return AfterPath();
    ++at_;
  }
}

UrlParser::State UrlParser::OpaquePath() {
  url_.opaque_path_ = true;
  const size_t end = std::min(input_.find_first_of("?#", at_), input_.size());
  std::string_view path = input_.substr(at_, end - at_);
  at_ = end;
  // A space before the query or fragment would be lost when the serialised URL is parsed without
  // them.
  const bool last_is_space = !AtEnd() && path.ends_with(' ');
  if (last_is_space) path.remove_suffix(1);
  PercentEncode(path, EncodeSet::kC0Control, url_.path_);
  if (last_is_space) url_.path_ += "%20";
  return AfterPath();
}

UrlParser::State UrlParser::Query() {
  const size_t end = std::min(input_.find('#', at_), input_.size());
  const bool utf8 = special_ == nullptr || url_.scheme_ == "ws" || url_.scheme_ == "wss";
  url_.query_.emplace();
  EncodeQuery(input_.substr(at_, end - at_),
              special_ != nullptr ? EncodeSet::kSpecialQuery : EncodeSet::kQuery,
              utf8 ? "utf-8" : charset_, *url_.query_);
  at_ = end;
  return AfterPath();
}

UrlParser::State UrlParser::Fragment() {
  url_.fragment_.emplace();
  PercentEncode(Rest(), EncodeSet::kFragment, *url_.fragment_);
  return State::kDone;
}

}  // namespace varta
