// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The reader of one map (YamlMap) is in yaml_map.cc.
#include "base/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <set>
#include <streambuf>
#include <system_error>

#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMaxBytes = 4 << 20;
constexpr size_t kMaxDepth = 64;
constexpr size_t kMaxNodes = 250'000;  // 4 MiB of "[a,a,a" would be two million

// yaml-cpp reads to the end of a list in brackets before it says a word of it, at a hundred bytes
// of memory a comma.
constexpr size_t kMaxAhead = 256 << 10;

// Thrown out of the parser's callbacks and caught in Parse.
struct Refused {
  size_t place;
  std::string message;
};

struct LineColumn {
  uint32_t line = 1, column = 1;
};

// Moves `at` over text[begin, end).
void Advance(LineColumn& at, std::string_view text, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    if (text[i] == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((text[i] & 0xC0) != 0x80) {
      ++at.column;
    }
  }
}

}  // namespace

// All nodes of a file; nodes[0] is the top. Freed without recursion.
struct YamlNode::Tree {
  struct Node {
    Kind kind = Kind::kNull;
    uint32_t place = 0;  // byte in text
    LineColumn at;
    std::string scalar;
    std::vector<uint32_t> children;  // of a map: key, value, key, value ...
  };

  Status Error(size_t place, std::string_view message) const {
    LineColumn at;
    Advance(at, text, 0, std::min(place, text.size()));
    return Status(Code::kInvalidArgument, file + ":" + std::to_string(at.line) + ":" +
                                              std::to_string(at.column) + ": " +
                                              std::string(message));
  }

  std::string file, text;
  std::vector<Node> nodes;
};

// Builds the tree from the parser's events and refuses what we do not want to understand.
class YamlNode::Builder final : public YAML::EventHandler {
 public:
  explicit Builder(Tree& tree) : tree_(tree) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) {
      throw Refused{Place(mark),
                    "a second document starts here; a file holds one (check the indentation)"};
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Add(Kind::kNull, mark, "", anchor, {});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { RefuseAlias(Place(mark)); }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { RefuseAnchor(Place(mark)); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Add(Kind::kScalar, mark, tag, anchor, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(Kind::kList, mark, tag, anchor);
  }
  void OnSequenceEnd() override { levels_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(Kind::kMap, mark, tag, anchor);
  }
  void OnMapEnd() override { levels_.pop_back(); }

  // Where the newest value, list or map begins.
  size_t reached() const { return reached_; }

  [[noreturn]] static void RefuseAlias(size_t place) {
    throw Refused{
        place,
        "aliases (*name) are not read; write the value out, or quote it if it starts with *"};
  }
  [[noreturn]] static void RefuseAnchor(size_t place) {
    throw Refused{
        place,
        "anchors (&name) are not read; write the value out, or quote it if it starts with &"};
  }

 private:
  struct Level {
    uint32_t node;
    std::set<std::string> keys;  // of a map
  };

  size_t Place(const YAML::Mark& mark) const {
    return mark.pos < 0 ? 0 : std::min(static_cast<size_t>(mark.pos), tree_.text.size());
  }

  void Open(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (levels_.size() >= kMaxDepth) throw Refused{Place(mark), "nested deeper than 64 levels"};
    levels_.push_back({Add(kind, mark, tag, anchor, {}), {}});
  }

  uint32_t Add(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
               const std::string& scalar) {
    const size_t place = Place(mark);
    reached_ = place;
    if (anchor != YAML::NullAnchor) RefuseAnchor(place);
    // "?" and "!" are what yaml-cpp says of a plain and of a quoted scalar without a tag.
    const bool tagged = place < tree_.text.size() && tree_.text[place] == '!';
    if (tagged || (tag != "" && tag != "?" && tag != "!")) {
      throw Refused{
          place,
          "tags (!name) are not read; remove the tag, or quote the value if it starts with !"};
    }
    if (kind == Kind::kScalar) CheckClosed(place);
    // yaml-cpp reads \N and \_ as bytes 85 and A0.
    if (!IsValidUtf8(scalar))
      throw Refused{place, "an escape that is no character; write \\u0085 or \\u00a0"};
    if (tree_.nodes.size() >= kMaxNodes)
      throw Refused{place, "more than 250000 values in one file"};
    const auto index = static_cast<uint32_t>(tree_.nodes.size());
    if (!levels_.empty()) {
      Tree::Node& parent = tree_.nodes[levels_.back().node];
      if (parent.kind == Kind::kMap && parent.children.size() % 2 == 0)
        CheckKey(kind, place, scalar);
      parent.children.push_back(index);
    }
    tree_.nodes.push_back({kind, static_cast<uint32_t>(place), At(place), scalar, {}});
    return index;
  }

  // Places come in file order, so that the whole file is counted once.
  LineColumn At(size_t place) {
    if (place < counted_) {
      at_ = LineColumn();
      counted_ = 0;
    }
    Advance(at_, tree_.text, counted_, place);
    counted_ = place;
    return at_;
  }

  // yaml-cpp lets the end of the file close a quote.
  void CheckClosed(size_t place) const {
    const std::string& text = tree_.text;
    const char quote = place < text.size() ? text[place] : '\0';
    if (quote != '\'' && quote != '"') return;
    for (size_t i = place + 1; i < text.size(); ++i) {
      if (quote == '"' && text[i] == '\\') {
        ++i;
      } else if (text[i] == quote) {
        if (quote == '"' || i + 1 == text.size() || text[i + 1] != quote) return;
        ++i;
      }
    }
    throw Refused{place, "this quote is never closed"};
  }

  void CheckKey(Kind kind, size_t place, const std::string& key) {
    if (kind != Kind::kScalar)
      throw Refused{
          place,
          "a key must be a word; put it in quotes, or close a bracket or brace that is open"};
    if (!levels_.back().keys.insert(key).second) {
      throw Refused{place, "key '" + Shorten(key, 60) + "' stands in this map twice; remove one"};
    }
  }

  Tree& tree_;
  std::vector<Level> levels_;
  LineColumn at_;
  size_t counted_ = 0;  // bytes of the text that at_ has passed
  size_t reached_ = 0;
  int documents_ = 0;
};

// Gives the parser its text as long as it says what it has read.
class YamlNode::Feed final : public std::streambuf {
 public:
  Feed(std::string& text, const Builder& builder) : text_(text), builder_(builder) {}
  bool starved() const { return starved_; }

 private:
  int_type underflow() override {
    constexpr size_t kPiece = 4096;
    starved_ = given_ < text_.size() && given_ > builder_.reached() + kMaxAhead;
    if (starved_ || given_ == text_.size()) return traits_type::eof();
    const size_t size = std::min(kPiece, text_.size() - given_);
    char* const begin = text_.data() + given_;
    setg(begin, begin, begin + size);
    given_ += size;
    return traits_type::to_int_type(*begin);
  }

  std::string& text_;  // not written to
  const Builder& builder_;
  size_t given_ = 0;
  bool starved_ = false;
};

Result<YamlNode> YamlNode::Parse(std::string_view text, std::string file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  auto tree = std::make_shared<Tree>();
  tree->file = std::move(file);
  if (text.size() > kMaxBytes) return tree->Error(0, "larger than 4 MiB; split the file");
  tree->text = text;
  // yaml-cpp takes byte 4 for the end of the file and guesses UTF-16 from NUL bytes.
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\n' && c != '\r' && c != '\t') {
      return tree->Error(
          i, "a control character; remove it, or write it as \"\\x..\" in double quotes");
    }
  }
  if (!IsValidUtf8(text)) return tree->Error(0, "not UTF-8; save the file as UTF-8");

  size_t place = 0;
  std::string message;
  Builder builder(*tree);
  Feed feed(tree->text, builder);
  try {
    std::istream stream(&feed);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused& refused) {
    place = refused.place;
    message = refused.message;
  } catch (const YAML::Exception& e) {
    place = e.mark.pos < 0 ? 0 : static_cast<size_t>(e.mark.pos);
    message = e.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR
                  ? "aliases (*name) are not read; put the value in quotes if it starts with *"
                  : "not YAML: " + e.msg;
  } catch (const std::exception& e) {
    message = std::string("not YAML: ") + e.what();
  }
  if (feed.starved()) {
    place = builder.reached();
    message =
        "over 256 KiB from here without an end: a list in brackets, a value or a comment; split it";
  }
  if (!message.empty()) return tree->Error(place, message);
  if (tree->nodes.empty()) tree->nodes.emplace_back();
  return YamlNode(std::move(tree), 0);
}

