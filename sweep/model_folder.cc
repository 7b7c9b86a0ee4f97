// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/model_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/digest.h"

namespace varta {
namespace {

namespace fs = std::filesystem;
constexpr size_t kDigestDigits = 64, kShownDigits = 12;

std::string ModelPath(const std::string& data_dir, const std::string& digest) {
  return data_dir + "/models/" + digest + ".model";
}

bool IsModelDigest(std::string_view text) {
  return text.size() == kDigestDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// nullopt: it is not there or cannot be read.
std::optional<std::string> ReadModelFile(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size > kMaxModelBytes) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in || in.bad()) return std::nullopt;
  return text;
}

// Beside it, synced, then in its place.
Status WriteWhole(const std::string& path, std::string_view bytes) {
  const Status failed(Code::kUnavailable, "the file " + path + " cannot be written");
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  const std::string beside = path + ".new";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed;
  bool good = true;
  for (size_t done = 0; good && done < bytes.size();) {
    const ssize_t wrote = write(file, bytes.data() + done, bytes.size() - done);
    good = wrote > 0;
    if (good) done += static_cast<size_t>(wrote);
  }
  good = fsync(file) == 0 && good;
  good = close(file) == 0 && good;
  if (!good) return failed;
  fs::rename(beside, path, error);
  return error ? failed : Status();
}

}  // namespace

Result<std::string> ActiveModelDigest(const std::string& data_dir) {
  std::error_code error;
  const std::string path = data_dir + "/models/active";
  if (!fs::exists(path, error)) return std::string();
  std::optional<std::string> text = ReadModelFile(path);
  if (text && !text->empty() && text->back() == '\n') text->pop_back();
  if (!text || (!text->empty() && !IsModelDigest(*text))) {
    return Status(Code::kDataLoss, path +
                                       " holds no digest of a model; varta model history says "
                                       "which was active, varta model activate sets it anew");
  }
  return *text;
}

Result<std::string> ReadStoredModel(const std::string& data_dir, const std::string& digest) {
  if (digest.empty()) return std::string(ShippedModelText());
  const std::string path = ModelPath(data_dir, digest);
  std::optional<std::string> text = IsModelDigest(digest) ? ReadModelFile(path) : std::nullopt;
  if (!text) return Status(Code::kNotFound, "there is no model " + path);
  if (Hex(Sha256(*text)) != digest)
    return Status(Code::kDataLoss, path + ": its bytes are not those of its name; it was changed");
  return *std::move(text);
}

Result<Model> LoadActiveModel(const std::string& data_dir) {
  Result<std::string> digest = ActiveModelDigest(data_dir);
  if (!digest.ok()) return digest.status();
  if (digest->empty()) return Model::Shipped();
  Result<std::string> text = ReadStoredModel(data_dir, *digest);
  if (!text.ok()) return text.status().In("the active model");
  Result<ModelData> data = ParseModel(*text, ModelPath(data_dir, *digest));
  if (!data.ok()) return data.status();
  return Model(*std::move(data), digest->substr(0, kShownDigits));
}

Result<std::string> StoreModel(const std::string& data_dir, std::string_view text) {
  const Result<ModelData> data = ParseModel(text, "the model");
  if (!data.ok()) return data.status();
  if (data->input != ModelInput::kAds) {
    return Status(Code::kInvalidArgument,
                  "the model reads " + std::string(InputName(data->input)) +
                      ", and only one of ads can score leads: train it with --from-verdicts or "
                      "--input ads");
  }
  const std::string digest = Hex(Sha256(text));
  const std::string path = ModelPath(data_dir, digest);
  std::error_code error;
  if (!fs::exists(path, error)) {
    if (Status written = WriteWhole(path, text); !written.ok()) return written;
  }
  return digest;
}

Status SetActiveModel(const std::string& data_dir, const std::string& digest) {
  return WriteWhole(data_dir + "/models/active", digest + "\n");
}

}  // namespace varta
