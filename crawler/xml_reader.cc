// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <memory>

#include "base/charset.h"
#include "base/text.h"
#include "crawler/xml_charset.h"
#include "crawler/xml_cleaner.h"

namespace varta {
namespace {

// Expat remembers every name it meets. Its allocation functions know of no parser, so what it may
// still take is counted for each thread; one parse at a time runs on a thread.
constexpr size_t kMaxExpatBytes = 16 * 1024 * 1024;
constexpr size_t kHeader = alignof(std::max_align_t);
thread_local size_t expat_bytes = 0;

void* Take(size_t size) {
  if (size > kMaxExpatBytes - expat_bytes) return nullptr;
  auto* const block = static_cast<std::byte*>(std::malloc(size + kHeader));
  if (block == nullptr) return nullptr;
  *reinterpret_cast<size_t*>(block) = size;
  expat_bytes += size;
  return block + kHeader;
}

void Release(void* taken) {
  if (taken == nullptr) return;
  std::byte* const block = static_cast<std::byte*>(taken) - kHeader;
  expat_bytes -= *reinterpret_cast<size_t*>(block);
  std::free(block);
}

void* Resize(void* taken, size_t size) {
  if (taken == nullptr) return Take(size);
  std::byte* const block = static_cast<std::byte*>(taken) - kHeader;
  const size_t before = *reinterpret_cast<size_t*>(block);
  if (size > before && size - before > kMaxExpatBytes - expat_bytes) return nullptr;
  auto* const moved = static_cast<std::byte*>(std::realloc(block, size + kHeader));
  if (moved == nullptr) return nullptr;
  *reinterpret_cast<size_t*>(moved) = size;
  expat_bytes = expat_bytes - before + size;
  return moved + kHeader;
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

// What expat's callbacks share. They may not throw through expat: what an event throws waits here.
class Reading {
 public:
  explicit Reading(const XmlEvents& events) : events_(events) {
    constexpr XML_Memory_Handling_Suite kMemory = {Take, Resize, Release};
    parser_.reset(XML_ParserCreate_MM("UTF-8", &kMemory, nullptr));
    if (parser_ == nullptr) return;
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), OnStart, OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), OnText);
  }

  std::string Run(std::string_view utf8) {
    if (parser_ == nullptr) return "no memory for an XML parser";
    XmlCleaner cleaner(utf8);
    std::string piece;
    XML_Status status = XML_STATUS_OK;
    while (status == XML_STATUS_OK && cleaner.Next(&piece)) {
      if (!IsValidUtf8(piece)) piece = RepairUtf8(piece);
      status = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), 0);
    }
    if (status == XML_STATUS_OK && cleaner.problem().empty())
      status = XML_Parse(parser_.get(), "", 0, 1);
    if (thrown_) std::rethrow_exception(thrown_);
    if (told_ >= kMaxTold) return "more than 6 million elements, attributes and pieces of text";
    if (stopped_) return "";
    return status == XML_STATUS_OK ? cleaner.problem()
                                   : XML_ErrorString(XML_GetErrorCode(parser_.get()));
  }

 private:
  struct Binding {
    int depth;
    std::string prefix, space;
  };
  // Five times what a full sitemap of the usual fields has; about a second.
  static constexpr size_t kMaxTold = 6'000'000;
  // So that looking one up takes constant time.
  static constexpr size_t kMaxBindings = 64;

  template <typename F>
  void Guarded(F call) {
    if (stopped_) return;
    try {
      stopped_ = !call() || ++told_ >= kMaxTold;
    } catch (...) {
      thrown_ = std::current_exception();
      stopped_ = true;
    }
    if (stopped_) XML_StopParser(parser_.get(), XML_FALSE);
  }

  static void OnStart(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto* const reading = static_cast<Reading*>(self);
    reading->Guarded([&] { return reading->Start(name, attributes); });
  }
  static void OnEnd(void* self, const XML_Char* name) {
    auto* const reading = static_cast<Reading*>(self);
    reading->Guarded([&] { return reading->End(name); });
  }
  static void OnText(void* self, const XML_Char* text, int size) {
    auto* const reading = static_cast<Reading*>(self);
    reading->Guarded([&] {
      reading->events_.text({text, static_cast<size_t>(size)});
      return true;
    });
  }

  bool Start(const XML_Char* name, const XML_Char** attributes) {
    ++depth_;
    attributes_.clear();
    for (; *attributes != nullptr; attributes += 2) {
      attributes_.emplace_back(attributes[0], attributes[1]);
      Bind(attributes[0], attributes[1]);
    }
    told_ += attributes_.size();
    return events_.start(Element(name));
  }

  bool End(const XML_Char* name) {
    attributes_.clear();
    const bool more = events_.end(Element(name));
    while (!bindings_.empty() && bindings_.back().depth == depth_) bindings_.pop_back();
    --depth_;
    return more;
  }

  // Namespaces in XML 1.0, section 3.
  void Bind(std::string_view attribute, std::string_view space) {
    constexpr std::string_view kDeclares = "xmlns";
    if (!attribute.starts_with(kDeclares) || bindings_.size() == kMaxBindings) return;
    attribute.remove_prefix(kDeclares.size());
    if (!attribute.empty() && attribute.front() != ':') return;
    if (!attribute.empty()) attribute.remove_prefix(1);
    bindings_.push_back({depth_, std::string(attribute), std::string(space)});
  }

  XmlElement Element(std::string_view written) const {
    XmlElement element;
    element.depth = depth_;
    element.attributes = &attributes_;
    const size_t colon = written.find(':');
    if (colon != std::string_view::npos) element.prefix = written.substr(0, colon);
    element.name = written.substr(colon == std::string_view::npos ? 0 : colon + 1);
    element.space = element.prefix;
    const auto bound = std::find_if(bindings_.rbegin(), bindings_.rend(), [&](const Binding& one) {
      return one.prefix == element.prefix;
    });
    if (bound != bindings_.rend()) element.space = bound->space;
    return element;
  }

  const XmlEvents& events_;
  std::unique_ptr<XML_ParserStruct, FreeParser> parser_;
  size_t told_ = 0;
  int depth_ = 0;
  std::vector<std::pair<std::string_view, std::string_view>> attributes_;
  std::vector<Binding> bindings_;
  bool stopped_ = false;
  std::exception_ptr thrown_;
};

}  // namespace

std::string_view XmlElement::Attribute(std::string_view wanted) const {
  const auto found = std::find_if(attributes->begin(), attributes->end(),
                                  [&](const auto& attribute) { return attribute.first == wanted; });
  return found == attributes->end() ? std::string_view() : found->second;
}

std::string ReadXml(std::string_view bytes, std::string_view http_charset,
                    const XmlEvents& events) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  const std::string charset = XmlCharset(bytes, http_charset);
  std::string converted;
  if (charset != "utf-8") {
    converted = ToUtf8(bytes, charset);
    bytes = converted;
  }
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  return Reading(events).Run(bytes);
}

}  // namespace varta
