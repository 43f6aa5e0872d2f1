#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/api.h"
#include "dssearch/choice.h"

namespace dssearch {

/// The order of the hits. Hits that are equal in it come newest first, then by id; equal titles by
/// id.
enum class Sort {
  /// By score, best first. Where words stand counts within windows of 50 hits only, so the first
  /// hit of a window may have a higher score than the hit before it.
  kRelevance,
  kNewest,  ///< Latest date first; undated papers last.
  kOldest,  ///< Earliest date first; undated papers last.
  kTitle,   ///< By title: Han by pinyin, then letters; untitled papers last.
  kAdded,   ///< Last added to the index first (Hit::added). One that changes stays where it is.
};
inline constexpr Choice<Sort> kSorts[] = {{"relevance", Sort::kRelevance},
                                          {"newest", Sort::kNewest},
                                          {"oldest", Sort::kOldest},
                                          {"title", Sort::kTitle},
                                          {"added", Sort::kAdded}};

/// How many of the query's words a paper must have.
enum class Match {
  kAuto,  ///< All of them; where fewer than 20 papers have all, any of them.
  kAll,   ///< All of them.
  kAny,   ///< At least one.
};
inline constexpr Choice<Match> kMatches[] = {
    {"auto", Match::kAuto}, {"all", Match::kAll}, {"any", Match::kAny}};

// Every member of these structs has an initializer, so that callers may name the members that they
// need without a warning: {.query = "推理", .limit = 3}.

/// A filter by one value of a field: papers must have the value, or must not.
struct Filter {
  std::string field = {};  ///< "domain", "lang", "author", "keyword" or "venue".
  std::string value = {};  ///< The whole value, such as "数学推理". Case and width do not matter.
  bool exclude = false;    ///< Papers that have the value are left out.
};

/// A filter as it is typed: "数学推理", or "!数学推理" for papers without it.
DSSEARCH_API Filter FilterOf(std::string_view field, std::string_view typed);

/// The width of the buckets of a facet of dates. A less exact date has a bucket of its own: by
/// month, a paper of 2024 is in the bucket 2024 and one of March in 2024-03.
enum class DateStep { kDay, kMonth, kYear };

/// A facet: a field whose values are to be counted, "domain", "date", "lang", "author", "keyword"
/// or "venue".
struct DSSEARCH_API FacetRequest {
  /// Reads FIELD[:STEP][:LIMIT[:OFFSET]][~CONTAINS], where STEP is year, month or day: "domain",
  /// "date:year", "author:20", "author:20:40", "author:20~wang". A part that cannot be read stays
  /// in `field`. No field has such a name, so Searcher::Search throws.
  FacetRequest(const std::string& text);  // NOLINT(google-explicit-constructor)
  FacetRequest(const char* text) : FacetRequest(std::string(text)) {}  // NOLINT

  std::string field;
  DateStep step = DateStep::kMonth;
  /// How many of the most frequent values are listed, of dates the first ones; 0 for all.
  std::size_t limit = 0;
  /// How many of them are left out before. Only where this is 0, values that a filter names are
  /// listed beyond the limit.
  std::size_t offset = 0;
  /// Only values that contain this text are listed; a domain may contain it in either of its names.
  /// Case and width do not matter. Dates are not restricted.
  std::string contains;
};

/// A search. The defaults are those of the command line, `dssearch WORDS`.
struct SearchRequest {
  std::string query = {};  ///< UTF-8 in the query language. An empty query matches every paper.

  /// Filters by the same field are alternatives: a paper needs one of the values. Filters by
  /// different fields must all hold, and so must each filter that excludes.
  std::vector<Filter> filters = {};

  /// The first and the last date of a range, inclusive, each YYYY, YYYY-MM or YYYY-MM-DD (or
  /// 2024年3月); empty for no bound. A date without month or day is an interval, and a paper
  /// matches where its date overlaps the range.
  std::string since = {};
  std::string until = {};

  /// In place of `since` and `until`, a span of time up to `today`: 90d, 2w, 6m, 1y.
  std::string last = {};
  std::string today = {};  ///< The day on which `last` ends, YYYY-MM-DD; empty for Today().

  /// Only papers that were added by a run of dsindex, or a commit of a Writer, after the one with
  /// this name (IndexState::commit): what is new since then. Empty for all.
  std::string added_after = {};

  Match match = Match::kAuto;
  Sort sort = Sort::kRelevance;
  std::size_t offset = 0;  ///< How many of the first hits to skip.
  std::size_t limit = 10;  ///< How many hits to return at most, up to kMaxLimit; 0 counts only.

  /// The facets to count, in the order of the response.
  std::vector<FacetRequest> facets = {"domain", "date"};

  /// The longest snippet of a summary, in display cells, of which a Han character takes two. A
  /// snippet has at least one word, and one of a title is the whole title. 0 for no snippets.
  std::size_t snippet_cells = 200;

  /// Also find papers by translations of the query's terms: the index's lexicon has federated
  /// learning for 联邦学习.
  bool translate = true;

  /// Answer a query in which a word is misspelt with the results of the corrected one, if all words
  /// of that meet in a paper and none of them is in quotes.
  bool correct = true;

  /// Show the Chinese and the English record of one paper, which have the same DOI or arXiv id, as
  /// one hit: the record in the language of the query. It counts once in the total and in facets.
  bool fold = true;

  /// Terms of the query that are not to be translated, and translations that are to be left out,
  /// each in any of its forms: "federated learning" is also Federated-Learning. What the query
  /// excludes by `-translate:TERM` is left out as well.
  std::vector<std::string> untranslated = {};

  /// The reader prefers Chinese to English. A snippet is of a text in the reader's language where
  /// the query does not decide: a query with Chinese words is shown where a Chinese text has them.
  bool prefer_chinese = false;

  /// Fill the response's `tree` and, in a search by relevance, the `evidence` of each hit.
  bool explain = false;
};

/// The highest `limit` of a request,
inline constexpr std::size_t kMaxLimit = 1000;
/// but for Searcher::Open().
inline constexpr std::size_t kNoLimit = ~std::size_t{0};

/// The current day in the system's time zone, YYYY-MM-DD. Thread-safe.
DSSEARCH_API std::string Today();

}  // namespace dssearch
