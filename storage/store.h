// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Store: the one door to RocksDB. Leads, evidence, URLs, sweeps and the audit log in one database;
// every change is one synced batch, and a call that returned OK survives a power cut. Any thread;
// changes are serialised inside. Bytes on disk: docs/storage.md.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/queue_place.h"
#include "base/status.h"
#include "storage/judged_ad.h"
#include "storage/link_store.h"
#include "varta/stored/v1/stored.pb.h"
#include "varta/v1/evidence_service.pb.h"
#include "varta/v1/lead.pb.h"
#include "varta/v1/lead_service.pb.h"
#include "varta/v1/rule_pack_service.pb.h"
#include "varta/v1/sweep_service.pb.h"

namespace rocksdb {
class FileSystem;
}

namespace varta {

// Who did what, and why: one entry of the audit log.
struct AuditEvent {
  std::string principal, action, resource, purpose, detail;
};

// Which entries of it; what is empty asks for nothing.
struct AuditQuery {
  std::optional<Time> since, until;  // at or after, before
  std::string principal;             // whole, or without its "local:" or "cert:"
  std::string action;                // one of AuditActions() (storage/audit.h)
  std::string resource;              // how it begins: "leads/3fa9c1" is that lead and its evidence
  bool oldest_first = false;
};

struct AuditPage {
  std::vector<stored::v1::AuditEntry> entries;
  std::optional<uint64_t> next;  // index of the next one that fits; absent: there is none
};

// A chain that is whole.
struct AuditChain {
  uint64_t entries = 0;
  std::string last_hash;  // 32 bytes; zeros if there is no entry
};

// The page that a lead was read from, as received.
struct Capture {
  v1::Evidence evidence;  // name, sha256, size, store_time are filled in by the store
  std::string body;
};

// An ad that was seen and is a lead.
struct LeadSighting {
  v1::Ad ad;  // contacts in clear
  std::vector<v1::Hit> hits;
  v1::Score score;
  v1::Provenance provenance;
  std::optional<Capture> capture;  // kept only if the text is a new version
  v1::SourceKind source_kind = v1::SOURCE_KIND_UNSPECIFIED;
};

// An ad that was seen and is no lead.
struct AdSighting {
  v1::Ad ad;  // contacts in clear
  std::vector<v1::Hit> hits;
  v1::Score score;
  v1::Provenance provenance;
  v1::SourceKind source_kind = v1::SOURCE_KIND_UNSPECIFIED;
  bool keep_text = true;  // false: only what a purge would leave
  // Not empty: its page is as it was. If the ad is a lead, it is there still, and the rules in use
  // make none of it: that is why.
  std::string no_lead_because = {};
};

// How long the text and the facts of an ad are kept after it was last seen, by source.
struct AdRetention {
  Duration otherwise{};
  std::map<std::string, Duration, std::less<>> by_source;

  Duration Of(std::string_view source) const;
};

struct AdPurge {
  int64_t looked_at = 0, purged = 0;  // ads
};

// A kept ad, with its text, that could not be scored.
struct UnscoredAd {
  std::string id;
  stored::v1::KeptAd row;  // contacts in clear
};

struct UnscoredPage {
  std::vector<UnscoredAd> ads;
  std::string next;  // where to go on; empty at the end
};

// An ad that the store has: exactly one of the two is set.
struct StoredAd {
  std::string_view id;
  const stored::v1::KeptAd* kept = nullptr;      // without `ad` if it was purged
  const stored::v1::StoredLead* lead = nullptr;  // its `ad` is that of the newest sighting

