// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What analysts say of links, written where every later look finds it. Any thread; within
// Store::ChangeLinks.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/status.h"
#include "storage/link_store.h"
#include "varta/v1/entity_service.pb.h"

namespace varta {

// A word on an ad and a contact (it is, or is not, that ad's) or on two ads, or an ad and a cluster
// (they are, or are not, near-duplicates), by whole names: clusters are merged and split at once,
// and stay so. Unspecified takes the word back and changes no cluster. `view`: as the links were
// before.
Result<v1::Link> PutJudgement(LinkBatch& batch, const LinkView& view,
                              const v1::JudgeLinkRequest& request, std::string_view principal,
                              Time now);

// Watched and generic, of a contact or a cluster by whole name.
Status PutEntityWord(LinkBatch& batch, const v1::UpdateEntityRequest& request);

}  // namespace varta
