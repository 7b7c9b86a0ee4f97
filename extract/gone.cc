// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/gone.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/gone_phrases.h"

namespace varta {
namespace {

constexpr size_t kMaxTitleBytes = 512;
constexpr size_t kMaxTextCharacters = 400;
constexpr size_t kMaxSentenceWords = 25;  // a notice is short; an ad's paragraph is not
constexpr size_t kMaxGap = 8;             // words between subject and predicate
constexpr size_t kMaxWordsBefore = 6;  // "На жаль, водій у Київ: вакансія закрита"
constexpr size_t kMaxWholeWords = 8;  // of a sentence that has no subject
constexpr size_t kMaxShown = 160;     // bytes

using WordList = std::vector<std::string_view>;

struct Word {
  std::string text;
  bool prefix = false;  // any ending
};
struct Phrase {
  std::vector<Word> words;
  bool at_end = false;  // nothing may follow in the sentence
};

bool IsNumber(std::string_view word) {
  return std::all_of(word.begin(), word.end(), ascii::IsDigit);
}

bool HasDigit(std::string_view word) {  // "No123456", as № is folded
  return word.find_first_of("0123456789") != std::string_view::npos;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

Phrase MakePhrase(std::string_view written) {
  Phrase phrase;
  for (std::string_view piece : Split(written, ' ')) {
    if (piece == "$") {
      phrase.at_end = true;
      continue;
    }
    const bool prefix = piece.ends_with('*');
    if (prefix) piece.remove_suffix(1);
    const std::string folded = FoldForSearch(piece);
    for (const std::string_view word : Words(folded, 1))
      phrase.words.push_back({.text = std::string(word)});
    if (!phrase.words.empty()) phrase.words.back().prefix = prefix;
  }
  return phrase;
}

std::vector<Phrase> MakePhrases(std::string_view list) {
  std::vector<Phrase> phrases;
  for (const std::string_view written : Split(list, '|')) phrases.push_back(MakePhrase(written));
  return phrases;
}

bool StandsAt(const Phrase& phrase, std::span<const std::string_view> words, size_t at) {
  if (at + phrase.words.size() > words.size()) return false;
  for (size_t i = 0; i < phrase.words.size(); ++i) {
    const Word& word = phrase.words[i];
    const std::string_view seen = words[at + i];
    if (word.prefix ? !seen.starts_with(word.text) : seen != word.text) return false;
  }
  return !phrase.at_end || at + phrase.words.size() == words.size();
}

bool StandsAnywhere(const std::vector<Phrase>& phrases, std::span<const std::string_view> words) {
  for (size_t at = 0; at < words.size(); ++at)
    for (const Phrase& phrase : phrases)
      if (StandsAt(phrase, words, at)) return true;
  return false;
}

bool AnyStandsAt(const std::vector<Phrase>& phrases, std::span<const std::string_view> words,
                 size_t at) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return StandsAt(phrase, words, at); });
}

// So that a string_view finds a string.
struct Hash : std::hash<std::string_view> {
  using is_transparent = void;
};

// The tables, folded. `first_words` leads from a subject's or whole phrase's first word to it.
struct Language {
  std::vector<Phrase> subjects, predicates, whole;
  std::unordered_set<std::string, Hash, std::equal_to<>> fillers;
};
struct Tables {
  struct Entry {
    const Language* language;
    const Phrase* phrase;
    bool whole;
  };
  std::vector<Language> languages;
  std::unordered_map<std::string, std::vector<Entry>, Hash, std::equal_to<>> first_words;
  std::vector<Phrase> before, anywhere, after, unless, list, counted;
};

Tables MakeTables() {
  Tables tables;
  for (const GonePhrases& written : AllGonePhrases()) {
    Language language{.subjects = MakePhrases(written.subjects),
                      .predicates = MakePhrases(written.predicates),
                      .whole = MakePhrases(written.whole),
                      .fillers = {}};
    for (const Phrase& filler : MakePhrases(written.fillers))
      for (const Word& word : filler.words) language.fillers.insert(word.text);
    tables.languages.push_back(std::move(language));
  }
  for (const Language& language : tables.languages) {
    for (const Phrase& subject : language.subjects)
      tables.first_words[subject.words.front().text].push_back({&language, &subject, false});
    for (const Phrase& whole : language.whole)
      tables.first_words[whole.words.front().text].push_back({&language, &whole, true});
  }
  const GoneGuards& guards = AllGoneGuards();
  tables.before = MakePhrases(guards.before);
  tables.anywhere = MakePhrases(guards.anywhere);
  tables.after = MakePhrases(guards.after);
  tables.unless = MakePhrases(guards.unless);
  tables.list = MakePhrases(guards.list);
  tables.counted = MakePhrases(guards.counted);
  return tables;
}

const Tables& AllTables() {
  static const Tables kTables = MakeTables();
  return kTables;
}

// Where the words that say it begin and end.
struct Match {
  size_t begin = 0, end = 0;
};

// The subject stands at `begin`, the predicate behind it or, if that is the whole sentence, before.
bool FindPredicate(const Language& language, const Phrase& subject, const WordList& words,
                   Match* match) {
  const size_t behind = match->begin + subject.words.size();
  for (size_t at = behind; at < words.size() && at <= behind + kMaxGap; ++at) {
    for (const Phrase& predicate : language.predicates) {
      if (!StandsAt(predicate, words, at)) continue;
      match->end = at + predicate.words.size();
      return true;
    }
    if (!HasDigit(words[at]) && !language.fillers.contains(words[at])) break;
  }
  if (behind != words.size()) return false;
  for (const Phrase& predicate : language.predicates) {
    if (predicate.words.size() != match->begin || !StandsAt({predicate.words, false}, words, 0))
      continue;
    *match = {0, words.size()};
    return true;
  }
  return false;
}

