// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The URL Standard's basic URL parser (section 4.4) as a state machine; only base/url.cc uses it.
// One object a parse.
#pragma once

#include <string>
#include <string_view>

#include "base/url.h"

namespace varta {

struct SpecialScheme {
  std::string_view name;
  int port;  // the default; 0: none
};
// nullptr: not one of the standard's special schemes.
const SpecialScheme* FindSpecialScheme(std::string_view scheme);

class UrlParser {
 public:
  // `base`: nullptr if there is none. `url`: an empty one, filled in. All outlive the parser.
  UrlParser(const Url* base, std::string_view charset, Url* url)
      : base_(base), charset_(charset), url_(*url) {}

  // False: failure; the URL is good for nothing.
  bool Run(std::string_view input);

 private:
  // The standard's states, less those that a neighbour does in passing.
  enum class State {
    kScheme,
    kNoScheme,
    kSpecialRelativeOrAuthority,
    kPathOrAuthority,
    kRelative,
    kRelativeSlash,
    kSpecialAuthoritySlashes,
    kAuthority,
    kHost,
    kPort,
    kFile,
    kFileSlash,
    kFileHost,
    kPathStart,
    kPath,
    kOpaquePath,
    kQuery,
    kFragment,
    kDone,
    kFailure,
  };

  bool PlainPath();         // a short cut: true if it was all
  State Next(State state);  // runs one
  // One a state: reads from at_ on as far as the state reaches, and names the next.
  State Scheme();
  State NoScheme();
  State SpecialRelativeOrAuthority();
  State PathOrAuthority();
  State Relative();
  State RelativeSlash();
  State SpecialAuthoritySlashes();
  State Authority();
  State Host();
  State Port();
  State File();
  State FileSlash();
  State FileHost();
  State PathStart();
  State Path();
  State OpaquePath();
  State Query();
  State Fragment();

  bool AtEnd() const { return at_ == input_.size(); }
  bool At(char c) const { return !AtEnd() && input_[at_] == c; }
  bool AtSlash() const;  // '/', and '\' where the scheme is special
  std::string_view Rest() const { return input_.substr(at_); }
  size_t AuthorityEnd() const;  // the first / ? # (or \) from at_ on
  State AfterPath();            // by '?', '#' or the end at at_

  void CopyAuthority();  // user, password, host and port of the base
  void ShortenPath();
  void AppendSegment(std::string_view segment, bool slash_follows);

  const Url* const base_;
  const std::string_view charset_;
  std::string_view input_;  // cleaned
  size_t at_ = 0;
  size_t authority_end_ = 0;
  const SpecialScheme* special_ = nullptr;  // of url_.scheme_
  Url& url_;
};

}  // namespace varta
