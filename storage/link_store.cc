// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/link_store.h"

#include "storage/ad_store.h"
#include "storage/records.h"
#include "storage/sighting.h"

namespace varta {
namespace {

std::string LinkKey(LinkTable table, std::string_view key) {
  return std::string(1, static_cast<char>(table)).append(key);
}

template <typename Reader>
Result<bool> GetRow(const Reader& reader, LinkTable table, std::string_view key,
                    google::protobuf::Message* row) {
  Result<std::optional<std::string>> bytes = reader.Get(table, key);
  if (!bytes.ok()) return bytes.status();
  if (!*bytes) return false;
  Status decoded = DecodeRecord(**bytes, "a row of links", row);
  if (!decoded.ok()) return decoded;
  return true;
}

Result<std::optional<stored::v1::StoredLead>> ToLead(
    const Result<std::optional<std::string>>& bytes) {
  if (!bytes.ok()) return bytes.status();
  if (!*bytes) return std::optional<stored::v1::StoredLead>();
  stored::v1::StoredLead lead;
  Status decoded = DecodeRecord(**bytes, "a lead", &lead);
  if (!decoded.ok()) return decoded;
  return std::optional<stored::v1::StoredLead>(std::move(lead));
}

template <typename Reader>
Result<std::optional<KeptText>> TextOf(const Reader& reader, std::string_view id) {
  Result<std::optional<stored::v1::StoredLead>> lead = ToLead(reader.Get(Column::kLeads, id));
  if (!lead.ok()) return lead.status();
  if (*lead) {
    return std::optional<KeptText>(KeptText{
        (*lead)->lead().ad(), (*lead)->lead().provenance().source(), (*lead)->source_kind(), true});
  }
  Result<std::optional<std::string>> row = reader.Get(Column::kAds, id),
                                     text = reader.Get(Column::kAdTexts, id);
  if (!row.ok()) return row.status();
  if (!text.ok()) return text.status();
  if (!*row || !*text) return std::optional<KeptText>();
  stored::v1::KeptAd kept;
  KeptText found;
  Status decoded = DecodeRecord(**row, "an ad", &kept);
  if (decoded.ok()) decoded = DecodeRecord(**text, "an ad's text", &found.ad);
  if (!decoded.ok()) return decoded;
  found.source = kept.source();
  found.source_kind = kept.source_kind();
  return std::optional<KeptText>(std::move(found));
}

}  // namespace

Result<std::optional<std::string>> LinkView::Get(LinkTable table, std::string_view key) const {
  return snapshot_.Get(Column::kLinks, LinkKey(table, key));
}

Result<bool> LinkView::Get(LinkTable table, std::string_view key,
                           google::protobuf::Message* row) const {
  return GetRow(*this, table, key, row);
}

Status LinkView::Scan(LinkTable table, std::string_view prefix, std::string_view after,
                      const Snapshot::Visit& visit) const {
  KeyRange range = KeyRange::WithPrefix(LinkKey(table, prefix));
  if (!after.empty()) range.begin = LinkKey(table, after) + '\0';
  return snapshot_.Scan(Column::kLinks, range, [&](std::string_view key, std::string_view value) {
    return visit(key.substr(1), value);
  });
}

Result<std::optional<KeptText>> LinkView::Text(std::string_view id) const {
  return TextOf(snapshot_, id);
}

Result<std::optional<std::string>> LinkBatch::Get(LinkTable table, std::string_view key) const {
  return batch_.Get(Column::kLinks, LinkKey(table, key));
}

Result<bool> LinkBatch::Get(LinkTable table, std::string_view key,
                            google::protobuf::Message* row) const {
  return GetRow(*this, table, key, row);
}

Status LinkBatch::Scan(LinkTable table, std::string_view prefix,
                       const Snapshot::Visit& visit) const {
  return batch_.Scan(
      Column::kLinks, KeyRange::WithPrefix(LinkKey(table, prefix)),
      [&](std::string_view key, std::string_view value) { return visit(key.substr(1), value); });
}

void LinkBatch::Put(LinkTable table, std::string_view key, std::string value) {
  batch_.Put(Column::kLinks, LinkKey(table, key), std::move(value));
}

void LinkBatch::Put(LinkTable table, std::string_view key, const google::protobuf::Message& row) {
  Put(table, key, EncodeRecord(row));
}

void LinkBatch::Delete(LinkTable table, std::string_view key) {
  batch_.Delete(Column::kLinks, LinkKey(table, key));
}

Result<std::optional<stored::v1::StoredLead>> LinkBatch::Lead(std::string_view id) const {
  return ToLead(batch_.Get(Column::kLeads, id));
}

Result<std::optional<KeptText>> LinkBatch::Text(std::string_view id) const {
  return TextOf(batch_, id);
}

Result<std::optional<stored::v1::KeptAd>> LinkBatch::Kept(std::string_view id) const {
  return ReadAd(batch_, id);
}

std::string LinkBatch::Hash(std::string_view value) const {
  return ContactIndexKey(secret_, value);
}

}  // namespace varta
