// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/model_service.h"

#include <filesystem>

#include "server/requests.h"
#include "sweep/convert.h"
#include "sweep/model_folder.h"

namespace varta {
namespace {

constexpr std::string_view kModelAction = "MODEL";
constexpr std::string_view kModels = "models/";
constexpr std::string_view kShippedId = "shipped";
constexpr size_t kShortestDigest = 6;
constexpr int kMostChanges = 500;
constexpr std::string_view kRolledBack = "rolled back to";
constexpr size_t kMostFileBytes = size_t{7} << 20;  // what one call carries

// "models/9f86…" of a digest, "models/shipped" of none.
std::string ModelResource(const std::string& digest) {
  return std::string(kModels) + (digest.empty() ? std::string(kShippedId) : digest);
}
std::string DigestOf(const std::string& resource) {
  const std::string id = resource.substr(std::min(resource.size(), kModels.size()));
  return id == kShippedId ? "" : id;
}

}  // namespace

Status ModelService::CheckFolder() const {
  if (!data_dir_.empty()) return Status();
  return Status(Code::kFailedPrecondition, "there is no data folder that models could lie in");
}

std::string ModelService::NameOf(const std::string& digest) const {
  const Result<std::string> text = ReadStoredModel(data_dir_, digest);
  if (!text.ok()) return "";
  const Result<ModelData> data = ParseModel(*text, "model");
  return data.ok() ? data->name : "";
}

Result<v1::ModelVersion> ModelService::Switch(const Caller& caller, const std::string& digest,
                                              const std::string& what) {
  Result<std::string> before = ActiveModelDigest(data_dir_);
  // A file that is damaged is written anew.
  const std::string old = before.ok() ? *before : "unknown";
  const std::string name = NameOf(digest);
  // First the log: a model never scores that nobody is named for.
  const AuditEvent event{caller.principal, std::string(kModelAction), ModelResource(digest),
                         caller.purpose,
                         what + " \"" + name + "\"; before it " +
                             (old.empty() ? std::string(kShippedId) : old.substr(0, 12))};
  if (Status audited = store_.Audit(event); !audited.ok()) return audited;
  if (Status active = SetActiveModel(data_dir_, digest); !active.ok()) return active;
  if (Status loaded = screener_.Reload(); !loaded.ok()) return loaded;
  v1::ModelVersion version;
  version.set_sha256(digest);
  version.set_name(name);
  version.set_principal(caller.principal);
  version.set_purpose(caller.purpose);
  version.set_active(true);
  return version;
}

Result<v1::ModelVersion> ModelService::ActivateModel(const Caller& caller,
                                                     const v1::ActivateModelRequest& request) {
  if (Status folder = CheckFolder(); !folder.ok()) return folder;
  if (Status reason = RequireReason(caller, "changing the model that scores every ad");
      !reason.ok())
    return reason;
  if (request.shipped() != request.file().empty())
    return Status(Code::kInvalidArgument, "give either a model's file or the word shipped");
  if (request.file().size() > kMostFileBytes)
    return Status(Code::kInvalidArgument, "a model that scores ads has at most 7 MiB");
  std::lock_guard lock(mutex_);
  std::string digest;
  if (!request.shipped()) {
    Result<std::string> stored = StoreModel(data_dir_, request.file());
    if (!stored.ok()) return stored.status();
    digest = *std::move(stored);
  }
  return Switch(caller, digest, "activated");
}

Result<v1::ModelVersion> ModelService::RollbackModel(const Caller& caller,
                                                     const v1::RollbackModelRequest&) {
  if (Status folder = CheckFolder(); !folder.ok()) return folder;
  if (Status reason = RequireReason(caller, "changing the model that scores every ad");
      !reason.ok())
    return reason;
  std::lock_guard lock(mutex_);
  AuditQuery query;
  query.action = kModelAction;
  Result<AuditPage> changes = store_.FindAudit(query, kMostChanges, std::nullopt);
  if (!changes.ok()) return changes.status();
  // What stands, oldest first: a rollback takes the activation before it away.
  std::vector<std::string> standing;
  for (auto entry = changes->entries.rbegin(); entry != changes->entries.rend(); ++entry) {
    if (!entry->detail().starts_with(kRolledBack)) {
      standing.push_back(DigestOf(entry->resource()));
    } else if (!standing.empty()) {
      standing.pop_back();
    }
  }
  if (standing.empty()) {
    return Status(Code::kFailedPrecondition,
                  "no other model was active before: the shipped one scores");
  }
  return Switch(caller, standing.size() > 1 ? standing[standing.size() - 2] : "",
                std::string(kRolledBack));
}

Result<v1::ListModelsResponse> ModelService::ListModels(const Caller&,
                                                        const v1::ListModelsRequest& request) {
  if (Status folder = CheckFolder(); !folder.ok()) return folder;
  Result<int> page_size = PageSize(request.page_size(), 50);
  if (!page_size.ok()) return page_size.status();
  const Result<std::string> active = ActiveModelDigest(data_dir_);
  AuditQuery query;
  query.action = kModelAction;
  Result<AuditPage> changes = store_.FindAudit(query, *page_size, std::nullopt);
  if (!changes.ok()) return changes.status();
  v1::ListModelsResponse response;
  for (const stored::v1::AuditEntry& entry : changes->entries) {
    v1::ModelVersion* version = response.add_models();
    version->set_sha256(DigestOf(entry.resource()));
    version->set_name(NameOf(version->sha256()));
    *version->mutable_activate_time() = entry.event_time();
    version->set_principal(entry.principal());
    version->set_purpose(entry.purpose());
    version->set_active(response.models_size() == 1 && active.ok() && *active == version->sha256());
  }
  return response;
}

Result<v1::ModelFile> ModelService::GetModel(const Caller&, const v1::GetModelRequest& request) {
  if (Status folder = CheckFolder(); !folder.ok()) return folder;
  std::string digest = request.sha256();
  if (digest.empty()) {
    Result<std::string> active = ActiveModelDigest(data_dir_);
    if (!active.ok()) return active.status();
    digest = *std::move(active);
  } else if (digest == kShippedId) {
    digest.clear();
  } else if (digest.size() >= kShortestDigest && digest.size() < 64) {
    std::error_code error;
    std::string found;
    for (const auto& file : std::filesystem::directory_iterator(data_dir_ + "/models", error)) {
      const std::string name = file.path().stem().string();
      if (file.path().extension() != ".model" || !name.starts_with(digest)) continue;
      if (!found.empty())
        return Status(Code::kInvalidArgument, "several models begin with " + digest);
      found = name;
    }
    if (!found.empty()) digest = found;
  }
  Result<std::string> text = ReadStoredModel(data_dir_, digest);
  if (!text.ok()) return text.status();
  v1::ModelFile file;
  file.set_sha256(digest);
  file.set_file(*std::move(text));
  return file;
}

}  // namespace varta