  const v1::Ad* ad() const;  // null: purged
};

// All that one page leaves behind: committed together or not at all.
struct PageResult {
  std::optional<stored::v1::UrlRow> url;  // absent: not from a sweep
  std::vector<stored::v1::UrlRow>
      discovered;  // waiting rows; one that the same sweep knows already stays as it is
  // Likewise, of URLs that the store does not know yet: nothing is looked up for them.
  std::vector<stored::v1::UrlRow> fresh;
  std::vector<LeadSighting> leads;  // of the ads on it that are leads
  // Leads, by id, that were read off this page before: it did not change, so they were seen again
  // at the row's fetch_time; or their ads are not there any more. Those that are no lead (any more)
  // are passed over.
  std::vector<std::string> leads_still_there;
  std::vector<std::string> leads_vanished;
  // Of the ads on it that are no leads. One that is a lead already is passed over: see
  // no_lead_because.
  std::vector<AdSighting> ads;
  // As the two above, of what was read off the page as no lead. Those that are leads since, by
  // PutJudgements, are treated as leads.
  std::vector<std::string> ads_still_there;
  std::vector<std::string> ads_vanished;
  std::string vanished_because;
  std::vector<stored::v1::HostRow> hosts;                             // as they are now
  std::vector<std::pair<std::string, stored::v1::RobotsRow>> robots;  // by origin
};

// What became of one sighting.
struct Committed {
  std::string lead_id;
  bool lead_new = false;
  bool version_new = false;
};

// A lead filter with its contacts made into index keys.
struct LeadQuery {
  v1::LeadFilter filter;
  std::vector<std::string> contacts;  // normalised values, each must occur
  std::vector<std::string> words;     // folded; a final * stands for any ending
};

struct LeadPage {
  std::vector<v1::Lead> leads;  // contacts in clear; highest score first, then newest, then id
  std::string next;             // where to go on; empty at the end
  int64_t total = 0;  // that the query lets through, counted up to 10,000; with the first page only
};

struct CommitTimes {
  static constexpr std::array<double, 6> kLimits = {0.005, 0.02, 0.1, 0.5, 2, 10};  // seconds
  std::array<uint64_t, kLimits.size() + 1> counts{};  // within each limit and above the one before
  double sum = 0;                                     // seconds
};

class Store {
 public:
  struct Options {
    std::string dir;     // made if it is not there, mode 0700
    bool create = true;  // false: kNotFound if there is no database
    // Of a damaged log: put a copy aside, then go on with what lies before the damage.
    bool recover = false;
    // For fault tests; null: the machine's.
    std::shared_ptr<rocksdb::FileSystem> file_system = nullptr;
  };
  // kFailedPrecondition: another process has it open, another schema version, or no usable folder
  // (with what to do). kDataLoss: damaged, or its contact.key is missing; says what was found and
  // that nothing was changed. `clock` outlives the store.
  static Result<std::unique_ptr<Store>> Open(const Options& options, const Clock& clock);
  ~Store();

  // After a repair by Options::recover: what is left and where the damaged files are, for the
  // operator's eyes. Else empty.
  const std::string& recovery_note() const;

  // Pages. Puts the sighting into its lead: a new lead, a new version, or one more sighting; what
  // people said of it stays. A lead new or changed leaves an audit entry by `principal`. One batch,
  // one sync for all; an answer for each sighting, in order. kUnavailable: disk full or I/O error,
  // nothing was committed.
  // `link`, if given, is called for every ad of the pages and changes the links in the same batch;
  // so are the ads that it judges anew (LinkBatch::Judge).
  Result<std::vector<Committed>> Commit(std::span<const PageResult> pages,
                                        std::string_view principal, const LinkStep& link = {});

  Result<std::optional<stored::v1::UrlRow>> GetUrl(std::string_view source,
                                                   std::string_view url) const;
  // Of the running sweep's queue: rows that wait for `origin`, from `from` on, at most `count`.
  Result<std::vector<stored::v1::UrlRow>> ReadQueue(std::string_view origin, const QueuePlace& from,
                                                    size_t count) const;
  // Forgets the queue: its sweep will not be gone on with. The rows themselves stay.
  Status ClearQueue();
  Result<std::optional<stored::v1::HostRow>> GetHost(std::string_view origin) const;
  // The host is to be left alone until then at least.
  Status NoteRest(const std::string& origin, Time until);
  Result<std::optional<stored::v1::RobotsRow>> GetRobots(std::string_view origin) const;
  // Every row of the source, in key order; `visit` returns false to stop.
  Status VisitUrls(std::string_view source,
                   const std::function<bool(const stored::v1::UrlRow&)>& visit) const;

  // Leads. `id`: whole, or a unique beginning of at least 6 characters; kNotFound, or
  // kInvalidArgument if it is not unique.
  Result<v1::Lead> GetLead(std::string_view id) const;
  // Other leads with the same words, numbers aside; newest first, at most 20. `id` whole.
  Result<std::vector<v1::Repost>> SameText(std::string_view id) const;
  // `after`: `next` of the page before; empty: from the top.
  Result<LeadPage> ListLeads(const LeadQuery& query, int page_size, std::string_view after) const;
  // Reads, lets `change` work on it, writes what people say of it (state, verdict and its
  // circumstances, subject; changes of anything else are dropped) back with new etag and
  // update_time and the audit entry in one batch. `change`'s error is returned and nothing is
  // written. kAborted: `etag` is not empty and not the lead's.
  Result<v1::Lead> UpdateLead(std::string_view id, std::string_view etag, const AuditEvent& event,
                              const std::function<Status(v1::Lead&)>& change);

