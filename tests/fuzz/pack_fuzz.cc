// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The input is a rule file, perhaps a macros.yaml after a line of three carets, and, after a line
// of three tildes, a text. Whatever loads and compiles must match the text without trouble: spans
// lie in it in order, on whole characters, and hits agree with what the rule says alone, and with
// the trace. What fmt makes of a file says the same, and fmt leaves it alone.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/examples.h"
#include "rules/lint.h"
#include "rules/pack.h"
#include "rules/pack_format.h"
#include "rules/rule_set.h"
#include "tests/fuzz/expect.h"

namespace {

bool IsBoundary(std::string_view text, size_t at) {
  return at >= text.size() || (text[at] & 0xC0) != 0x80;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace varta;
  static constexpr std::string_view kManifest =
      "name: uk\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [fuzz]\n";
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t end = input.find("\n~~~\n");
  std::string rules(input.substr(0, end));
  const size_t carets = rules.find("\n^^^\n");
  const std::string macros = carets == std::string::npos ? "" : rules.substr(carets + 5);
  if (carets != std::string::npos) rules.resize(carets + 1);
  const std::string text =
      end == std::string_view::npos ? rules : RepairUtf8(input.substr(end + 5));

  for (const bool of_rules : {true, false}) {
    const std::string name = of_rules ? "a.yaml" : "macros.yaml";
    const Result<std::string> made = FormatPackFile(of_rules ? rules : macros, name);
    if (!made.ok()) continue;
    const Result<std::string> again = FormatPackFile(*made, name);
    Expect(again.ok() && *again == *made);
  }

  Result<Pack> pack = ParsePack(
      {{"pack.yaml", std::string(kManifest)}, {"macros.yaml", macros}, {"a.yaml", rules}});
  if (!pack.ok()) {
    Expect(pack.status().code() == Code::kInvalidArgument);
    Expect(!pack.status().message().empty());
    return 0;
  }
  const Result<RuleSet> set = RuleSet::Compile({*pack}, 500'000);
  if (!set.ok()) {
    Expect(set.status().code() == Code::kInvalidArgument);
    return 0;
  }
  v1::Ad ad;
  ad.set_text(text);
  ad.set_title(text.substr(0, text.find('\n')));
  ad.set_url("https://a.test/" + text);
  const std::vector<v1::Hit> hits = set->Match(ad);
  RuleSet::PageScan page(*set, ad.title(), ad.text());
  const bool may_match = page.MayMatchPart();
  Expect(page.Match(ad).size() == hits.size());
  for (const v1::Hit& hit : hits) {
    Expect(set->Find(hit.rule()) != nullptr);
    Expect(set->Matches(hit.rule(), ad));
    Expect(set->TraceOf(hit.rule(), ad)->hit());
    Expect(may_match || hit.weight() == 0 || hit.place() == v1::PLACE_URL);
    Expect(hit.spans_size() >= 1 && hit.spans_size() <= 16);
    const std::string& in = hit.place() == v1::PLACE_TITLE  ? ad.title()
                            : hit.place() == v1::PLACE_TEXT ? ad.text()
                                                            : ad.url();
    uint32_t last = 0;
    for (const v1::Span& span : hit.spans()) {
      Expect(span.begin() >= last && span.begin() < span.end() && span.end() <= in.size());
      Expect(IsBoundary(in, span.begin()) && IsBoundary(in, span.end()));
      last = span.end();
    }
  }
  (void)CheckExamples(set->packs());
  (void)set->Trace(ad);
  (void)Lint({*pack}, *set, {});
  return 0;
}
