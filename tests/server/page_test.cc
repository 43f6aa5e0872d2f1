// The page as the server writes it: where its links and its form lead, and what it shows.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "searcher/present/utf8.h"
#include "searcher/server/page/error_texts.h"
#include "searcher/server/page/messages.h"
#include "searcher/server/url.h"
#include "tests/server/server_fixture.h"
#include "tests/testing/client.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;
using testing::TestServer;
using Page = testing::ServerTest;

std::string Unescaped(std::string text) {
  for (const auto& [from, to] :
       {std::pair{"&amp;", "&"}, {"&lt;", "<"}, {"&quot;", "\""}, {"&#39;", "'"}})
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(from).size(), to);
  return text;
}

// What its reader said of a paper is shown, and leads to others of which they said the same.
TEST(PaperPage, ShowsWhatIsKnownOfAPaper) {
  Paper paper{.id = "a/1",
              .title = "Graphs",
              .domains = {"Nature"},
              .venue = "Nature",
              .identifiers = {"PMID:12345"},
              .keywords_zh = {"图"},
              .keywords_en = {"graph networks"},
              .tags = {"to read"},
              .note = "See <b> & 2."};
  const TestIndex index({paper, {.id = "2", .title = "Bare graphs"}});
  TestServer server{index.searcher()};
  const auto body = [&](const std::string& target) {
    return server.Get(target, "Accept: text/html\r\nAccept-Language: en\r\n").body;
  };
  const std::string full = body("/papers/a/1");
  for (const std::string part :
       {R"(<a class="tag" href="/?tag=to%20read">to read</a>)",
        R"(<a lang="zh" href="/?keyword=%E5%9B%BE">图</a>)",
        R"(<a href="/?keyword=graph%20networks">graph networks</a>)", R"(<dd>a/1, PubMed )",
        R"(<a rel="noreferrer" href="https://pubmed.ncbi.nlm.nih.gov/12345/">12345</a></dd>)",
        R"(<details><summary>BibTeX</summary>)", R"(<a class="venue" href="/?venue=Nature">)",
        R"(>See &lt;b&gt; &amp; 2.</p>)",
        R"(<a download href="/api/export?id=a/1&amp;format=bibtex">.bib</a>)"})
    EXPECT_NE(full.find(part), std::string::npos) << part << '\n' << full;
  // A journal that is the domain, too, is named once.
  EXPECT_EQ(full.find("<a class=\"domain\""), std::string::npos);
  EXPECT_EQ(body("/papers/2").find("Keyword"), std::string::npos);
  EXPECT_NE(body("/?q=graphs").find(R"(<a class="tag" href="/?tag=to%20read">)"),
            std::string::npos);
  EXPECT_NE(server.Get("/api/export?id=a%2F1&format=bibtex", "").body.find("@article"),
            std::string::npos);
}

// The fields whose facets a page has, in their order.
std::string FacetsOf(const std::string& page) {
  static const std::regex kField("<fieldset class=\"facet\" data-field=\"([a-z]*)\"");
  std::string fields;
  for (std::sregex_iterator it(page.begin(), page.end(), kField), end; it != end; ++it)
    fields += (fields.empty() ? "" : " ") + (*it)[1].str();
  return fields;
}

TEST(Facets, AreShownOnceWhereTwoCountTheSame) {
  const TestIndex index({{.id = "1", .title = "one", .domains = {"A"}, .venue = "A"},
                         {.id = "2", .title = "two", .domains = {"A"}, .venue = "A"},
                         {.id = "3", .title = "three", .domains = {"B"}, .venue = "B"},
                         {.id = "4", .title = "four", .domains = {"C"}, .venue = "C"}});
  TestServer server{index.searcher()};
  EXPECT_EQ(FacetsOf(server.Get("/").body), "domain");
  EXPECT_EQ(FacetsOf(server.Get("/?domain=A&domain=B").body), "domain");
  EXPECT_EQ(FacetsOf(server.Get("/?venue=A").body), "venue");
  const TestIndex other({{.id = "1", .title = "one", .domains = {"A"}, .venue = "A"},
                         {.id = "2", .title = "two", .domains = {"A"}, .venue = "B"},
                         {.id = "3", .title = "three", .domains = {"B"}, .venue = "B"}});
  EXPECT_EQ(FacetsOf(TestServer{other.searcher()}.Get("/").body), "domain venue");
}

