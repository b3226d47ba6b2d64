#!/usr/bin/env python3
"""The same by Scrapy, as its tutorial does it.  spider.py BASE LISTS DATABASE"""
import json
import sqlite3
import sys

import scrapy
from keywords import judged
from scrapy.crawler import CrawlerProcess
from w3lib.html import remove_tags

base, lists, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]


class Jobs(scrapy.Spider):
    name = "jobs"
    start_urls = ["%s/list/%d.html" % (base, page) for page in range(1, lists + 1)]

    def parse(self, response):
        for card in response.css("li.job"):
            item = {"id": card.attrib["data-id"], "title": card.css("a.title::text").get(), "company": card.css(".company::text").get(),
                    "place": card.css(".place::text").get(), "until": card.css(".until::text").get()}
            yield response.follow(card.css("a.title::attr(href)").get(), self.detail, cb_kwargs={"item": item})

    def detail(self, response, item):
        data = json.loads(response.css('script[type="application/ld+json"]::text').get())
        item["description"] = remove_tags(data["description"])
        item["fits"], item["skills"] = judged(item["title"], item["description"])
        yield item


class Keep:
    def open_spider(self, spider):
        self.db = sqlite3.connect(path)
        self.db.execute("CREATE TABLE jobs (id TEXT PRIMARY KEY, title, company, place, until, description, fits, skills)")

    def process_item(self, item, spider):
        self.db.execute("INSERT INTO jobs VALUES (:id,:title,:company,:place,:until,:description,:fits,:skills)", item)
        return item

    def close_spider(self, spider):
        self.db.commit()


process = CrawlerProcess({"LOG_LEVEL": "ERROR", "ITEM_PIPELINES": {"__main__.Keep": 1}, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
                          "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": True, "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7"})
process.crawl(Jobs)
process.start()
