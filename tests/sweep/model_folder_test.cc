// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/model_folder.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "sweep/screener.h"
#include "sweep/screener_loader.h"
#include "tests/support/small_pack.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

constexpr char kMine[] =
    "varta-model 1\nname: mine 3\ninput: ads\ntogether: 1\n[overall]\n-1\tbias\n"
    "9\trule:small.common-word\n";

TEST(ModelFolder, WithoutAnyTheShippedModelScores) {
  TempDir dir;
  const Result<Model> model = LoadActiveModel(dir.path());
  ASSERT_THAT(model, IsOk());
  EXPECT_EQ(model->name(), Model::Shipped().name());
}

TEST(ModelFolder, KeepsModelsByTheirDigestAndLoadsTheActiveOne) {
  TempDir dir;
  const Result<std::string> digest = StoreModel(dir.path(), kMine);
  ASSERT_THAT(digest, IsOk());
  ASSERT_THAT(SetActiveModel(dir.path(), *digest), IsOk());
  const Result<Model> model = LoadActiveModel(dir.path());
  ASSERT_THAT(model, IsOk());
  EXPECT_EQ(model->name(), "mine 3 " + digest->substr(0, 12));
  EXPECT_EQ(*ReadStoredModel(dir.path(), *digest), kMine);
  ASSERT_THAT(SetActiveModel(dir.path(), ""), IsOk());
  EXPECT_EQ(LoadActiveModel(dir.path())->name(), Model::Shipped().name());
}

TEST(ModelFolder, AChangedFileDoesNotScore) {
  TempDir dir;
  const std::string digest = *StoreModel(dir.path(), kMine);
  ASSERT_THAT(SetActiveModel(dir.path(), digest), IsOk());
  std::ofstream(dir.File("models/" + digest + ".model"), std::ios::app) << "1\trule:more\n";
  EXPECT_EQ(LoadActiveModel(dir.path()).status().code(), Code::kDataLoss);
  std::ofstream(dir.File("models/active")) << "nonsense\n";
  EXPECT_EQ(LoadActiveModel(dir.path()).status().code(), Code::kDataLoss);
  std::ofstream(dir.File("models/active")) << std::string(64, 'a') << "\n";
  EXPECT_EQ(LoadActiveModel(dir.path()).status().code(), Code::kNotFound);
}

TEST(ModelFolder, TakesModelsOfAdsOnly) {
  TempDir dir;
  EXPECT_EQ(StoreModel(dir.path(), "nonsense").status().code(), Code::kInvalidArgument);
  std::string tokens = kMine;
  tokens.replace(tokens.find("input: ads"), 10, "input: tokens");
  EXPECT_THAT(StoreModel(dir.path(), tokens).status().message(),
              testing::HasSubstr("only one of ads"));
}

TEST(BuildScreener, ScoresByTheActiveModelAndSaysSoOfOverrides) {
  TempDir dir;
  ASSERT_THAT(WriteSmallPack(dir.File("packs")), IsOk());
  ASSERT_THAT(SetActiveModel(dir.path(), *StoreModel(dir.path(), kMine)), IsOk());
  ScreenerOptions options{dir.File("packs"), 0.5, dir.path(), {"J14 0.4 asked for"}};
  const auto screener = BuildScreener(options);
  ASSERT_THAT(screener, IsOk());
  Screened screened;
  screened.ad.set_text("Шукаємо людей на роботу за кордоном, усе розкажемо на місці");
  ReadTyped(screened.ad);
  (*screener)->Judge(&screened);
  EXPECT_GT(screened.score.value(), 0.99);
  EXPECT_THAT(screened.score.model(), testing::StartsWith("mine 3 "));
  EXPECT_THAT(screened.score.model(), testing::HasSubstr("contested"));
  options.contested = {"J14 much because"};
  EXPECT_THAT(BuildScreener(options).status().message(), testing::HasSubstr("contested: 'J14"));
}

}  // namespace
}  // namespace varta