class PageLinks : public ::testing::Test {
 protected:
  static const Searcher& Corpus() {
    static const testing::TemporaryFolder folder;
    static const Searcher searcher([] {
      indexer::IndexWriter writer(folder / "index", indexer::IndexWriter::Mode::kUpdate);
      for (const Paper& paper : testing::CorpusPapers()) writer.Put(paper, "test");
      writer.AddLabels({{"数学推理", "mathematical reasoning"}});
      writer.Publish();
      return folder / "index";
    }());
    return searcher;
  }
  TestServer server{Corpus()};

  std::string Body(const std::string& target, const std::string& language = "en") {
    return server.Get(target, "Accept: text/html\r\nAccept-Language: " + language + "\r\n").body;
  }

  // Where the links of a page lead whose address begins with `start`.
  std::vector<std::string> Links(const std::string& target, const std::string& start) {
    const std::string body = Body(target);
    static const std::regex kLink("href=\"([^\"]*)\"");
    std::vector<std::string> links;
    for (std::sregex_iterator it(body.begin(), body.end(), kLink), end; it != end; ++it)
      if (const std::string link = Unescaped((*it)[1]); link.starts_with(start))
        links.push_back(link);
    return links;
  }

  // The hidden fields of the form: "sort=newest ui=zh".
  std::string Hidden(const std::string& target) {
    const std::string body = Body(target);
    static const std::regex kField("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    std::string fields;
    for (std::sregex_iterator it(body.begin(), body.end(), kField), end; it != end; ++it)
      fields += (fields.empty() ? "" : " ") + (*it)[1].str() + '=' + Unescaped((*it)[2]);
    return fields;
  }
};

TEST_F(PageLinks, LinksLeadWhereTheySay) {
  for (const std::string target :
       {"/?q=model", "/?q=model&utm_source=mail&utm_source=news", "/?q=model&last=50y&since=2020",
        "/?q=model&limit=3&offset=3&ui=zh", "/?q=model&facets=lang", "/papers/2402.03300?x=1"}) {
    std::size_t asked = 0;
    for (const char* start : {"/?", "/api/", "/feed.atom", "/chart.svg", "/papers/"})
      for (const std::string& link : Links(target, start)) {
        EXPECT_EQ(link.find("utm_source"), std::string::npos) << link;
        EXPECT_EQ(server.Get(link.substr(0, link.find('#'))).status, 200) << target << ": " << link;
        ++asked;
      }
    EXPECT_GT(asked, 4U) << target;
  }
}

TEST_F(PageLinks, StaysOnItsHost) {
  for (const std::string target : {"//example.org/", "///example.org/x", "/nowhere"})
    for (const std::string& link : Links(target, "/"))
      EXPECT_FALSE(link.starts_with("//")) << target << ": " << link;
  EXPECT_EQ(server::Url("//example.org/a").text(), "/example.org/a");
}

TEST_F(PageLinks, FormLosesNothing) {
  const std::string domain = "domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86";
  EXPECT_EQ(Hidden("/?q=model&sort=newest&limit=5&offset=10&ui=en&utm=1&" + domain),
            "sort=newest limit=5 ui=en");
  EXPECT_EQ(Hidden("/?q=model&domain=!x&last=9y"), "domain=!x last=9y");
  EXPECT_EQ(Hidden("/?q=model&last=9y&since=2020"), "");
  // Where something is wrong there are no filters to see; they hold all the same.
  EXPECT_EQ(Hidden("/?q=model&since=soon&until=2024&sort=newest&utm=1&" + domain),
            "until=2024 sort=newest domain=数学推理");
  EXPECT_EQ(Hidden("/?q=model&last=6&limit=1000&domain=!x"), "domain=!x");
  EXPECT_EQ(Hidden("/?q=model&sort=newest&sort=title&since=2025&until=2024"),
            "sort=newest since=2025");
  EXPECT_EQ(server.Get("/?q=model&last=1y&since=2020").status, 200);
  EXPECT_EQ(server.Get("/api/search?q=model&last=1y&since=2020").status, 400);
}

TEST_F(PageLinks, LeadsBackFromBehindTheLastPage) {
  const std::string behind = Body("/?q=model&offset=1000");
  EXPECT_NE(behind.find("<a rel=\"prev\" href=\"/?q=model&amp;offset=20\">"), std::string::npos);
  EXPECT_EQ(behind.find("rel=\"next\""), std::string::npos);
  EXPECT_EQ(behind.find("aria-current=\"page\""), std::string::npos);
  EXPECT_NE(Body("/?q=GRPO&offset=50").find("<a rel=\"prev\" href=\"/?q=GRPO\">"),
            std::string::npos);
  EXPECT_NE(Body("/?q=&offset=28").find("<a rel=\"prev\" href=\"/?q=&amp;offset=20\">"),
            std::string::npos)
      << Body("/?q=&offset=28");
  EXPECT_EQ(Body("/?q=GRPO").find("class=\"pages\""), std::string::npos);
  EXPECT_EQ(Body("/?q=model&limit=0").find("class=\"pages\""), std::string::npos);
}

TEST_F(PageLinks, SpeaksOneLanguage) {
  EXPECT_NE(Body("/?q=foo:GRPO", "zh").find("没有“foo”这个字段，按普通文字搜索。"),
            std::string::npos);
  EXPECT_NE(Body("/?q=foo:GRPO").find("there is no field &#39;foo&#39;; searched as text"),
            std::string::npos)
      << Body("/?q=foo:GRPO");
  EXPECT_NE(Body("/?since=soon", "zh").find("<p>搜索条件中有一项无法理解"), std::string::npos);
  EXPECT_EQ(Body("/?since=soon").find("<p></p>"), std::string::npos);
  EXPECT_EQ(Body("/?q=" + std::string(2001, 'a'), "zh").find("可以在下面去掉它"),
            std::string::npos);
  EXPECT_TRUE(IsUtf8(Body("/?q=%FF&since=%FF")));
  EXPECT_NE(Body("/papers/2402.03300").find(">mathematical reasoning</a>"), std::string::npos);
  EXPECT_NE(Body("/papers/2402.03300", "zh").find(">数学推理</a>"), std::string::npos);
  EXPECT_EQ(Body("/papers/2402.03300", "zh").find("<li lang=\"en\">"), std::string::npos);
  EXPECT_EQ(Body("/papers/2402.03300").find("<li lang=\"zh\">"), std::string::npos);
}

// The bars of the page's histogram, with their counts.
std::string BarsOf(const std::vector<std::string>& dates) {
  std::vector<Paper> papers = testing::Titled(std::vector<std::string>(dates.size(), "one"));
  for (std::size_t i = 0; i < dates.size(); ++i) papers[i].date = dates[i];
  const TestIndex index(papers);
  const TestServer server(index.searcher());
  const std::string page = server.Get("/").body;
  std::string bars;
  constexpr std::string_view kTitle = "<title>";
  // The first one is the page's own.
  for (std::size_t at = page.find(kTitle) + 1; (at = page.find(kTitle, at)) != std::string::npos;) {
    at += kTitle.size();
    bars += (bars.empty() ? "" : ", ") + page.substr(at, page.find('<', at) - at);
  }
  return bars;
}

TEST(Histogram, HasMonthsOrYears) {
  EXPECT_EQ(BarsOf({"2021-03", "2021-03-07", "2021-05"}), "2021-03: 2, 2021-04: 0, 2021-05: 1");
  // What has no month is in no month.
  EXPECT_EQ(BarsOf({"2019", "2021-03", "2021-05", ""}), "2019: 1, 2020: 0, 2021: 2");
  EXPECT_EQ(BarsOf({"2010-01", "2015-01"}), "2010: 1, 2011: 0, 2012: 0, 2013: 0, 2014: 0, 2015: 1");
  EXPECT_EQ(BarsOf({"2021-03"}), "");
}

TEST_F(Page, SortsByWhatWasAddedLast) {
  const std::string zh = server.Get("/?q=model&sort=added&ui=zh").body;
  EXPECT_NE(zh.find("sort=added\" aria-current=\"true\">最近收录</a>"), std::string::npos);
  EXPECT_NE(zh.find("<span>收录于 <time datetime=\"20"), std::string::npos);
  EXPECT_NE(server.Get("/?q=model&sort=added&ui=en").body.find("<span>added <time datetime=\"20"),
            std::string::npos);
  EXPECT_EQ(server.Get("/?q=model&ui=en").body.find("<span>added "), std::string::npos);
}

TEST_F(Page, ShowsTextAsText) {
  for (const char* target :
       {"/?q=onerror", "/papers/math/0211159", "/feed.atom?q=onerror",
        "/chart.svg?q=%3Cscript%3Ealert(3)%3C/script%3E", "/?q=%3Cscript%3Ealert(3)%3C/script%3E",
        "/?ui=%22%3E%3Cscript%3E", "/?since=%3Cscript%3E", "/%3Cscript%3E",
        "/?domain=%22%3E%3Cscript%3E"}) {
    const std::string body = server.Get(target, "Accept: text/html\r\n").body;
    EXPECT_EQ(body.find("<img s"), std::string::npos) << target;
    EXPECT_EQ(body.find("<script>"), std::string::npos) << target;
    EXPECT_EQ(body.find("\"javascript:"), std::string::npos) << target;
  }
  EXPECT_NE(server.Get("/?q=onerror").body.find("&lt;img src=x"), std::string::npos);
}

TEST_F(Page, SpeaksTheReadersLanguage) {
  const auto language = [&](const std::string& target, const std::string& accepted) {
    const std::string body = server.Get(target, "Accept-Language: " + accepted + "\r\n").body;
    return body.substr(body.find("<html lang=\"") + 12, 2);
  };
  EXPECT_EQ(language("/", "zh-CN,zh;q=0.9,en;q=0.8"), "zh");
  EXPECT_EQ(language("/", "en-GB,en;q=0.9,zh;q=0.8"), "en");
  EXPECT_EQ(language("/", "fr, zh;q=0.3, en;q=0.5"), "en");
  EXPECT_EQ(language("/", "fr"), "en");
  EXPECT_EQ(language("/?ui=zh", "en"), "zh");
  EXPECT_NE(server.Get("/?ui=zh&domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86").body.find("全部清除"),
            std::string::npos);
}

TEST_F(Page, LinksAuthorsAndNamesThoseAskedFor) {
  const std::string link = "<a href=\"/?author=Wenfeng%20Liang\">";
  const std::string asked = server.Get("/?q=Wenfeng+Liang&sort=oldest").body;
  EXPECT_NE(asked.find("</a>, …, " + link + "<mark>Wenfeng Liang</mark></a>"), std::string::npos)
      << asked;
  const std::string other = server.Get("/?q=GRPO").body;
  EXPECT_NE(other.find("<a href=\"/?author=Zhihong%20Shao\">Zhihong Shao</a>, "),
            std::string::npos);
  EXPECT_EQ(other.find(link), std::string::npos);
  // The paper's own page links all of them.
  EXPECT_NE(server.Get("/papers/2401.02954?ui=zh")
                .body.find("<a lang=\"en\" href=\"/?ui=zh&amp;author=Wenfeng%20Liang\">"),
            std::string::npos);
}

// A page over papers with titles and summaries in both languages.
class BilingualPage : public ::testing::Test {
 protected:
  static const Searcher& Index() {
    static const testing::TemporaryFolder folder;
    static const Searcher searcher([] {
      indexer::IndexWriter writer(folder / "index", indexer::IndexWriter::Mode::kUpdate);
      writer.AddTerms(indexer::SeedLexicon());
      writer.Put({.id = "u1",
                  .title = "Letters from the sea",
                  .title_zh = "海上来信",
                  .date = "2026-06",
                  .domains = {"文学"},
                  .summary_zh = "中文的摘要。",
                  .summary_en = "The summary in English."},
                 "test");
      writer.Put({.id = "u2",
                  .title = "Federated learning of letters",
                  .title_zh = "书信的联邦学习",
                  .date = "2026-05",
                  .summary_zh = "另一个摘要。",
                  .summary_en = "Another summary on FL."},
                 "test");
      writer.Publish();
      return folder / "index";
    }());
    return searcher;
  }
  TestServer server{Index()};

