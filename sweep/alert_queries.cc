// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/alert_queries.h"

#include "sweep/link_rows.h"
#include "sweep/links.h"

namespace varta {
namespace {

// Empty: the contact is not everybody's.
Result<std::string> WhyGeneric(const LinkView& view, const std::string& key) {
  stored::v1::LinkContactRow row;
  Result<bool> found = view.Get(LinkTable::kContact, key, &row);
  if (!found.ok()) return found.status();
  if (!*found) return std::string();
  const ContactHistory history = ToHistory(row);
  Result<SourceSizes> sizes = SizesOf(history, view);
  if (!sizes.ok()) return sizes.status();
  return IsGeneric(history, *sizes).because;
}

}  // namespace

Result<AlertPage> ReadAlerts(const LinkView& view, std::string_view kind, size_t count,
                             std::string_view after) {
  AlertPage page;
  Status failed;
  std::string last;
  Status scan =
      view.Scan(LinkTable::kAlert, "", after, [&](std::string_view key, std::string_view value) {
        stored::v1::LinkAlertRow row;
        if (!row.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
          failed = Status(Code::kDataLoss, "an alert is damaged; restore a backup");
          return false;
        }
        if (!kind.empty() && row.kind() != kind) return true;
        if (page.alerts.size() == count) {
          page.next = last;
          return false;
        }
        last = key;
        v1::Alert& alert = page.alerts.emplace_back();
        alert.set_kind(row.kind());
        if (row.has_contact()) {
          alert.set_subject(EntityName(row.contact().key()));
          alert.set_label(EntityLabel(row.contact()));
          Result<std::string> generic = WhyGeneric(view, row.contact().key());
          if (!generic.ok()) failed = generic.status();
          if (generic.ok()) alert.set_generic_because(*std::move(generic));
        } else {
          alert.set_subject(ClusterName(row.cluster()));
          alert.set_label("near-duplicate ads");
        }
        for (int i = 0; i < row.reasons_size(); ++i) {
          v1::Localized* reason = alert.add_reasons();
          reason->set_en(row.reasons(i));
          if (i < row.reasons_uk_size()) reason->set_uk(row.reasons_uk(i));
        }
        for (const std::string& id : row.ads()) {
          stored::v1::LinkAd ad;
          Result<bool> found = view.Get(LinkTable::kAd, id, &ad);
          if (!found.ok()) failed = found.status();
          alert.add_ads(AdName(id, found.ok() && *found && ad.lead()));
        }
        *alert.mutable_time() = row.time();
        return failed.ok();
      });
  if (failed.ok()) failed = scan;
  if (!failed.ok()) return failed;
  return page;
}

}  // namespace varta
