// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/screen_service.h"

#include "sweep/ad_context.h"
#include "sweep/document.h"
#include "sweep/links.h"
#include "sweep/reweigher.h"

namespace varta {

Result<v1::Screened> ScreenService::ScreenDocument(const Caller& caller,
                                                   const v1::ScreenDocumentRequest& request) {
  Result<std::shared_ptr<const Screener>> screener = screener_.Get();
  if (!screener.ok()) return screener.status();
  Result<ScreenedPage> page = varta::ScreenDocument(**screener, request.document());
  if (!page.ok()) return page.status();
  if (request.store()) {
    AdContextReader(store_).Weigh(**screener, SourceOf(request.document()),
                                  v1::SOURCE_KIND_UNSPECIFIED, clock_.Now(), &*page);
  }
  v1::Screened response = ToRecord(request.document(), *page, &masker_);
  if (!request.store()) return response;
  PageResult result = ToImport(request.document(), *page, clock_.Now());
  if (result.leads.empty()) return response;
  Linker linker(store_.ViewLinks());
  Reweigher reweigher([screener = *screener] { return screener; });
  const LinkStep link = StepOf(
      linker, [](std::string_view) { return v1::SOURCE_KIND_UNSPECIFIED; }, &reweigher);
  Result<std::vector<Committed>> committed = store_.Commit({&result, 1}, caller.principal, link);
  if (!committed.ok()) return committed.status();
  NameLeads(request.document(), *page, &response);
  return response;
}

}  // namespace varta
