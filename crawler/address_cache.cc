// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/address_cache.h"

#include <utility>

namespace varta {

const HostAddresses* AddressCache::Find(const std::string& host, TimePoint now) const {
  const auto found = entries_.find(host);
  return found == entries_.end() || found->second.until <= now ? nullptr : &found->second.addresses;
}

void AddressCache::Put(const std::string& host, HostAddresses addresses, TimePoint until) {
  if (max_entries_ == 0) return;
  Entry& entry = entries_[host];
  entry = {std::move(addresses), until, ++puts_};
  order_.emplace_back(puts_, host);
  // A name that is looked up again and again leaves its old Puts behind: they count here too, so
  // that `order_` is bounded as well.
  while (entries_.size() > max_entries_ || order_.size() > 2 * max_entries_) {
    const auto oldest = entries_.find(order_.front().second);
    if (oldest != entries_.end() && oldest->second.stored == order_.front().first) {
      entries_.erase(oldest);
    }
    order_.pop_front();
  }
}

}  // namespace varta