Result<YamlNode> YamlNode::Load(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return Status(Code::kNotFound, "no file '" + path + "'");
  }
  std::ifstream in(path, std::ios::binary);
  std::string text(kMaxBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) {
    return Status(Code::kNotFound, "cannot read '" + path + "'; check who may read it");
  }
  text.resize(static_cast<size_t>(in.gcount()));
  return Parse(text, path);
}

YamlNode::Kind YamlNode::kind() const { return tree_->nodes[index_].kind; }
const std::string& YamlNode::scalar() const { return tree_->nodes[index_].scalar; }
std::string YamlNode::file() const { return tree_->file; }
int YamlNode::line() const { return static_cast<int>(tree_->nodes[index_].at.line); }
int YamlNode::column() const { return static_cast<int>(tree_->nodes[index_].at.column); }

char YamlNode::quote() const {
  const Tree::Node& node = tree_->nodes[index_];
  const char first = node.place < tree_->text.size() ? tree_->text[node.place] : '\0';
  return node.kind == Kind::kScalar && (first == '\'' || first == '"') ? first : '\0';
}

std::vector<YamlNode> YamlNode::items() const {
  std::vector<YamlNode> items;
  if (kind() != Kind::kList) return items;
  for (uint32_t child : tree_->nodes[index_].children) items.push_back(YamlNode(tree_, child));
  return items;
}

std::vector<std::pair<YamlNode, YamlNode>> YamlNode::entries() const {
  std::vector<std::pair<YamlNode, YamlNode>> entries;
  if (kind() != Kind::kMap) return entries;
  const auto& children = tree_->nodes[index_].children;
  for (size_t i = 0; i + 1 < children.size(); i += 2) {
    entries.emplace_back(YamlNode(tree_, children[i]), YamlNode(tree_, children[i + 1]));
  }
  return entries;
}

Status YamlNode::Error(std::string_view message) const {
  return tree_->Error(tree_->nodes[index_].place, message);
}

Status YamlNode::ErrorAt(size_t offset, std::string_view message) const {
  const std::string& source = tree_->text;
  const Tree::Node& node = tree_->nodes[index_];
  size_t at = node.place;
  const char quote = at < source.size() ? source[at] : '\0';
  if (quote == '\'' || quote == '"') ++at;
  for (size_t i = 0; i < std::min(offset, node.scalar.size()); ++i) {
    // The escapes that stand for the character itself: '' in single quotes, \\ and \" in double
    // ones.
    const bool doubled = (quote == '\'' && node.scalar[i] == '\'') ||
                         (quote == '"' && (node.scalar[i] == '\\' || node.scalar[i] == '"'));
    if (doubled) ++at;
    if (at >= source.size() || source[at] != node.scalar[i]) return Error(message);
    ++at;
  }
  return tree_->Error(at, message);
}

}  // namespace varta
