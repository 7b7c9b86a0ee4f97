// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Links as they lie in the store, to and from the values of linking/; their keys and names. Pure;
// any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/accounts.h"
#include "extract/mask.h"
#include "linking/clusters.h"
#include "linking/contacts.h"
#include "linking/linked_ad.h"
#include "storage/link_store.h"

namespace varta {

// "entities/" and 32 hexadecimal digits; "clusters/" and 16; "leads/" or "ads/" and the id.
std::string EntityName(std::string_view key);
std::string ClusterName(uint64_t cluster);
std::string AdName(std::string_view id, bool lead);
// nullopt: no such name.
std::optional<std::string> KeyOfEntity(std::string_view name);
std::optional<uint64_t> ClusterOfName(std::string_view name);
std::optional<std::string> IdOfAd(std::string_view name);
// "[phone +380 #7f3a9c]", as masked ads show it.
std::string EntityLabel(const stored::v1::LinkContact& contact);

// "7f3a9c" of such a label, or of "#7f3a9c"; empty: there are none.
std::string PseudonymDigits(std::string_view label);

// Keys of rows, without the table's letter.
std::string NumberKey(uint64_t number);
std::string AdOfContactKey(std::string_view contact, Time time, std::string_view id);
std::string AdOfClusterKey(uint64_t cluster, Time time, std::string_view id);
std::string WordKey(std::string_view from, std::string_view to);
std::string AlertKey(Time time, std::string_view hash);

ContactHistory ToHistory(const stored::v1::LinkContactRow& row);
stored::v1::LinkContactRow ToRow(const ContactHistory& history);
ClusterHistory ToHistory(uint64_t id, const stored::v1::LinkCluster& row);
void PutHistory(const ClusterHistory& history, stored::v1::LinkCluster* row);

std::string PackSketch(const std::vector<uint16_t>& sketch);
std::vector<uint16_t> UnpackSketch(std::string_view bytes);

// Payment accounts and web sites that the ad's text names or its links lead to; some twice.
std::vector<Account> AccountsOf(const v1::Ad& ad);

// What links need of an ad; `hash` makes keys of values, `masker` pseudonyms of contacts.
using HashValue = std::function<std::string(std::string_view)>;
// `facts` false: only what may stay when the ad's text is purged.
LinkedAd ToLinkedAd(const LinkSighting& sighting, const HashValue& hash, const Masker& masker,
                    bool facts = true);
LinkedAd ToLinkedAd(std::string_view id, const stored::v1::LinkAd& row, Time seen);
// All but cluster, print and times. What the row had of employers, names, trades and cities is
// there earlier now.
void PutLinkedAd(const LinkedAd& ad, stored::v1::LinkAd* row);

}  // namespace varta