bool IsGuarded(const Tables& tables, const WordList& words, const Match& match) {
  const std::span<const std::string_view> all(words);
  if (match.begin > kMaxWordsBefore || StandsAnywhere(tables.before, all.first(match.begin)) ||
      StandsAnywhere(tables.anywhere, all))
    return true;
  return match.end < words.size() && AnyStandsAt(tables.after, all, match.end) &&
         !(match.end + 1 < words.size() && AnyStandsAt(tables.unless, all, match.end + 1));
}

bool SaysGone(const Tables& tables, const WordList& words) {
  if (words.size() > kMaxSentenceWords) return false;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto found = tables.first_words.find(words[i]);
    if (found == tables.first_words.end()) continue;
    for (const Tables::Entry& entry : found->second) {
      if (!StandsAt(*entry.phrase, words, i)) continue;
      Match match{.begin = i, .end = i + entry.phrase->words.size()};
      const bool says = entry.whole ? words.size() <= kMaxWholeWords
                                    : FindPredicate(*entry.language, *entry.phrase, words, &match);
      if (says && !IsGuarded(tables, words, match)) return true;
    }
  }
  return false;
}

// "1 245 вакансій", "Sort by": the head of a list.
bool IsHeadOfList(const Tables& tables, const WordList& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    if (AnyStandsAt(tables.list, words, i)) return true;
    if (IsNumber(words[i]) && AnyStandsAt(tables.counted, words, i + 1)) return true;
  }
  return false;
}

// The bytes at `at` that end a sentence: a line's end, "!", "?", "|", a dash or a bullet, and a
// full stop or a hyphen where white space follows. 0: none of these.
size_t EndAt(std::string_view text, size_t at) {
  constexpr std::string_view kMarks[] = {"\u2014", "\u2013", "\u2022", "\u00B7"};
  switch (text[at]) {
    case '\n':
    case '\r':
    case '!':
    case '?':
    case '|':
      return 1;
    case '.':
    case '-': {
      const bool blank = at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
      return blank && (text[at] == '.' || (at > 0 && text[at - 1] == ' ')) ? 1 : 0;
    }
    case '\xE2':
    case '\xC2':
      break;
    default:
      return 0;
  }
  for (const std::string_view mark : kMarks)
    if (text.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

// The next sentence of `rest`, without its end; moves `rest` behind that. `asks`: it ends in "?".
std::string_view TakeSentence(std::string_view& rest, bool* asks) {
  *asks = false;
  for (size_t at = 0; at < rest.size(); ++at) {
    const size_t end = EndAt(rest, at);
    if (end == 0) continue;
    const std::string_view sentence = rest.substr(0, at);
    *asks = rest[at] == '?';
    rest.remove_prefix(at + end);
    return sentence;
  }
  return std::exchange(rest, {});
}

// "Вакансія «Водій» закрита" -> "Вакансія   закрита": a name in quotation marks says nothing here.
// The sentence itself if nothing else is in it.
std::string WithoutQuoted(std::string_view sentence) {
  constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
      {"«", "»"}, {"„", "“"}, {"„", "”"}, {"“", "”"}, {"\"", "\""}};
  std::string text(sentence);
  const auto starts_mark = [](char c) { return c == '"' || c == '\xC2' || c == '\xE2'; };
  if (std::none_of(text.begin(), text.end(), starts_mark)) return text;
  for (const auto& [open, close] : kMarks) {
    const size_t begin = text.find(open);
    if (begin == std::string::npos) continue;
    const size_t end = text.find(close, begin + open.size());
    if (end == std::string::npos) continue;
    std::string rest = text.substr(0, begin) + " " + text.substr(end + close.size());
    if (rest.find_first_not_of(" \t") != std::string::npos) text = std::move(rest);
  }
  return text;
}

// The first sentence of `text` for which `is_it` holds; empty if there is none. Questions are
// passed over.
template <typename IsIt>
std::string_view FindSentence(std::string_view text, IsIt is_it) {
  while (!text.empty()) {
    bool asks = false;
    const std::string_view sentence = TakeSentence(text, &asks);
    if (asks) continue;
    const std::string folded = FoldForSearch(WithoutQuoted(sentence));
    const WordList words = Words(folded, 1);
    if (!words.empty() && is_it(words)) return sentence;
  }
  return {};
}

std::string_view Head(std::string_view text, size_t characters) {
  size_t at = 0;
  for (size_t i = 0; i < characters && at < text.size(); ++i) NextCodePoint(text, &at);
  return text.substr(0, at);
}

}  // namespace

std::string WhyGone(std::string_view title, std::string_view text, size_t ads) {
  if (ads > 1) return "";
  const Tables& tables = AllTables();
  const auto says = [&](const WordList& words) { return SaysGone(tables, words); };
  std::string_view found = FindSentence(title.substr(0, kMaxTitleBytes), says);
  if (found.empty()) {
    const std::string_view head = Head(text, kMaxTextCharacters);
    found = FindSentence(head, says);
    if (found.empty()) return "";
    const std::string_view above = head.substr(0, static_cast<size_t>(found.data() - head.data()));
    const auto is_list = [&](const WordList& words) { return IsHeadOfList(tables, words); };
    if (!FindSentence(above, is_list).empty()) return "";
  }
  return "the page says '" + Shorten(std::move(ReadableView(found)).TakeText(), kMaxShown) + "'";
}

}  // namespace varta
