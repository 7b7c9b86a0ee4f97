// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What people ask of links: contacts, clusters, their neighbourhood, alerts. Contacts are shown by
// pseudonyms. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "linking/graph.h"
#include "storage/link_store.h"
#include "varta/v1/entity_service.pb.h"

namespace varta {

// The whole name that `written` begins: "entities/3fa9c1", "leads/…", "ads/…", "clusters/…", or a
// bare id, of which an ad is looked for first. 6 digits at least. kNotFound; kInvalidArgument: too
// short, or several begin so.
Result<std::string> ResolveLinkName(const LinkView& view, std::string_view written);

// The contacts that masked ads call so: "#7f3a9c", "[phone +380 #7f3a9c]". Keys; at most 10.
Result<std::vector<std::string>> FindPseudonym(const LinkView& view, std::string_view written);

// kNotFound. `key`: 16 bytes.
Result<v1::Entity> ReadEntity(const LinkView& view, const std::string& key);
// With the template of those of its ads whose texts are kept. kNotFound.
Result<v1::Cluster> ReadClusterRecord(const LinkView& view, uint64_t cluster);
// The value behind the key, in clear, from an ad that is kept; empty: there is none. `secret`: the
// store's contact key.
Result<std::string> RevealContact(const LinkView& view, std::string_view secret,
                                  const std::string& key);

// What a person may have typed -> the values that it may be as a contact: a phone as E.164, a card
// as "card:…" …
std::vector<std::string> ContactValues(std::string_view typed, std::string_view region);

// `roots`: whole names.
Result<v1::ExploreGraphResponse> ExploreLinkGraph(const LinkView& view,
                                                  const std::vector<std::string>& roots,
                                                  const GraphLimits& limits);

}  // namespace varta
