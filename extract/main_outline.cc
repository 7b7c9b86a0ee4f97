// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/main_outline.h"

#include <algorithm>
#include <functional>
#include <string_view>

#include "base/ascii.h"
#include "extract/html_layout.h"

namespace varta {
namespace {

constexpr uint32_t kProseWords = 9;    // not in links
constexpr size_t kMaxTitleWords = 64;  // the title is compared with every short piece
constexpr uint32_t kMaxComparedWords = 30;

bool OwnLines(Layout layout) {
  return layout == Layout::kBlock || layout == Layout::kCell || layout == Layout::kPre;
}

// Which elements are boxes: those on lines of their own, and those around one.
std::vector<bool> FindBoxes(const HtmlTree& tree) {
  std::vector<bool> box(tree.nodes.size(), false);
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (!node.element || node.hidden || !(i == 0 || OwnLines(LayoutOf(node.tag)))) continue;
    for (uint32_t at = i; at != HtmlNode::kNone && !box[at]; at = tree.nodes[at].parent)
      box[at] = true;
  }
  return box;
}

// The hashes of a text's words, in order of value.
std::vector<size_t> WordHashes(std::string_view text) {
  std::vector<size_t> hashes;
  for (size_t at = 0; at < text.size() && hashes.size() < kMaxTitleWords;) {
    size_t end = at;
    while (end < text.size() && !ascii::IsSpace(text[end])) ++end;
    if (end > at) hashes.push_back(std::hash<std::string_view>()(text.substr(at, end - at)));
    at = end + 1;
  }
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

std::vector<size_t> TitleWords(const HtmlTree& tree) {
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (!node.element || node.tag != "title") continue;
    return i + 1 < node.end ? WordHashes(tree.nodes[i + 1].text) : std::vector<size_t>();
  }
  return {};
}

// Collects one piece of text after the other.
class Pieces {
 public:
  explicit Pieces(std::vector<size_t> title) : title_(std::move(title)) {}

  bool empty() const { return first_ == MainBox::kNone; }

  void Add(uint32_t node, std::string_view text, bool in_link) {
    if (std::all_of(text.begin(), text.end(), ascii::IsSpace)) return;
    if (empty()) first_ = node;
    last_ = node;
    const uint32_t before = half_words_;
    Count(text);
    if (in_link) link_half_words_ += half_words_ - before;
  }

  MainBox Take(uint32_t parent) {
    MainBox& box = box_;
    box.node = first_;
    box.node_end = last_ + 1;
    box.parent = parent;
    box.piece = true;
    TextCounts& counts = box.counts;
    counts.pieces = 1;
    counts.words = std::max<uint32_t>(1, (half_words_ + 1) / 2);
    counts.link_words = std::min(counts.words, (link_half_words_ + 1) / 2);
    box.ends_sentence = IsSentenceEnd(last_sign_);
    const uint32_t own = counts.words - counts.link_words;
    box.prose = own >= kProseWords && counts.link_words * 2 < counts.words &&
                (sentences_ > 0 || box.ends_sentence || box.commas > 0);
    if (box.prose) counts.prose_words = counts.words;
    if (compared_ > 1) box.title_share = static_cast<uint8_t>(in_title_ * 10 / compared_);
    MainBox made = box;
    *this = Pieces(std::move(title_));
    return made;
  }

 private:
  static bool IsSentenceEnd(uint32_t sign) {
    return sign == '.' || sign == '!' || sign == '?' || sign == ':' || sign == ';' ||
           sign == 0x2026 || sign == 0x3002 || sign == 0xFF01 || sign == 0xFF1F;
  }

  void EndWord(std::string_view text, size_t begin, size_t end) {
    if (compared_ >= kMaxComparedWords) return;
    ++compared_;
    in_title_ += std::binary_search(title_.begin(), title_.end(),
                                    std::hash<std::string_view>()(text.substr(begin, end - begin)));
  }

  void Count(std::string_view text) {
    size_t word = text.size();  // where the open one begins
    for (size_t at = 0; at < text.size();) {
      const uint8_t lead = static_cast<uint8_t>(text[at]);
      if (ascii::IsSpace(text[at])) {
        if (word < at) EndWord(text, word, at);
        word = text.size();
        if (last_sign_ == '.' || last_sign_ == '!' || last_sign_ == '?') ++sentences_;
        ++at;
        continue;
      }
      const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      uint32_t sign = lead;
      if (length == 2 && at + 1 < text.size()) {
        sign = (lead & 0x1Fu) << 6 | (static_cast<uint8_t>(text[at + 1]) & 0x3Fu);
      } else if (length == 3 && at + 2 < text.size()) {
        sign = (lead & 0xFu) << 12 | (static_cast<uint8_t>(text[at + 1]) & 0x3Fu) << 6 |
               (static_cast<uint8_t>(text[at + 2]) & 0x3Fu);
      }
      if (word == text.size()) {
        word = at;
        half_words_ += 2;
        if (begin_) {
          box_.begins_lower = (sign >= 'a' && sign <= 'z') || (sign >= 0x430 && sign <= 0x45F);
          begin_ = false;
        }
      } else if (sign >= 0x3040 && sign < 0xA000) {
        ++half_words_;  // no spaces between words
      }
      Sign(sign);
      last_sign_ = sign == ')' || sign == '"' || sign == 0x201D || sign == 0xBB ? last_sign_ : sign;
      at += length;
    }
    if (word < text.size()) EndWord(text, word, text.size());
  }

