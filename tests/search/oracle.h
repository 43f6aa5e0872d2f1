#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"

namespace dssearch::testing {

/// The result of a search as a string: "TOTAL: IDS; DOMAIN COUNT; ...".
std::string FormatResult(std::size_t total, const std::set<std::string>& ids,
                         const std::map<std::string, std::size_t>& domains);

/// Answers queries by a linear scan, which checks for each paper in turn what dssearch-query(7)
/// says that a query means. It tokenizes texts with the Analyzer, as the engine does, but shares
/// neither the query parser, nor terms, nor positions with it.
class Oracle {
 public:
  explicit Oracle(const std::vector<Paper>& papers);

  /// The total, the ids and the counts of domains, as FormatResult writes them. `query` is what
  /// `request.query` means; for Match::kAny it must be flat (QueryGenerator::Flat).
  std::string Find(const QueryAst& query, const SearchRequest& request);

 private:
  /// A tokenized text.
  struct ScannedText {
    /// Its subwords and characters, with their positions.
    std::vector<std::pair<std::string, std::uint32_t>> sequence;
    std::set<std::string> stems;
    std::set<std::string> forms;
  };

  /// A tokenized paper.
  struct ScannedPaper {
    std::string id;
    std::string date;
    std::vector<ScannedText> titles;
    std::vector<ScannedText> authors;
    std::vector<ScannedText> texts;  ///< All texts, titles and authors too.
    std::vector<std::string> domains;
    std::set<std::string> languages;
  };

  ScannedPaper Scan(const Paper& paper);
  ScannedText Scan(const std::string& text);
  bool HasHan(const std::string& text);
  bool Matches(const QueryAst& query, const ScannedPaper& paper);
  bool MatchesAny(const QueryAst& query, const ScannedPaper& paper);
  bool HasValue(const QueryAst& query, const ScannedPaper& paper);
  bool Passes(const SearchRequest& request, std::string_view field,
              const std::set<std::string>& values);
  void ListSelected(const std::string& value, std::map<std::string, std::size_t>& counts);
  std::optional<std::string> AsWritten(const std::string& folded);
  std::set<std::string> Folded(const std::vector<std::string>& values);

  text::Analyzer analyzer_;
  std::vector<ScannedPaper> papers_;
};

}  // namespace dssearch::testing