  std::string Body(const std::string& target, const std::string& language = "en") {
    return server.Get(target, "Accept: text/html\r\nAccept-Language: " + language + "\r\n").body;
  }

  // The texts of all elements with a class or a tag, without their markup, with bars between.
  std::string Texts(const std::string& body, const std::string& begin, const std::string& end) {
    static const std::regex kTag("<[^>]*>");
    std::string all;
    for (std::size_t at = body.find(begin); at != std::string::npos;
         at = body.find(begin, at + 1)) {
      const std::string inner = body.substr(at, body.find(end, at) - at);
      all += (all.empty() ? "" : " | ") + std::regex_replace(inner, kTag, "");
    }
    return Unescaped(all);
  }
};

TEST_F(BilingualPage, ShowsTitlesAndSummariesInTheReadersLanguage) {
  struct Row {
    const char* target;
    const char* language;
    const char* titles;
    const char* seconds;
    const char* snippets;
  };
  constexpr Row kRows[] = {
      {"/", "zh-CN", "海上来信 | 书信的联邦学习",
       "Letters from the sea | Federated learning of letters", "中文的摘要。 | 另一个摘要。"},
      {"/", "en", "Letters from the sea | Federated learning of letters",
       "海上来信 | 书信的联邦学习", "The summary in English. | Another summary on FL."},
      {"/?q=sea", "zh-CN", "海上来信", "Letters from the sea", "中文的摘要。"},
      {"/?q=sea", "en", "Letters from the sea", "海上来信", "The summary in English."},
      {"/?q=sea&ui=zh", "en", "海上来信", "Letters from the sea", "中文的摘要。"},
      {"/?q=%E6%9D%A5%E4%BF%A1", "en", "Letters from the sea", "海上来信", "中文的摘要。"},
      {"/?q=english", "zh", "海上来信", "Letters from the sea", "The summary in English."},
  };
  for (const auto& [target, language, titles, seconds, snippets] : kRows) {
    const std::string body = Body(target, language);
    EXPECT_EQ(Texts(body, "<h2 lang", "</h2>"), titles) << target << ' ' << language;
    EXPECT_EQ(Texts(body, "<p class=\"second\"", "</p>"), seconds) << target << ' ' << language;
    EXPECT_EQ(Texts(body, "<p class=\"snippet\"", "</p>"), snippets) << target << ' ' << language;
  }
  const auto before = [](const std::string& text, const char* first, const char* second) {
    return text.find(first) < text.find(second) && text.find(second) != std::string::npos;
  };
  const std::string zh = Body("/papers/u1", "zh");
  const std::string en = Body("/papers/u1");
  EXPECT_NE(zh.find("<h1 lang=\"zh\">海上来信</h1>"), std::string::npos);
  EXPECT_NE(en.find("<h1 lang=\"en\">Letters from the sea</h1>"), std::string::npos);
  EXPECT_NE(zh.find("<title>海上来信 – dssearch</title>"), std::string::npos);
  EXPECT_TRUE(before(zh, "<p>中文的摘要。", "<p>The summary in English."));
  EXPECT_TRUE(before(en, "<p>The summary in English.", "<p>中文的摘要。"));
  // The feed of a page speaks its language.
  EXPECT_NE(Body("/?q=sea", "zh").find("/feed.atom?q=sea&amp;ui=zh"), std::string::npos);
  EXPECT_NE(server.Get("/feed.atom?q=sea&ui=zh").body.find("<title>海上来信</title>"),
            std::string::npos);
  EXPECT_NE(server.Get("/feed.atom?q=sea").body.find("<summary>The summary in English.</summary>"),
            std::string::npos);
}

TEST_F(BilingualPage, SwitchesEachTranslationOffAndOn) {
  const std::string query = "/?q=%E8%81%94%E9%82%A6%E5%AD%A6%E4%B9%A0";  // 联邦学习
  const std::string both = Body(query);
  EXPECT_EQ(Texts(both, "<div class=\"chips translations\">", "</div>"),
            "AlsoLeave out federated learning×Leave out FL×only these words");
  EXPECT_NE(both.find("href=\"" + query + "&amp;untranslated=FL\" title=\"联邦学习 = FL\""),
            std::string::npos)
      << both;
  const std::string one = Body(query + "&untranslated=FL", "zh");
  EXPECT_NE(one.find("<a class=\"translation\" lang=\"en\" href=\"" + query +
                     "\" title=\"联邦学习 = FL\"><span class=\"hidden\" lang=\"zh\">恢复"),
            std::string::npos)
      << one;
  EXPECT_NE(one.find("&amp;untranslated=FL&amp;untranslated=federated%20learning\""),
            std::string::npos);
  // Both by the name of the term, which the link of each takes away.
  const std::string term = "&untranslated=%E8%81%94%E9%82%A6%E5%AD%A6%E4%B9%A0";
  EXPECT_NE(Body(query + term)
                .find("<a class=\"translation\" href=\"" + query +
                      "\" title=\"联邦学习 = federated learning\">"),
            std::string::npos);
  // What the query itself switches off is shown, and has no link.
  EXPECT_NE(Body(query + "%20-translate%3Afl").find("</a><s>FL</s><a class=\"own"),
            std::string::npos);
  // A query without that translation says nothing of it.
  EXPECT_EQ(Body("/?q=sea&untranslated=FL").find("nothing was left out"), std::string::npos);
  EXPECT_NE(Body("/?q=sea+-translate:FL").find("nothing was left out"), std::string::npos);
  EXPECT_EQ(server.Get("/api/search?q=sea&untranslated=a&untranslated=b").status, 200);
}

TEST_F(BilingualPage, SaysErrorsInTheReadersLanguage) {
  struct Row {
    std::string target;
    std::string zh;
    std::string en;
  };
  const std::string nothing = "搜索条件中有一项无法理解，可以在下面去掉它。 | ";
  const std::string dates = "日期写作 2024、2024-03 或 2024-03-15，也可以写作 2024年3月。";
  const Row rows[] = {
      {"/?q=x&since=banana", nothing + "“banana”不是日期。 | " + dates,
       "'banana' is not a date | a date is YYYY, YYYY-MM or YYYY-MM-DD"},
      {"/?until='x'+is+not+a+date", nothing + "“'x' is not a date”不是日期。 | " + dates,
       "''x' is not a date' is not a date | a date is YYYY, YYYY-MM or YYYY-MM-DD"},
      {"/?since=2025&until=2024",
       nothing + "日期范围的结束早于开始：2025 到 2024。 | 请把两个日期对调。",
       "the range ends before it begins: 2025 to 2024 | swap the two dates"},
      {"/?last=6",
       nothing + "“6”不是一段时间。 | 一段时间是数字加 d（天）、w（周）、m（月）或 "
                 "y（年），例如 90d、6m、1y。",
       "'6' is no span of time | a span is a number and d, w, m or y: 90d, 6m, 1y"},
      {"/?limit=1000", nothing + "“每页篇数”应当是 0 到 100 之间的整数。 | 例如 10。",
       "'limit' is no number from 0 to 100 | limit=10"},
      {"/?sort=best", nothing + "“排序”没有“best”这个选项。 | 请去掉它，或改用页面上的链接。",
       "there is no sort 'best' | sort is one of relevance, newest, oldest, title, added"},
      {"/?added_after=banana",
       nothing + "“新论文的起点”没有“banana”这个选项。 | 请去掉它，或改用页面上的链接。",
       "there is no commit 'banana' | a commit has a name like commit-000007"},
      {"/?translate=maybe",
       nothing + "“翻译”没有“maybe”这个选项。 | 请去掉它，或改用页面上的链接。",
       "there is no translate 'maybe' | translate is one of true, false"},
      {"/?q=" + std::string(2001, 'a'), "“搜索词”太长了。 | 最多 2000 字节，约 600 个汉字。",
       "'q' is too long | at most 2000 bytes of UTF-8"},
      {"/?domain=%FF", "“领域”不是 UTF-8 编码的文字。 | 请重新输入。",
       "'domain' is not UTF-8 | encode it as UTF-8, then as %XX"},
      {"/?sort=title&sort=newest", nothing + "“排序”给了两次。 | 请只保留一个。",
       "'sort' is given twice | give it once"},
      {"/papers/doesnotexist",
       "没有编号为“doesnotexist”的论文。 | 它可能已被移除，或者网址有误。可以搜索它的标题。",
       "there is no paper 'doesnotexist' | It may have been removed, or the address is wrong. "
       "Search "
       "for its title."},
      {"/papers/%FF", "“论文编号”不是 UTF-8 编码的文字。 | 请重新输入。",
       "'the id' is not UTF-8 | encode it as UTF-8, then as %XX"},
      {"/nowhere", "这个网址没有内容。 | 可以从上面的搜索框重新开始。",
       "there is nothing at this address | Begin anew with the search box above."},
  };
  // The sentences of the page, without the heading, the chips and the way back.
  const auto sentences = [&](const std::string& body) {
    const auto begin = body.find("</h1>");
    const std::string section = body.substr(begin, body.find("</section>", begin) - begin);
    std::string all = Texts(section, "<p", "</p>");
    return all.substr(0, all.rfind(" | "));
  };
  for (const auto& [target, zh, en] : rows) {
    EXPECT_EQ(sentences(Body(target, "zh-CN")), zh) << target;
    EXPECT_EQ(sentences(Body(target)), en) << target;
  }
  std::string many = "/?q=a";
  for (int i = 0; i < 51; ++i) many += "&domain=" + std::to_string(i);
  EXPECT_NE(Body(many, "zh").find("<p>筛选条件太多了。</p>"), std::string::npos);
  const std::string post = testing::Send(server.port(),
                                         "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                                         "Accept-Language: zh\r\nConnection: close\r\n\r\n")
                               .body;
  EXPECT_EQ(sentences(post), "这个网址不接受 POST 请求。 | 请用浏览器直接打开它。");
}

// An index that is gone is nothing that a reader can mend.
TEST(ErrorTexts, SpeakToReaders) {
  using server::ErrorTextFor;
  using server::Language;
  const auto busy =
      ErrorTextFor("too many requests at the moment", "try again in a second", Language::kChinese);
  EXPECT_EQ(busy.message + busy.hint, "现在的请求太多了。请过一会儿再试。");
  const auto slow = ErrorTextFor("the search takes too long", "ask for less", Language::kChinese);
  EXPECT_EQ(slow.message, "这次搜索用时太长。");
  const auto gone = ErrorTextFor("no index at '/x'", "make one", Language::kChinese);
  EXPECT_EQ(gone.message + gone.hint, "");
  EXPECT_EQ(ErrorTextFor("no index at '/x'", "make one", Language::kEnglish).hint, "make one");
}

TEST_F(BilingualPage, NamesTheNearestValueAndTheMissingWord) {
  const std::string note = Body("/?domain=%E6%96%87%E5%AD%B8x", "zh");  // 文學x
  EXPECT_NE(
      note.find(
          "<a "
          "href=\"/?domain=%E6%96%87%E5%AD%A6\">没有论文的领域是“文學x”；最接近的是：文学。</a>"),
      std::string::npos)
      << note;
  EXPECT_NE(Body("/?venue=ICLR", "zh").find("没有论文包含：venue:ICLR。"), std::string::npos);
  EXPECT_NE(Body("/?q=title%3A").find("&#39;title:&#39; has nothing right behind it"),
            std::string::npos);
  EXPECT_NE(Body("/?q=title%3A", "zh").find("“title:”后面没有紧跟要找的内容。"), std::string::npos);
  EXPECT_NE(Body("/?q=sea+zebra").find("no paper has: zebra"), std::string::npos);
  EXPECT_NE(Body("/?q=zebra+quagga", "zh").find("没有论文包含：zebra, quagga。"),
            std::string::npos);
}

TEST_F(Page, HelpsWhoFindsNothing) {
  const std::string page =
      server.Get("/?q=GRPO&since=2026&domain=%E4%BB%A3%E7%A0%81%E6%99%BA%E8%83%BD&lang=zh").body;
  EXPECT_NE(page.find("Nothing found"), std::string::npos);
  EXPECT_NE(page.find("Without all filters</a> <span class=\"count\">1</span>"), std::string::npos);
  const std::string narrow = server.Get("/?q=GRPO&since=2026").body;
  EXPECT_NE(narrow.find("Without 2026..</a> <span class=\"count\">1</span>"), std::string::npos)
      << narrow;
  const std::string corrected = server.Get("/?q=transfomer").body;
  EXPECT_NE(corrected.find("Results for <a href=\"/?q=transformer\">transformer</a>"),
            std::string::npos);
  EXPECT_NE(
      corrected.find("<a href=\"/?q=transfomer&amp;correct=false\">Search for the words as typed"),
      std::string::npos);
  const std::string as_typed = server.Get("/?q=transfomer&correct=false").body;
  EXPECT_NE(as_typed.find("Did you mean <a href="), std::string::npos);
}

TEST(Notes, HaveAllLanguages) {
  for (int kind = 0; kind <= static_cast<int>(Note::Kind::kNotTranslated); ++kind) {
    const Note note{static_cast<Note::Kind>(kind), {"<1>", "<2>", "<3>"}};
    EXPECT_GT(note.text().size(), 10U) << kind;
    const std::string zh = TextOf(note, server::Language::kChinese);
    EXPECT_TRUE(std::any_of(zh.begin(), zh.end(), [](char c) { return (c & 0x80) != 0; })) << kind;
    EXPECT_EQ(zh.find('{'), std::string::npos) << zh;
    EXPECT_EQ(note.text().find('{'), std::string::npos) << note.text();
  }
  EXPECT_EQ((Note{Note::Kind::kNoField, {"{0}"}}).text(),
            "there is no field '{0}'; searched as text");
}

TEST(PageOfRecords, ShowsOneOfTwoAndLeadsToBoth) {
  const TestIndex index({{.id = "zh1", .title = "图神经网络 graph", .doi = "10.1000/a_1"},
                         {.id = "en1",
                          .title = "Graph networks",
                          .url = "https://example.org/1",
                          .doi = "10.1000/a_1"}});
  TestServer server{index.searcher()};
  const auto body = [&](const std::string& target) {
    return server.Get(target, "Accept-Language: en\r\n").body;
  };
  const auto has = [](const std::string& page, std::string_view part) {
    return page.find(part) != std::string::npos;
  };
  const std::string one = body("/?q=graph");
  EXPECT_TRUE(has(one, "1 paper"));
  EXPECT_TRUE(has(one, "<a href=\"/papers/zh1\">Other record</a>"));
  EXPECT_TRUE(has(one, "href=\"/?q=graph&amp;fold=false\""));
  EXPECT_TRUE(has(one, "href=\"https://doi.org/10.1000/a_1\">DOI</a>"));
  const std::string both = body("/?q=graph&fold=false");
  EXPECT_TRUE(has(both, "2 papers"));
  EXPECT_FALSE(has(both, "Other record"));
  EXPECT_TRUE(has(both, "all records"));
}

TEST_F(Page, AnErrorTakesNothing) {
  std::string target = "/?since=soon";
  while (target.size() < 7000) target += "&domain=a" + std::to_string(target.size());
  const testing::Reply reply = server.Get(target);
  EXPECT_EQ(reply.status, 400);
  EXPECT_LT(reply.body.size(), 100'000U);
}

}  // namespace
}  // namespace dssearch
