// The engine against a linear scan that asks of every paper in turn what README.md says that a
// query means. Both cut text with the Analyzer; the scan shares neither the query parser, nor
// terms, nor positions in an index.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using text::Token;
using text::TokenKind;
using Kind = QueryAst::Kind;

// Each of the Han words is one word of the dictionary, and none has another name elsewhere.
constexpr std::array<std::string_view, 16> kHanWords = {
    "学习", "模型", "推理", "检索", "语言", "训练", "翻译", "生成",
    "专家", "实验", "方法", "文本", "数学", "论文", "语音", "知识"};
constexpr std::array<std::string_view, 20> kEnglishWords = {
    "learn",   "learning", "Learned",   "network",   "networks",    "model",       "models",
    "modeled", "graph",    "Graphs",    "retrieval", "retrieve",    "reasoning",   "expert",
    "Experts", "language", "languages", "neural",    "transformer", "transformers"};
constexpr std::array<std::string_view, 5> kNames = {"GPT-4", "GPT4", "BERT", "GSM8K", "gpt-4"};
// No blanks: of characters on two sides of one, README.md does not say whether they are next to
// each other.
constexpr std::array<std::string_view, 6> kBetween = {"", "", "", "的", "，", "。"};
constexpr std::array<std::string_view, 6> kAuthors = {"Wei Zhang",  "Maria Kraus", "John Learned",
                                                      "Zhang Qiao", "梁文锋",      "王学习"};
constexpr std::array<std::string_view, 6> kAuthorWords = {"Zhang",    "kraus", "learned",
                                                          "learning", "文锋",  "学习"};
constexpr std::array<std::string_view, 5> kDomains = {"数学推理", "NLP", "machine vision",
                                                      "系统与硬件", "通用语言模型"};
constexpr std::array<std::string_view, 7> kDates = {"",        "2023",       "2024",      "2024-02",
                                                    "2024-06", "2024-02-29", "2024-06-15"};
