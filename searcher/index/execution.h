#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/format/calendar.h"
#include "searcher/format/run.h"
#include "searcher/format/schema.h"
#include "searcher/index/query_node.h"

namespace dssearch {

// What an index executes, and what it answers. Nothing here says where its papers are.

/// What the filters of one field let pass.
struct FieldFilter {
  const format::Field* field;
  const QueryNode* query;
};

/// A field whose values are to be counted: those of the papers that match the query and all filters
/// but that of the field.
struct FieldCount {
  const format::Field* field;
  DateStep step = DateStep::kMonth;  ///< For a field of dates, into which they are counted.
  std::vector<std::string> listed =
      {};  ///< Folded values that are listed even if no paper has them.
};

/// Of the papers that match a query, those near the best: with at least `share` of the highest
/// score, by approximation. And those that match `always`, which is to mean few.
struct Near {
  double share;
  const QueryNode* always;
};

/// What is to be found and counted. What it points to must outlive it.
struct Execution {
  const QueryNode* query;
  std::vector<FieldFilter> filters = {};
  std::vector<FieldCount> counts = {};
  /// Whether the two records of one paper, of which one is in Chinese, are one: if both match, one
  /// stands for both, and the paper counts once for each value that either has.
  bool fold = false;
  bool prefer_chinese = false;  ///< Whether that is the one in Chinese.
  std::optional<Near> near = {};
};

/// A value of a field, and how many papers have it. Values that fold alike are one.
struct ValueCount {
  std::string_view text;  ///< As one of the papers spells it.
  std::string_view folded;
  std::uint64_t count;
};

/// A day, month or year, or a date that is less exact, and how many papers have a date in it.
struct DateCount {
  format::DayRange days;
  std::uint64_t count;
};

/// What was counted of one field, in no order.
struct Counts {
  std::vector<ValueCount> values = {};
  std::vector<DateCount> dates = {};
  std::uint64_t undated = 0;
  std::shared_ptr<const void> texts = nullptr;  ///< What `values` are views of.
};

/// The papers that were found, in a form that is known to the index that found them. Immutable; may
/// be shared by threads, and kept as long as the state of the index.
class Matches {
 public:
  Matches(std::uint64_t total, std::uint64_t folded) : total_(total), folded_(folded) {}
  Matches(const Matches&) = delete;
  Matches& operator=(const Matches&) = delete;
  virtual ~Matches() = default;

  std::uint64_t total() const { return total_; }
  /// How many papers are found by both of their records.
  std::uint64_t folded() const { return folded_; }

  /// The memory that they take.
  virtual std::size_t bytes() const = 0;

 private:
  std::uint64_t total_;
  std::uint64_t folded_;
};

/// The answer to an Execution: what was found, and the Counts of each FieldCount.
struct Executed {
  std::shared_ptr<const Matches> matches;
  std::vector<Counts> counts;
};

/// A paper with what the index knows of it.
struct StoredPaper {
  Paper paper = {};
  format::Run added = {};    ///< The run that had it first,
  format::Run changed = {};  ///< and the one that changed it last.
  std::optional<OtherRecord> other =
      {};  ///< Its record in the other language, where that is folded.
};

/// A paper that was found, and its score; 0 where papers are not ordered by relevance.
struct RankedPaper {
  StoredPaper stored;
  double score = 0;
};

/// Goes through papers that were found in an order. For one thread; the index and the query must
/// outlive it.
class PaperCursor {
 public:
  virtual ~PaperCursor() = default;

  /// The next ones, at most `count`, and none only at the end. What throws has moved nothing on.
  /// Throws Error and Xapian::Error.
  virtual std::vector<RankedPaper> Next(std::size_t count) = 0;
};

}  // namespace dssearch
