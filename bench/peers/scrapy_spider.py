# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Scrapy on the synthetic web: links, title and text of each page, one JSON line a page."""
import re

import scrapy
from scrapy.linkextractors import LinkExtractor


class Bench(scrapy.Spider):
    name = "bench"
    custom_settings = {"ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR",
                       "HTTPERROR_ALLOW_ALL": True, "TELNETCONSOLE_ENABLED": False, "RETRY_ENABLED": False, "COOKIES_ENABLED": False}

    def __init__(self, seeds, domain, **kwargs):
        super().__init__(**kwargs)
        with open(seeds, encoding="ascii") as lines:
            self.start_urls = lines.read().split()
        self.links = LinkExtractor(allow=[rf"^http://[^/]*\.{re.escape(domain)}[:/]"])

    def parse(self, response):
        if not isinstance(response, scrapy.http.HtmlResponse):
            return
        links = self.links.extract_links(response)
        text = " ".join(response.xpath("//body//text()[not(parent::script or parent::style)]").getall())
        yield {"url": response.request.meta.get("redirect_urls", [response.url])[0], "final_url": response.url, "status": response.status,
               "charset": response.encoding, "title": response.xpath("normalize-space(//title)").get(), "text_length": len(text), "links": len(links)}
        for link in links:
            if not link.nofollow:
                yield scrapy.Request(link.url)
