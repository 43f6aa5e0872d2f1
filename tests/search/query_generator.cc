#include "tests/search/query_generator.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tests/testing/index.h"

namespace dssearch::testing {
namespace {

using text::Token;
using text::TokenKind;
using Kind = QueryAst::Kind;

constexpr std::array<std::string_view, 20> kEnglishWords = {
    "learn",   "learning", "Learned",   "network",   "networks",    "model",       "models",
    "modeled", "graph",    "Graphs",    "retrieval", "retrieve",    "reasoning",   "expert",
    "Experts", "language", "languages", "neural",    "transformer", "transformers"};
constexpr std::array<std::string_view, 5> kNames = {"GPT-4", "GPT4", "BERT", "GSM8K", "gpt-4"};
// There are no blanks, since dssearch-query(7) does not say whether characters with a blank between
// them are adjacent.
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

std::string ChineseText(Draw& draw, std::size_t words) {
  std::string text;
  for (; words > 0; --words) {
    text += draw.OneIn(8)   ? draw.Of(kNames)
            : draw.OneIn(8) ? draw.Of(kEnglishWords)
                            : draw.Of(kHanWords);
    text += draw.Of(kBetween);
  }
  return text;
}

std::string EnglishText(Draw& draw, std::size_t words) {
  std::string text;
  for (; words > 0; --words) {
    text += draw.OneIn(8) ? draw.Of(kNames) : draw.Of(kEnglishWords);
    text += draw.OneIn(6) ? ", " : " of " + std::string(draw.OneIn(2) ? "the " : "");
  }
  return text;
}

QueryAst Group(Kind kind) { return {.kind = kind}; }

// A text that has the word twice has all bigrams of this, but not the whole.
std::string ThreeTimes(const std::string& word) { return word + word + word; }

}  // namespace

std::vector<Paper> GeneratePapers(Draw& draw) {
  std::vector<Paper> papers = CorpusPapers();
  for (int p = 0; p < 200; ++p) {
    Paper& paper = papers.emplace_back();
    paper.id = "made" + std::to_string(p);
    paper.title = draw.OneIn(2) ? EnglishText(draw, 3) : ChineseText(draw, 3);
    if (draw.OneIn(3)) paper.title_zh = ChineseText(draw, 3);
    if (draw.OneIn(2)) paper.summary_zh = ChineseText(draw, 8);
    if (draw.OneIn(2)) paper.summary_en = EnglishText(draw, 8);
    if (draw.OneIn(4)) paper.contribution_zh = ChineseText(draw, 4);
    if (draw.OneIn(4)) paper.keywords_en = {EnglishText(draw, 1), EnglishText(draw, 2)};
    if (draw.OneIn(2)) paper.authors = {draw.Of(kAuthors)};
    paper.date = draw.Of(kDates);
    std::set<std::string> domains;
    for (std::size_t n = draw.Below(3); n > 0; --n) domains.insert(draw.Of(kDomains));
    paper.domains.assign(domains.begin(), domains.end());
  }
  return papers;
}

void AddFilters(Draw& draw, SearchRequest& request) {
  for (std::size_t n = draw.OneIn(2) ? 1 + draw.Below(2) : 0; n > 0; --n)
    request.filters.push_back({"domain", draw.OneIn(8) ? "nlp" : draw.Of(kDomains), draw.OneIn(3)});
  if (draw.OneIn(6))
    request.filters.push_back({"lang", draw.OneIn(2) ? "zh" : "en", draw.OneIn(3)});
  if (draw.OneIn(6)) request.since = draw.OneIn(2) ? "2024" : "2024-02-15";
  if (draw.OneIn(6)) request.until = draw.OneIn(2) ? "2024-06" : "2024-06-14";
}

QueryAst QueryGenerator::Tree(std::size_t depth) {
  if (depth == 0 || draw_.OneIn(4)) return MaybeNot(Leaf(true));
  QueryAst group = Group(draw_.OneIn(2) ? Kind::kAnd : Kind::kOr);
  for (std::size_t n = 2 + draw_.Below(2); n > 0; --n) group.children.push_back(Tree(depth - 1));
  return MaybeNot(std::move(group));
}

QueryAst QueryGenerator::Flat() {
  QueryAst all = Group(Kind::kAnd);
  for (std::size_t n = 2 + draw_.Below(3); n > 0; --n)
    all.children.push_back(MaybeNot(Leaf(false)));
  return all;
}

QueryAst QueryGenerator::MaybeNot(QueryAst query) {
  if (!draw_.OneIn(6)) return query;
  QueryAst negation = Group(Kind::kNot);
  negation.children.push_back(std::move(query));
  return negation;
}

QueryAst QueryGenerator::Leaf(bool compounds) {
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
                  draw_.OneIn(3) ? ThreeTimes(draw_.Of(kHanWords)) : Substring());
    case 10:
      return leaf(Kind::kFilter, "date", draw_.Of(kRanges));
    default:
      return draw_.OneIn(2) ? leaf(Kind::kFilter, "domain", draw_.Of(kDomains))
                            : leaf(Kind::kFilter, "lang", draw_.OneIn(2) ? "zh" : "en");
  }
}

