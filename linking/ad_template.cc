// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/ad_template.h"

#include <algorithm>
#include <cstdint>

#include "linking/words.h"

namespace varta {
namespace {

constexpr size_t kMaxTexts = 8, kMaxWords = 400, kMaxValues = 8;
constexpr int kUnaligned = -1;

struct TemplateSource {
  std::string folded;
  std::vector<AdWord> words;
};

bool AreEqual(const AdWord& a, const AdWord& b) {
  return a.slot == Slot::kNone && b.slot == Slot::kNone && a.text == b.text;
}

// For each word of `base` the one of `other` that it is, in order (a longest common subsequence).
std::vector<int> Align(const std::vector<AdWord>& base, const std::vector<AdWord>& other) {
  const size_t rows = base.size() + 1, columns = other.size() + 1;
  std::vector<uint16_t> longest(rows * columns, 0);  // of what follows
  for (size_t i = base.size(); i-- > 0;) {
    for (size_t j = other.size(); j-- > 0;) {
      longest[i * columns + j] =
          AreEqual(base[i], other[j])
              ? static_cast<uint16_t>(longest[(i + 1) * columns + j + 1] + 1)
              : std::max(longest[(i + 1) * columns + j], longest[i * columns + j + 1]);
    }
  }
  std::vector<int> aligned(base.size(), kUnaligned);
  for (size_t i = 0, j = 0; i < base.size() && j < other.size();) {
    if (AreEqual(base[i], other[j])) {
      aligned[i++] = static_cast<int>(j++);
    } else if (longest[(i + 1) * columns + j] >= longest[i * columns + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return aligned;
}

TemplatePart::Kind KindOf(std::span<const AdWord> words, const std::set<std::string>& places) {
  constexpr ptrdiff_t kPhoneDigits = 7;
  ptrdiff_t digits = 0, named = 0;
  for (const AdWord& word : words) {
    if (word.slot == Slot::kContact) return TemplatePart::Kind::kContact;
    digits += std::count_if(word.text.begin(), word.text.end(),
                            [](char c) { return c >= '0' && c <= '9'; });
    named += places.contains(std::string(word.text)) ? 1 : 0;
  }
  if (digits >= kPhoneDigits) return TemplatePart::Kind::kContact;
  if (digits > 0) return TemplatePart::Kind::kNumber;
  return named > 0 ? TemplatePart::Kind::kPlace : TemplatePart::Kind::kWords;
}

std::string Joined(std::span<const AdWord> words) {
  std::string text;
  for (const AdWord& word : words) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

class TemplateBuilder {
 public:
  TemplateBuilder(std::span<const std::string> texts, const std::set<std::string>& places)
      : places_(places) {
    texts_.resize(std::min(texts.size(), kMaxTexts));  // once: the words look into the texts
    for (size_t i = 0; i < texts_.size(); ++i) {
      texts_[i].folded = LinkingFold(texts[i]);
      texts_[i].words = AdWords(texts_[i].folded, kMaxWords);
    }
    for (const TemplateSource& text : texts_)
      aligned_.push_back(Align(texts_[0].words, text.words));
  }

  std::vector<TemplatePart> Build() {
    std::vector<int> last(texts_.size(), kUnaligned);  // the last common word, in each text
    const std::vector<AdWord>& base = texts_[0].words;
    std::vector<AdWord> common;
    const auto flush = [&] {
      if (!common.empty()) parts_.push_back({TemplatePart::Kind::kCommon, Joined(common), {}});
      common.clear();
    };
    for (size_t i = 0; i <= base.size(); ++i) {
      if (i < base.size() && !IsCommon(i)) continue;
      for (TemplatePart& slot : SlotsBefore(i, last)) {
        flush();
        parts_.push_back(std::move(slot));
      }
      if (i == base.size()) break;
      common.push_back(base[i]);
      for (size_t text = 0; text < texts_.size(); ++text)
        if (aligned_[text][i] != kUnaligned) last[text] = aligned_[text][i];
    }
    flush();
    return std::move(parts_);
  }

 private:
  // Three texts of four have it, the base among them.
  bool IsCommon(size_t word) const {
    size_t have = 0;
    for (const std::vector<int>& aligned : aligned_) have += aligned[word] != kUnaligned ? 1 : 0;
    return have * 4 >= texts_.size() * 3;
  }

  using Words = std::span<const AdWord>;

  // What stands in each text between its last common word and the base's word `i`: one slot, or
  // several if it is made of words and numbers alike in each.
  std::vector<TemplatePart> SlotsBefore(size_t i, const std::vector<int>& last) const {
    std::vector<std::vector<Words>> runs;  // of each text that has something there
    for (size_t text = 0; text < texts_.size(); ++text) {
      const std::vector<AdWord>& words = texts_[text].words;
      const bool at_end = i == texts_[0].words.size();
      if (!at_end && aligned_[text][i] == kUnaligned) continue;
      const auto begin = static_cast<size_t>(last[text] + 1);
      const size_t end = at_end ? words.size() : static_cast<size_t>(aligned_[text][i]);
      if (begin < end) runs.push_back(RunsOf(Words(words).subspan(begin, end - begin)));
    }
    if (runs.empty()) return {};
    const bool alike = std::all_of(runs.begin(), runs.end(), [&](const std::vector<Words>& one) {
      return std::equal(one.begin(), one.end(), runs[0].begin(), runs[0].end(),
                        [](Words a, Words b) { return a[0].slot == b[0].slot; });
    });
    std::vector<TemplatePart> parts(alike ? runs[0].size() : 1);
    for (const std::vector<Words>& one : runs) {
      for (size_t run = 0; run < parts.size(); ++run) {
        const Words whole(
            one.front().data(),
            static_cast<size_t>(one.back().data() + one.back().size() - one.front().data()));
        AddValue(alike ? one[run] : whole, &parts[run]);
      }
    }
    return parts;
  }

  static std::vector<Words> RunsOf(Words words) {
    std::vector<Words> runs;
    for (size_t begin = 0, end = 0; begin < words.size(); begin = end) {
      while (end < words.size() && words[end].slot == words[begin].slot) ++end;
      runs.push_back(words.subspan(begin, end - begin));
    }
    return runs;
  }

  void AddValue(Words words, TemplatePart* part) const {
    const TemplatePart::Kind kind = KindOf(words, places_);
    if (Telling(kind) > Telling(part->kind)) part->kind = kind;
    std::string value = Joined(words);
    if (part->kind == TemplatePart::Kind::kContact) {
      part->values.clear();
    } else if (part->values.size() < kMaxValues &&
               std::find(part->values.begin(), part->values.end(), value) == part->values.end()) {
      part->values.push_back(std::move(value));
    }
  }

  // A slot is called after the most telling thing that fills it.
  static int Telling(TemplatePart::Kind kind) {
    switch (kind) {
      case TemplatePart::Kind::kContact:
        return 4;
      case TemplatePart::Kind::kNumber:
        return 3;
      case TemplatePart::Kind::kPlace:
        return 2;
      case TemplatePart::Kind::kWords:
        return 1;
      case TemplatePart::Kind::kCommon:
        return 0;
    }
    return 0;
  }

  const std::set<std::string>& places_;
  std::vector<TemplateSource> texts_;
  std::vector<std::vector<int>> aligned_;  // by text, by word of the first
  std::vector<TemplatePart> parts_;
};

}  // namespace

std::string_view TemplateKindName(TemplatePart::Kind kind) {
  switch (kind) {
    case TemplatePart::Kind::kCommon:
      return "common";
    case TemplatePart::Kind::kNumber:
      return "number";
    case TemplatePart::Kind::kContact:
      return "contact";
    case TemplatePart::Kind::kPlace:
      return "place";
    case TemplatePart::Kind::kWords:
      return "words";
  }
  return "";
}

std::vector<TemplatePart> TemplateOf(std::span<const std::string> texts,
                                     const std::set<std::string>& places) {
  if (texts.empty()) return {};
  return TemplateBuilder(texts, places).Build();
}

std::string TemplateText(std::span<const TemplatePart> parts) {
  std::string text;
  for (const TemplatePart& part : parts) {
    if (!text.empty()) text += ' ';
    if (part.kind == TemplatePart::Kind::kCommon) {
      text += part.text;
      continue;
    }
    text += '[' + std::string(TemplateKindName(part.kind));
    for (size_t i = 0; i < part.values.size(); ++i)
      text += (i == 0 ? ": " : " | ") + part.values[i];
    text += ']';
  }
  return text;
}

}  // namespace varta
