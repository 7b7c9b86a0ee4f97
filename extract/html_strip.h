// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Reads HTML without a tree, in linear time and constant memory besides what it gives: for pages
// that are too costly for a tree. Tags are taken as they come; hidden attributes are not looked at.
// Pure; any thread.
#pragma once

#include <string_view>

#include "extract/html_builder.h"

namespace varta {

void StripTags(std::string_view utf8, HtmlBuilder* builder);

}  // namespace varta