  // Ads. Every kept ad and every lead as they were at one moment, kept ads first; `visit` returns
  // false to stop. `wanted`, if given, is asked of each kept ad that has a text before that is
  // read: if it says no, the ad is passed over. No lock is held.
  using WantAd = std::function<bool(std::string_view id, const stored::v1::KeptAd& row)>;
  Status VisitAds(const std::function<bool(const StoredAd&)>& visit,
                  const WantAd& wanted = {}) const;
  // Kept ads that could not be scored and are no leads, with why; those seen first last come first.
  // `source`: only its; empty: all. `after`: `next` of the page before; empty: from the top.
  Result<UnscoredPage> ListUnscored(std::string_view source, size_t count,
                                    std::string_view after) const;
  // Takes text and facts (of their links: storage/link_purge.h) from the ads that were last seen
  // longer ago than `retention` lets them be kept, in batches, and leaves one audit entry if there
  // was one. Another call goes on where `stop` or an error ended this one.
  Result<AdPurge> PurgeAds(const AdRetention& retention, std::string_view principal,
                           std::stop_token stop = {});
  // Rewrites the files so that what was purged is in none of them: see docs/storage.md. Takes about
  // a second for 100 MB.
  Status CompactAds(std::stop_token stop = {});

  // Puts what the rules made of stored ads that were not fetched again; what people said of them
  // stays. A lead that is new or no longer one leaves an audit entry by `principal`. One batch, one
  // sync; an answer for each, in order. `link` is called for new leads.
  Result<std::vector<Judged>> PutJudgements(std::span<const Judgement> judgements,
                                            std::string_view principal, const LinkStep& link = {});

  // Links, as they are now; and a change of them by a person, with its audit entry in one batch.
  // `change`'s error is returned and nothing is written.
  LinkView ViewLinks() const;
  Status ChangeLinks(const AuditEvent& event,
                     const std::function<Status(LinkBatch&, const LinkView&)>& change);

  // Evidence, by name "leads/{lead}/evidence/{evidence}".
  Result<v1::Evidence> GetEvidence(std::string_view name) const;
  // kDataLoss: the bytes are not those of the digest.
  Result<std::string> ReadEvidenceBody(std::string_view name) const;

  // Sweeps, by id. Put leaves an audit entry if `event` is given.
  Status PutSweep(const v1::Sweep& sweep, const AuditEvent* event);
  Result<v1::Sweep> GetSweep(std::string_view id) const;  // "latest": the newest
  // Newest first; `before`: ids smaller than it; empty: from the newest.
  Result<std::vector<v1::Sweep>> ListSweeps(int count, std::string_view before) const;

  // Schedule: what is remembered of each source, by id. Put writes several at once or none.
  using PlanRows = std::map<std::string, stored::v1::PlanRow>;
  Status PutPlan(const PlanRows& rows);
  Result<PlanRows> GetPlan() const;

  // Rules, by content. Activate keeps `version` (null: it is kept, or the activation has none),
  // gives the activation the next number, and writes it with its audit entry; one batch.
  Status ActivateRules(const v1::RuleVersion* version, v1::RuleActivation* activation,
                       const AuditEvent& event);
  // `id`: whole, or a unique beginning of at least 6 characters; kNotFound, kInvalidArgument.
  Result<v1::RuleVersion> GetRuleVersion(std::string_view id) const;
  // Newest first; `before`: numbers below it; 0: from the newest. The newest is in use.
  Result<std::vector<v1::RuleActivation>> ListRuleActivations(size_t count, int64_t before) const;

  // How long Commit took, from the wait for its turn to the sync, since Open. For metrics.
  CommitTimes commit_times() const;

  // Audit.
  Status Audit(const AuditEvent& event);
  Result<std::vector<stored::v1::AuditEntry>> ReadAudit(uint64_t from, int count) const;
  // See FindAuditEntries in storage/audit.h.
  Result<AuditPage> FindAudit(const AuditQuery& query, int count,
                              std::optional<uint64_t> from) const;
  // Walks the whole chain; kDataLoss names the first entry that does not fit.
  Result<AuditChain> VerifyAudit() const;

  // Walks leads, kept ads, evidence, index and links: every row that belongs there is there and no
  // other, every piece of evidence that a lead names is there with the bytes of its digest, of
  // purged ads nothing is left that a purge takes. kDataLoss names the first that is not.
  Status CheckConsistency() const;

  // Secret of this database for pseudonyms and contact keys (32 bytes, in the file contact.key
  // beside the database, mode 0600).
  const std::string& contact_key() const;

 private:
  class Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// hash(source, ad key): 20 hex digits. The same over sweeps, on every machine.
std::string LeadId(std::string_view source, std::string_view ad_key);
// hex SHA-256 of title and text: what makes a version.
std::string TextDigest(const v1::Ad& ad);

}  // namespace varta