// Up to five subwords and characters of a paper at consecutive positions.
std::string QueryGenerator::Substring() {
  for (;;) {
    const Paper& paper = papers_[draw_.Below(papers_.size())];
    const std::array<std::string_view, 4> texts = {paper.title, paper.title_zh, paper.summary_zh,
                                                   paper.summary_en};
    const std::string text = draw_.Of(texts);
    const text::Analysis analysis = analyzer_.Analyze(text);
    std::vector<Token> sequence;
    for (const Token& token : analysis.tokens())
      if (token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter)
        sequence.push_back(token);
    if (sequence.empty()) continue;
    const std::size_t first = draw_.Below(sequence.size());
    const std::size_t last = std::min(first + draw_.Below(5), sequence.size() - 1);
    if (sequence[last].position - sequence[first].position != last - first) continue;
    const std::size_t begin = analysis.Original(sequence[first]).begin;
    return text.substr(begin, analysis.Original(sequence[last]).end - begin);
  }
}

std::string QueryTypist::Type(const QueryAst& query) {
  switch (query.kind) {
    case Kind::kAll:
      return "";
    case Kind::kAnd:
      return TypeGroup(query, {" ", " AND ", "　"});
    case Kind::kOr:
      return TypeGroup(query, {" OR ", " | ", " OR "});
    case Kind::kNot:
      return (draw_.OneIn(2) ? "-" : "NOT ") + TypeChild(query.children.front(), Kind::kNot);
    case Kind::kText:
      return TypeField(query.field) + query.text;
    case Kind::kPrefix:
      return TypeField(query.field) + query.text + '*';
    case Kind::kIdentifier:
      return query.text;
    case Kind::kPhrase:
      return TypeField(query.field) + Quoted(query.text);
    case Kind::kFilter:
      return TypeField(query.field) +
             (query.text.find(' ') == std::string::npos ? query.text : Quoted(query.text));
  }
  return "";
}

std::string QueryTypist::TypeGroup(const QueryAst& group,
                                   const std::array<std::string_view, 3>& operators) {
  std::string out;
  for (const QueryAst& child : group.children) {
    if (!out.empty()) out += draw_.Of(operators);
    out += TypeChild(child, group.kind);
  }
  return out;
}

// A child as it may stand inside its parent: AND binds closer than OR, so that other groups need
// brackets.
std::string QueryTypist::TypeChild(const QueryAst& child, Kind parent) {
  if (child.children.empty() || (child.kind == Kind::kNot && parent != Kind::kNot))
    return Type(child);
  if (child.kind == Kind::kAnd && parent == Kind::kOr && draw_.OneIn(2)) return Type(child);
  return draw_.OneIn(3) ? "（" + Type(child) + "）" : "(" + Type(child) + ")";
}

std::string QueryTypist::TypeField(const format::Field* field) {
  if (field == nullptr) return "";
  const std::string name(field->name);
  if (draw_.OneIn(2)) return name + ":";
  return std::string(name == "title"    ? "标题"
                     : name == "author" ? "作者"
                     : name == "domain" ? "领域"
                     : name == "lang"   ? "语言"
                                        : "日期") +
         "：";
}

std::string QueryTypist::Quoted(const std::string& text) {
  return draw_.OneIn(3) ? "“" + text + "”" : '"' + text + '"';
}

}  // namespace dssearch::testing
