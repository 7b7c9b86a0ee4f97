// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/screen_service.h"

#include "sweep/document.h"

namespace varta {

Result<v1::Screened> ScreenService::ScreenDocument(const Caller& caller,
                                                   const v1::ScreenDocumentRequest& request) {
  Result<std::shared_ptr<const Screener>> screener = screener_.Get();
  if (!screener.ok()) return screener.status();
  Result<Screened> screened = varta::ScreenDocument(**screener, request.document());
  if (!screened.ok()) return screened.status();
  v1::Screened response;
  response.set_id(request.document().id());
  response.set_lead(screened->lead);
  if (request.store() && screened->lead) {
    PageResult result = ToImport(request.document(), *screened, clock_.Now());
    Result<std::vector<Committed>> committed = store_.Commit({&result, 1}, caller.principal);
    if (!committed.ok()) return committed.status();
    response.set_lead_name("leads/" + committed->front().lead_id);
  }
  masker_.MaskAd(&screened->ad, &screened->hits);
  *response.mutable_ad() = std::move(screened->ad);
  response.mutable_hits()->Assign(screened->hits.begin(), screened->hits.end());
  *response.mutable_score() = std::move(screened->score);
  return response;
}

}  // namespace varta