constexpr std::array<std::string_view, 10> kRanges = {
    "2023",      "2024",   "2024-02",          "2024-02-28",       "2024..",
    "2024-03..", "..2023", "2024-01..2024-06", "2024-06-16..2025", "..2024-02-15"};

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  std::size_t Below(std::size_t n) { return random_() % n; }
  bool OneIn(std::size_t n) { return Below(n) == 0; }

  template <typename Values>
  std::string Of(const Values& values) {
    return std::string(values[Below(values.size())]);
  }

  std::string Chinese(std::size_t words) {
    std::string text;
    for (; words > 0; --words) {
      text += OneIn(8) ? Of(kNames) : OneIn(8) ? Of(kEnglishWords) : Of(kHanWords);
      text += Of(kBetween);
    }
    return text;
  }

  std::string English(std::size_t words) {
    std::string text;
    for (; words > 0; --words) {
      text += OneIn(8) ? Of(kNames) : Of(kEnglishWords);
      text += OneIn(6) ? ", " : " of " + std::string(OneIn(2) ? "the " : "");
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

std::vector<Paper> MakePapers(Draw& draw) {
  std::vector<Paper> papers = testing::CorpusPapers();
  for (int p = 0; p < 200; ++p) {
    Paper& paper = papers.emplace_back();
    paper.id = "made" + std::to_string(p);
    paper.title = draw.OneIn(2) ? draw.English(3) : draw.Chinese(3);
    if (draw.OneIn(3)) paper.title_zh = draw.Chinese(3);
    if (draw.OneIn(2)) paper.summary_zh = draw.Chinese(8);
    if (draw.OneIn(2)) paper.summary_en = draw.English(8);
    if (draw.OneIn(4)) paper.contribution_zh = draw.Chinese(4);
    if (draw.OneIn(4)) paper.keywords_en = {draw.English(1), draw.English(2)};
    if (draw.OneIn(2)) paper.authors = {draw.Of(kAuthors)};
    paper.date = draw.Of(kDates);
    std::set<std::string> domains;
    for (std::size_t n = draw.Below(3); n > 0; --n) domains.insert(draw.Of(kDomains));
    paper.domains.assign(domains.begin(), domains.end());
  }
  return papers;
}

// A text as the scan sees it.
struct Words {
  std::vector<std::pair<std::string, std::uint32_t>> row;  // Atoms, characters and their positions.
  std::set<std::string> stems;
  std::set<std::string> forms;
};

struct Scanned {
  std::string id;
  std::string date;
  std::vector<Words> titles;
  std::vector<Words> authors;
  std::vector<Words> texts;  // All of them, titles and authors too.
  std::vector<std::string> domains;
  std::set<std::string> languages;
};

// Days as text: of dates, the earlier one is the smaller one. That there is no
// February 31 does not matter.
std::string FirstDay(const std::string& date) {
  return date + std::string("-01-01").substr(date.size() == 4 ? 0 : date.size() == 7 ? 3 : 6);
}
std::string LastDay(const std::string& date) {
  return date + std::string("-12-31").substr(date.size() == 4 ? 0 : date.size() == 7 ? 3 : 6);
}

bool Overlaps(const std::string& date, const std::string& since, const std::string& until) {
  return !date.empty() && (until.empty() || FirstDay(date) <= LastDay(until)) &&
         (since.empty() || LastDay(date) >= FirstDay(since));
}

class Oracle {
 public:
  explicit Oracle(const std::vector<Paper>& papers) {
    for (const Paper& paper : papers) papers_.push_back(Scan(paper));
  }

  // The total, the ids and the counts of domains, as Found() writes them.
  std::string Find(const QueryAst& query, const SearchRequest& request) {
    std::set<std::string> ids;
    std::map<std::string, std::size_t> counts;
    for (const Scanned& paper : papers_) {
      const bool asked = request.match == Match::kAny ? HasAny(query, paper) : Has(query, paper);
      if (!asked || !Passes(request, "lang", paper.languages) ||
          ((!request.since.empty() || !request.until.empty()) &&
           !Overlaps(paper.date, request.since, request.until)))
        continue;
      // A facet's own selection does not narrow its counts.
      for (const std::string& domain : paper.domains) ++counts[domain];
      if (Passes(request, "domain", Folded(paper.domains))) ids.insert(paper.id);
    }
    for (const Filter& filter : request.filters)
      if (filter.field == "domain" && !filter.exclude) ListSelected(filter.value, counts);
    return Written(ids.size(), ids, counts);
  }

  static std::string Written(std::size_t total, const std::set<std::string>& ids,
                             const std::map<std::string, std::size_t>& domains) {
    std::string out = std::to_string(total) + ":";
    for (const std::string& id : ids) out += ' ' + id;
    for (const auto& [domain, count] : domains) out += "; " + domain + ' ' + std::to_string(count);
    return out;
  }

 private:
  Scanned Scan(const Paper& paper) {
    Scanned scanned;
    scanned.id = paper.id;
    scanned.date = paper.date;
    scanned.domains = paper.domains;
    for (const std::string& title : {paper.title, paper.title_zh})
      scanned.titles.push_back(WordsOf(title));
    for (const std::string& author : paper.authors) scanned.authors.push_back(WordsOf(author));
    scanned.texts = scanned.titles;
    scanned.texts.insert(scanned.texts.end(), scanned.authors.begin(), scanned.authors.end());
    std::vector<std::string> rest = {paper.summary_zh, paper.contribution_zh, paper.summary_en,
                                     paper.contribution_en};
    rest.insert(rest.end(), paper.keywords_zh.begin(), paper.keywords_zh.end());
    rest.insert(rest.end(), paper.keywords_en.begin(), paper.keywords_en.end());
    for (const std::string& text : rest) scanned.texts.push_back(WordsOf(text));

    const bool han_title = HasHan(paper.title);
    if (han_title || !(paper.title_zh + paper.summary_zh + paper.contribution_zh).empty())
      scanned.languages.insert("zh");
    if (!han_title || !(paper.summary_en + paper.contribution_en).empty())
      scanned.languages.insert("en");
    return scanned;
  }

  Words WordsOf(const std::string& text) {
    Words words;
    const text::Analysis analysis = analyzer_.Analyze(text);
    for (const Token& token : analysis.tokens()) {
      const std::string form(analysis.Text(token));
      if (token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter)
        words.row.emplace_back(form, token.position);
      if (token.stemmable) words.stems.emplace(analyzer_.Stem(form));
      if (token.kind != TokenKind::kBigram) words.forms.insert(form);
    }
    return words;
  }

  bool HasHan(const std::string& text) {
    const text::Analysis analysis = analyzer_.Analyze(text);
    return std::any_of(analysis.tokens().begin(), analysis.tokens().end(),
                       [](const Token& token) { return token.kind == TokenKind::kCharacter; });
  }

  bool Has(const QueryAst& query, const Scanned& paper) {
    const auto has = [&](const QueryAst& child) { return Has(child, paper); };
    switch (query.kind) {
      case Kind::kAll:
        return true;
      case Kind::kAnd:
        return std::all_of(query.children.begin(), query.children.end(), has);
      case Kind::kOr:
        return std::any_of(query.children.begin(), query.children.end(), has);
      case Kind::kNot:
        return !has(query.children.front());
      case Kind::kFilter:
        return HasValue(query, paper);
      case Kind::kText:
      case Kind::kPhrase:
      case Kind::kPrefix:
        break;
    }
    const Words wanted = WordsOf(query.text);
    const std::vector<Words>& texts = query.field == &format::kTitleField    ? paper.titles
                                      : query.field == &format::kAuthorField ? paper.authors
                                                                             : paper.texts;
    return std::any_of(texts.begin(), texts.end(), [&](const Words& text) {
      if (query.kind == Kind::kPrefix) return HasPrefix(wanted.row.front().first, text);
      // An English word by its stem; names, and what is in quotes, by form.
      const bool by_stem = query.kind == Kind::kText && query.field != &format::kAuthorField &&
                           wanted.row.size() == 1 && !wanted.stems.empty();
      return by_stem ? text.stems.contains(*wanted.stems.begin()) : HasRow(wanted.row, text.row);
    });
  }

  // Any of the words, while what is no word holds all the same. Of flat queries.
  bool HasAny(const QueryAst& query, const Scanned& paper) {
    if (query.kind != Kind::kAnd) return Has(query, paper);
    bool words = false;
    bool some = false;
    for (const QueryAst& child : query.children) {
      const bool has = Has(child, paper);
      const bool word = child.kind != Kind::kFilter && child.kind != Kind::kNot;
      if (!word && !has) return false;
      words = words || word;
      some = some || (word && has);
    }
    return some || !words;
  }

  static bool HasPrefix(const std::string& beginning, const Words& text) {
    const auto first = text.forms.lower_bound(beginning);
    return first != text.forms.end() && first->starts_with(beginning);
  }

  // Whether some segment of `row` is `wanted`, one behind the other.
  template <typename Row>
  static bool HasRow(const Row& wanted, const Row& row) {
    for (std::size_t i = 0; i + wanted.size() <= row.size(); ++i) {
      std::size_t n = 0;
      while (n < wanted.size() && row[i + n].first == wanted[n].first &&
             row[i + n].second == row[i].second + n)
        ++n;
      if (n == wanted.size()) return true;
    }
    return false;
  }

  bool HasValue(const QueryAst& query, const Scanned& paper) {
    const std::string& value = query.text;
    if (query.field->has_labels) return Folded(paper.domains).contains(analyzer_.Fold(value));
    if (query.field == &format::kLanguageField) return paper.languages.contains(value);
    const std::size_t dots = value.find("..");
    if (dots == std::string::npos) return Overlaps(paper.date, value, value);
    return Overlaps(paper.date, value.substr(0, dots), value.substr(dots + 2));
  }

  // Values of one field are alternatives; an excluded one always excludes.
  bool Passes(const SearchRequest& request, std::string_view field,
              const std::set<std::string>& values) {
    bool wanted = false;
    bool found = false;
    for (const Filter& filter : request.filters) {
      if (filter.field != field) continue;
      const bool has = values.contains(analyzer_.Fold(filter.value));
      if (filter.exclude && has) return false;
      wanted = wanted || !filter.exclude;
      found = found || (!filter.exclude && has);
    }
    return found || !wanted;
  }

  // A selected value is listed even at zero, as it was typed.
  void ListSelected(const std::string& value, std::map<std::string, std::size_t>& counts) {
    const std::string folded = analyzer_.Fold(value);
    if (std::none_of(counts.begin(), counts.end(),
                     [&](const auto& count) { return analyzer_.Fold(count.first) == folded; }))
      counts[AsWritten(folded).value_or(value)] = 0;
  }

  // A domain as a paper writes it; no two write one differently.
  std::optional<std::string> AsWritten(const std::string& folded) {
    for (const Scanned& paper : papers_)
      for (const std::string& domain : paper.domains)
        if (analyzer_.Fold(domain) == folded) return domain;
    return std::nullopt;
  }

  std::set<std::string> Folded(const std::vector<std::string>& values) {
    std::set<std::string> folded;
    for (const std::string& value : values) folded.insert(analyzer_.Fold(value));
    return folded;
  }

  text::Analyzer analyzer_;
  std::vector<Scanned> papers_;
};

// Draws queries, as trees.
class QueryMaker {
 public:
  QueryMaker(Draw& draw, const std::vector<Paper>& papers) : draw_(draw), papers_(papers) {}

  // With up to `depth` levels of AND and OR.
  QueryAst Tree(std::size_t depth) {
    if (depth == 0 || draw_.OneIn(4)) return MaybeNot(Leaf(true));
    QueryAst group = Group(draw_.OneIn(2) ? Kind::kAnd : Kind::kOr);
    for (std::size_t n = 2 + draw_.Below(2); n > 0; --n) group.children.push_back(Tree(depth - 1));
    return MaybeNot(std::move(group));
  }

  // Words, phrases, filters and exclusions beside each other. Without compounds,
  // whose parts are words of their own where any word will do.
  QueryAst Flat() {
    QueryAst all = Group(Kind::kAnd);
    for (std::size_t n = 2 + draw_.Below(3); n > 0; --n)
      all.children.push_back(MaybeNot(Leaf(false)));
    return all;
  }

 private:
  static QueryAst Group(Kind kind) { return {.kind = kind}; }

  QueryAst MaybeNot(QueryAst query) {
    if (!draw_.OneIn(6)) return query;
    QueryAst negation = Group(Kind::kNot);
    negation.children.push_back(std::move(query));
    return negation;
  }

  QueryAst Leaf(bool compounds) {
    const auto leaf = [](Kind kind, std::string_view field, std::string text) {
      return QueryAst{.kind = kind, .field = format::FindField(field), .text = std::move(text)};
    };
    const std::string field = draw_.OneIn(4) ? "title" : "";
    switch (draw_.Below(12)) {
      case 0:
      case 1:
      case 2:
        return leaf(Kind::kText, field, draw_.Of(kHanWords));
      case 3:
      case 4:
        return leaf(Kind::kText, field, draw_.Of(kEnglishWords));
      case 5:
        return leaf(Kind::kText, field, compounds ? draw_.Of(kNames) : "BERT");
      case 6:
        return leaf(Kind::kText, "author", draw_.Of(kAuthorWords));
      case 7:
        return leaf(Kind::kPrefix, field, draw_.Of(kEnglishWords).substr(0, 3));
      case 8:
        return leaf(Kind::kPhrase, field, draw_.Of(kEnglishWords));
      case 9:
        return leaf(Kind::kPhrase, field,
                    draw_.OneIn(3) ? ThreeTimes(draw_.Of(kHanWords)) : Segment());
      case 10:
        return leaf(Kind::kFilter, "date", draw_.Of(kRanges));
      default:
        return draw_.OneIn(2) ? leaf(Kind::kFilter, "domain", draw_.Of(kDomains))
                              : leaf(Kind::kFilter, "lang", draw_.OneIn(2) ? "zh" : "en");
    }
  }

  // A text that has the word twice has all its pairs of characters, but not all of it.
  static std::string ThreeTimes(const std::string& word) { return word + word + word; }

  // Up to five atoms and characters of a paper, with no gap between.
  std::string Segment() {
    for (;;) {
      const Paper& paper = papers_[draw_.Below(papers_.size())];
      const std::array<std::string_view, 4> texts = {paper.title, paper.title_zh, paper.summary_zh,
                                                     paper.summary_en};
      const std::string text = draw_.Of(texts);
      const text::Analysis analysis = analyzer_.Analyze(text);
      std::vector<Token> row;
      for (const Token& token : analysis.tokens())
        if (token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter)
          row.push_back(token);
      if (row.empty()) continue;
      const std::size_t first = draw_.Below(row.size());
      const std::size_t last = std::min(first + draw_.Below(5), row.size() - 1);
      if (row[last].position - row[first].position != last - first) continue;
      const std::size_t begin = analysis.Original(row[first]).begin;
      return text.substr(begin, analysis.Original(row[last]).end - begin);
    }
  }

  Draw& draw_;
  const std::vector<Paper>& papers_;
  text::Analyzer analyzer_;
};

// A tree as someone might type it.
class Typist {
 public:
  explicit Typist(Draw& draw) : draw_(draw) {}

  std::string Type(const QueryAst& query) {
    switch (query.kind) {
      case Kind::kAll:
        return "";
      case Kind::kAnd:
        return Joined(query, {" ", " AND ", "　"});
      case Kind::kOr:
        return Joined(query, {" OR ", " | ", " OR "});
      case Kind::kNot:
        return (draw_.OneIn(2) ? "-" : "NOT ") + Part(query.children.front(), Kind::kNot);
      case Kind::kText:
        return Field(query.field == nullptr ? "" : std::string(query.field->name)) + query.text;
      case Kind::kPrefix:
        return Field(query.field == nullptr ? "" : std::string(query.field->name)) + query.text +
               '*';
      case Kind::kPhrase:
        return Field(query.field == nullptr ? "" : std::string(query.field->name)) +
               Quoted(query.text);
      case Kind::kFilter:
        return Field(query.field == nullptr ? "" : std::string(query.field->name)) +
               (query.text.find(' ') == std::string::npos ? query.text : Quoted(query.text));
    }
    return "";
  }

 private:
  std::string Joined(const QueryAst& group, const std::array<std::string_view, 3>& operators) {
    std::string out;
    for (const QueryAst& child : group.children) {
      if (!out.empty()) out += draw_.Of(operators);
      out += Part(child, group.kind);
    }
    return out;
  }

  // AND binds closer than OR; other groups need brackets.
  std::string Part(const QueryAst& child, Kind parent) {
    if (child.children.empty() || (child.kind == Kind::kNot && parent != Kind::kNot))
      return Type(child);
    if (child.kind == Kind::kAnd && parent == Kind::kOr && draw_.OneIn(2)) return Type(child);
    return draw_.OneIn(3) ? "（" + Type(child) + "）" : "(" + Type(child) + ")";
  }

  std::string Field(const std::string& field) {
    if (field.empty()) return "";
    if (draw_.OneIn(2)) return field + ":";
    return std::string(field == "title"    ? "标题"
                       : field == "author" ? "作者"
                       : field == "domain" ? "领域"
                       : field == "lang"   ? "语言"
                                           : "日期") +
           "：";
  }

  std::string Quoted(const std::string& text) {
    return draw_.OneIn(3) ? "“" + text + "”" : '"' + text + '"';
  }

  Draw& draw_;
};

void AddFilters(Draw& draw, SearchRequest& request) {
  for (std::size_t n = draw.OneIn(2) ? 1 + draw.Below(2) : 0; n > 0; --n)
    request.filters.push_back({"domain", draw.OneIn(8) ? "nlp" : draw.Of(kDomains), draw.OneIn(3)});
  if (draw.OneIn(6))
    request.filters.push_back({"lang", draw.OneIn(2) ? "zh" : "en", draw.OneIn(3)});
  if (draw.OneIn(6)) request.since = draw.OneIn(2) ? "2024" : "2024-02-15";
  if (draw.OneIn(6)) request.until = draw.OneIn(2) ? "2024-06" : "2024-06-14";
}

std::string Described(const SearchRequest& request) {
  std::string out = request.query + (request.match == Match::kAny ? "   --match any" : "");
  for (const Filter& filter : request.filters)
    out += "   " + filter.field + (filter.exclude ? " !" : " ") + filter.value;
  if (!request.since.empty()) out += "   --since " + request.since;
  if (!request.until.empty()) out += "   --until " + request.until;
  return out;
}

std::string Found(const SearchResponse& response) {
  std::set<std::string> ids;
  for (const Hit& hit : response.hits) ids.insert(hit.paper.id);
  std::map<std::string, std::size_t> domains;
  for (const FacetCount& count : response.facets.at(0).counts) domains[count.value] = count.count;
  return Oracle::Written(response.total, ids, domains);
}

TEST(Oracle, HanWordsAreOneWordEach) {
  text::Analyzer analyzer;
  for (const std::string_view word : kHanWords)
    EXPECT_EQ(analyzer.Analyze(word).tokens().front().kind, TokenKind::kWord) << word;
}

TEST(Oracle, AgreesOnGeneratedQueries) {
  Draw draw(1);
  const std::vector<Paper> papers = MakePapers(draw);
  const testing::TestIndex index(papers);
  Oracle oracle(papers);
  QueryMaker maker(draw, papers);
  Typist typist(draw);
  int telling = 0;
  for (int n = 0; n < 300; ++n) {
    const bool any = n % 4 == 0;
    const QueryAst query = any ? maker.Flat() : maker.Tree(3);
    SearchRequest request{.query = typist.Type(query),
                          .match = any ? Match::kAny : Match::kAll,
                          .limit = kMaxLimit,
                          .facets = {"domain"},
                          .snippet_cells = 0,
                          .translate = false};
    AddFilters(draw, request);
    const SearchResponse response = index.searcher().Search(request);
    EXPECT_EQ(Found(response), oracle.Find(query, request))
        << "for " << Described(request) << "\nread as " << ToString(query);
    EXPECT_EQ(response.notes, std::vector<Note>{}) << "for " << Described(request);
    telling += response.total > 0 && response.total < papers.size();
  }
  EXPECT_GT(telling, 200);  // What finds nothing or everything proves little.
}

}  // namespace
}  // namespace dssearch
