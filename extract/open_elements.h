// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The stack of open elements of the HTML standard (13.2.4.2) for those that matter to visible text.
// At most kMaxDepth deep; each question about scopes costs the same however deep it is. One thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "extract/html_tags.h"

namespace varta {

// One byte for each name: Tag's number, or 128 and more for a hash of other names, of which two may
// be the same.
using ElementId = uint8_t;

struct OpenElement {
  ElementId id = 0;
  bool hides = false;    // what is in it is not shown
  bool shuts = false;    // what is in it is no part of the page
  bool foreign = false;  // what is in it is a drawing or a formula
  bool told = true;      // the builder knows of it
  // Below it; the stack's own.
  uint16_t same = 0;
  std::array<uint16_t, 8> edges{};  // by OpenElements::Edge; one is spare
};

class OpenElements {
 public:
  static constexpr size_t kMaxDepth = 512;  // as browsers have it

  // The nearest element of each kind, the top included. Place 0, where none is, stands for <html>.
  enum Edge : uint8_t {
    kAnyScope,     // ends the reach of all end tags
    kButtonScope,  // also of </p>
    kListScope,    // also of </li>
    kSpecialEdge,  // also of those of ordinary elements
    kItemEdge,     // what <li> and <dd> look beyond for an open one
    kTableEdge,    // table or a part of one, or what keeps the table outside out
    kHtmlEdge,     // is no part of a drawing
  };

  static constexpr size_t kEdges = 7;

  bool full() const { return size_ > kMaxDepth; }
  size_t top_place() const { return size_ - 1; }
  const OpenElement& top() const { return stack_[size_ - 1]; }
  OpenElement& at(size_t place) { return stack_[place]; }
  Tag TopTag() const { return TagAt(top_place()); }
  Tag TagAt(size_t place) const {
    return stack_[place].id < 128 ? static_cast<Tag>(stack_[place].id) : Tag::kOther;
  }
  size_t Nearest(Edge edge) const { return top().edges[edge]; }
  // Where the newest open one stands; 0: none is open.
  size_t Last(ElementId id) const { return last_[id]; }
  // The same, but 0 if the edge hides it.
  size_t LastInside(ElementId id, Edge edge) const {
    return last_[id] >= Nearest(edge) ? last_[id] : 0;
  }

  void Push(const OpenElement& element);  // not when full()
  // Not the last one. What it was is good until the next Push.
  const OpenElement& Pop() {
    const OpenElement& popped = stack_[--size_];
    last_[popped.id] = popped.same;
    return popped;
  }

 private:
  std::array<OpenElement, kMaxDepth + 1> stack_;
  size_t size_ = 1;
  std::array<uint16_t, 256> last_{};
};

}  // namespace varta