  void Sign(uint32_t sign) {
    if (sign >= '0' && sign <= '9') {
      ++box_.digits;
    } else if (sign == ',' || sign == 0x3001 || sign == 0xFF0C) {
      box_.commas = static_cast<uint16_t>(std::min(box_.commas + 1, 0xFFFF));
    } else if (sign == '|' || sign == 0xB7 || sign == 0x2022 || sign == 0xBB) {
      box_.bars = static_cast<uint16_t>(std::min(box_.bars + 1, 0xFFFF));
    } else if (sign == 0xA9) {
      box_.copyright = true;
    } else if (sign == '@') {
      box_.email = true;
    }
  }

  std::vector<size_t> title_;
  MainBox box_;
  uint32_t first_ = MainBox::kNone;
  uint32_t last_ = 0;
  uint32_t half_words_ = 0;
  uint32_t link_half_words_ = 0;
  uint32_t sentences_ = 0;
  uint32_t compared_ = 0;  // words with the title's
  uint32_t in_title_ = 0;
  uint32_t last_sign_ = 0;
  bool begin_ = true;
};

class OutlineMaker {
 public:
  explicit OutlineMaker(const HtmlTree& tree)
      : tree_(tree), is_box_(FindBoxes(tree)), pieces_(TitleWords(tree)) {}

  MainOutline Run() {
    uint32_t link_end = 0;
    int breaks = 0;
    for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      const HtmlNode& node = tree_.nodes[i];
      while (!open_.empty() && tree_.nodes[made_.boxes[open_.back()].node].end <= i) Leave();
      if (node.hidden) continue;
      if (node.element) {
        if (is_box_[i]) {
          Enter(i);
        } else if (node.tag == "br") {
          if (++breaks == 2) EndPiece();
        } else if (node.tag == "title") {
          i = node.end - 1;  // no part of the text
        } else if (node.tag == "a") {
          link_end = std::max(link_end, node.end);
        }
        if (is_box_[i] && node.tag == "a") link_end = std::max(link_end, node.end);
        continue;
      }
      if (!std::all_of(node.text.begin(), node.text.end(), ascii::IsSpace)) breaks = 0;
      pieces_.Add(i, node.text, i < link_end);
    }
    while (!open_.empty()) Leave();
    if (!made_.boxes.empty()) {
      made_.words = made_.boxes[0].counts.words;
      made_.prose_words = made_.boxes[0].counts.prose_words;
    }
    return std::move(made_);
  }

 private:
  uint32_t Size() const { return static_cast<uint32_t>(made_.boxes.size()); }
  uint32_t Around() const { return open_.empty() ? MainBox::kNone : open_.back(); }

  void EndPiece() {
    if (pieces_.empty()) return;
    made_.boxes.push_back(pieces_.Take(Around()));
    made_.boxes.back().end = Size();
  }

  void Enter(uint32_t node) {
    EndPiece();
    MainBox box;
    box.node = node;
    box.node_end = tree_.nodes[node].end;
    box.parent = Around();
    open_.push_back(Size());
    made_.boxes.push_back(box);
  }

  void Leave() {
    EndPiece();
    const uint32_t index = open_.back();
    open_.pop_back();
    MainBox& box = made_.boxes[index];
    box.end = Size();
    if (box.end == index + 1 && index > 0) {  // nothing to be seen in it
      made_.boxes.pop_back();
      return;
    }
    for (uint32_t i = index + 1; i < box.end; i = made_.boxes[i].end) {
      const TextCounts& counts = made_.boxes[i].counts;
      box.counts.words += counts.words;
      box.counts.link_words += counts.link_words;
      box.counts.prose_words += counts.prose_words;
      box.counts.pieces += counts.pieces;
    }
  }

  const HtmlTree& tree_;
  const std::vector<bool> is_box_;
  Pieces pieces_;
  MainOutline made_;
  std::vector<uint32_t> open_;  // boxes
};

}  // namespace

MainOutline OutlineOf(const HtmlTree& tree) { return OutlineMaker(tree).Run(); }

}  // namespace varta
