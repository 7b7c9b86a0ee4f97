// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/model.h"

namespace varta {
namespace {

using testing::HasSubstr;

constexpr char kGood[] =
    "varta-model 1\nname: mine 1\nabout: by hand\ninput: tokens\ntogether: 2\n"
    "rates-of: some ads\n[overall]\n-3\tbias\n0.1\ttoken:a b\\tc\\\\\n\n[labour]\n1\tbias\n"
    "[rates]\n0.066\trule:x\n";

TEST(ModelFile, ReadsWhatItWrites) {
  Result<ModelData> model = ParseModel(kGood, "m");
  ASSERT_TRUE(model.ok()) << model.status().message();
  EXPECT_EQ(model->overall.at("token:a b\tc\\"), 0.1);
  EXPECT_EQ(model->forms.at(v1::FORM_LABOUR).at("bias"), 1);
  model->overall["third"] = 1.0 / 3;
  const std::string text = FormatModel(*model);
  Result<ModelData> again = ParseModel(text, "m");
  ASSERT_TRUE(again.ok()) << again.status().message();
  EXPECT_EQ(again->overall, model->overall);
  EXPECT_EQ(again->forms, model->forms);
  EXPECT_EQ(again->rates, model->rates);
  EXPECT_EQ(again->about, model->about);
  EXPECT_EQ(FormatModel(*again), text);
  // Whatever somebody calls a model, it stays one.
  model->name = "two\nlines";
  EXPECT_EQ(ParseModel(FormatModel(*model), "m")->name, "two lines");
}

TEST(ModelFile, AMistakeIsNamedWithItsLine) {
  struct Case {
    const char* name;
    const char* from;
    const char* to;
    const char* want;
  };
  const Case cases[] = {
      {"other file", "varta-model 1", "varta-model 2", "m:1: a model file begins with"},
      {"unknown key", "about:", "abuot:", "m:3: there is no key 'abuot'"},
      {"key twice", "about: by hand", "name: other", "m:3: 'name' is there twice"},
      {"no input", "input: tokens", "input: cats", "m:4: input is ads, tokens or text"},
      {"together", "together: 2", "together: 9", "m:5: together is 1, 2 or 3"},
      {"section", "[labour]", "[labor]", "m:11: there is no section [labor]"},
      {"section twice", "[labour]", "[overall]", "m:11: the section [overall] is there twice"},
      {"number", "-3\tbias", "-3x\tbias", "m:8: '-3x' is no number"},
      {"not a number", "-3\tbias", "nan\tbias", "m:8: 'nan' is no number"},
      {"too large", "-3\tbias", "1e9\tbias", "m:8: a weight lies between"},
      {"no tab", "-3\tbias", "-3 bias", "m:8: write NUMBER, a tab, and a name"},
      {"rate", "0.066", "1.5", "m:14: a rate lies between 0 and 1"},
      {"name twice", "0.1\ttoken:a b\\tc\\\\", "0.1\tbias", "m:9: this name is there twice"},
      {"escape", "b\\tc", "b\\qc", "m:9: in names"},
      {"no bias", "-3\tbias", "-3\tbia", "[overall]"},
      {"no name", "name: mine 1\n", "", "'name: ...' is missing"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    std::string text = kGood;
    const size_t at = text.find(c.from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, std::string(c.from).size(), c.to);
    const Result<ModelData> model = ParseModel(text, "m");
    ASSERT_FALSE(model.ok());
    EXPECT_EQ(model.status().code(), Code::kInvalidArgument);
    EXPECT_THAT(model.status().message(), HasSubstr(c.want));
  }
  EXPECT_FALSE(ParseModel("", "m").ok());
}

TEST(ModelFile, EveryFormHasItsName) {
  EXPECT_EQ(FormName(v1::FORM_FORCED_CRIMINALITY), "forced-criminality");
  for (int form = v1::Form_MIN + 1; form <= v1::Form_MAX; ++form)
    EXPECT_EQ(FormNamed(FormName(static_cast<v1::Form>(form))), form);
  EXPECT_EQ(FormNamed("unspecified"), v1::FORM_UNSPECIFIED);
}

TEST(ModelFile, TheShippedOneSaysThatItIsNotTrained) {
  Result<ModelData> model = ParseModel(ShippedModelText(), "shipped");
  ASSERT_TRUE(model.ok()) << model.status().message();
  EXPECT_THAT(model->about.front(), HasSubstr("Not trained"));
  EXPECT_EQ(FormatModel(*model), ShippedModelText());
}

}  // namespace
}  // namespace varta
