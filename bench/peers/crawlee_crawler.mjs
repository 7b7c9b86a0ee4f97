// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
// Crawlee's CheerioCrawler on the synthetic web: node crawler.mjs SEEDS DOMAIN OUT.jsonl
import {appendFileSync, readFileSync} from 'node:fs';
import {CheerioCrawler, Configuration} from '@crawlee/cheerio';

const [seeds, domain, out] = process.argv.slice(2);
const crawler = new CheerioCrawler({
  maxConcurrency: 64,
  maxRequestRetries: 0,
  respectRobotsTxtFile: true,
  async requestHandler({request, response, $, enqueueLinks}) {
    const links = $('a[href]').length;
    appendFileSync(out, JSON.stringify({url: request.url, final_url: request.loadedUrl, status: response.statusCode, title: $('title').first().text().trim(),
                                        text_length: $('body').text().length, links}) + '\n');
    await enqueueLinks({strategy: 'all', regexps: [new RegExp(`^http://[^/]+\\.${domain.replaceAll('.', '\\.')}[:/]`)]});
  },
}, new Configuration({persistStorage: false}));
await crawler.run(readFileSync(seeds, 'ascii').split('\n').filter(Boolean));
