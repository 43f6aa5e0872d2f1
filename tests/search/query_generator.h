#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"
#include "tests/search/draw.h"

namespace dssearch::testing {

/// The Chinese words of the generated papers and queries. Each of them is one word of the
/// dictionary, and none has a regional variant.
inline constexpr std::array<std::string_view, 16> kHanWords = {
    "学习", "模型", "推理", "检索", "语言", "训练", "翻译", "生成",
    "专家", "实验", "方法", "文本", "数学", "论文", "语音", "知识"};

/// The papers of the corpus, and 200 generated ones.
std::vector<Paper> GeneratePapers(Draw& draw);

/// Adds filters by domain, language and date to a request, or none.
void AddFilters(Draw& draw, SearchRequest& request);

/// Generates queries as trees.
class QueryGenerator {
 public:
  /// Some phrases are taken from `papers`, which must outlive this, as must `draw`.
  QueryGenerator(Draw& draw, const std::vector<Paper>& papers) : draw_(draw), papers_(papers) {}

  /// A query with up to `depth` levels of AND and OR.
  QueryAst Tree(std::size_t depth);

  /// A conjunction of words, phrases, filters and exclusions. It has no compounds, whose subwords
  /// match on their own in Match::kAny.
  QueryAst Flat();

 private:
  QueryAst MaybeNot(QueryAst query);
  QueryAst Leaf(bool compounds);
  std::string Substring();

  Draw& draw_;
  const std::vector<Paper>& papers_;
  text::Analyzer analyzer_;
};

/// Writes queries as users might type them.
class QueryTypist {
 public:
  /// `draw` must outlive this.
  explicit QueryTypist(Draw& draw) : draw_(draw) {}

  /// The text of a tree that QueryGenerator made.
  std::string Type(const QueryAst& query);

 private:
  std::string TypeGroup(const QueryAst& group, const std::array<std::string_view, 3>& operators);
  std::string TypeChild(const QueryAst& child, QueryAst::Kind parent);
  std::string TypeField(const format::Field* field);
  std::string Quoted(const std::string& text);

  Draw& draw_;
};

}  // namespace dssearch::testing
