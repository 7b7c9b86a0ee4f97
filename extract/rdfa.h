// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// RDFa Lite 1.1 (https://www.w3.org/TR/rdfa-lite/): vocab, typeof, property, resource, prefix. What
// is not in a typeof, as OpenGraph's meta elements, is no thing. Pure; any thread.
#pragma once

#include "base/url.h"
#include "extract/item.h"

namespace varta {

// Adds the things on the page, in page order; types in full where a vocabulary or prefix is known.
// `base`: what addresses are relative to; may be null. Linear.
void AppendRdfa(const HtmlTree& tree, const Url* base, Items* items);

}  // namespace varta
