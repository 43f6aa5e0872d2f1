#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dssearch {

/// The order of the hits. Equal hits come newest first, then by id; equal titles
/// by id.
enum class Sort {
  /// Best match first. Where words stand is looked at only within blocks of 50,
  /// so that a score may rise from the end of one block to the next.
  kRelevance,
  kNewest,  ///< Latest date first; undated papers last.
  kOldest,  ///< Earliest date first; undated papers last.
  kTitle,   ///< Titles in order: Han by pinyin, then letters; untitled papers last.
};

/// How many of the query's words a paper must have.
enum class Match {
  kAuto,  ///< All of them; where no paper has all, any of them.
  kAll,   ///< All of them.
  kAny,   ///< At least one.
};

// Every member has an initializer, so that a designated one may name just the
// members it needs without a warning: {.query = "推理", .limit = 3}.

/// One selected (or excluded) value of a field that papers can be filtered by.
struct Filter {
  std::string field = {};  ///< "domain", "lang", "author", "keyword" or "venue".
  std::string value = {};  ///< The whole value, e.g. "数学推理". Case and width do not matter.
  bool exclude = false;    ///< Leave out the papers that have it.
};

/// How wide the buckets of a facet of dates are. A date that is less exact is
/// in a bucket of its own: 2024 beside 2024-03.
enum class DateStep { kDay, kMonth, kYear };

/// A field to count: "domain", "date", "lang", "author", "keyword", "venue".
struct FacetRequest {
  /// FIELD[:STEP][:LIMIT][~PART], STEP of date being year, month or day: "domain",
  /// "date:year", "author:20", "author:20~wang". What cannot be read is left in
  /// `field`, and no field has such a name.
  FacetRequest(const std::string& text);  // NOLINT(google-explicit-constructor)
  FacetRequest(const char* text) : FacetRequest(std::string(text)) {}  // NOLINT

  std::string field;
  DateStep step = DateStep::kMonth;
  std::size_t limit = 0;  ///< At most this many of the most frequent values; 0 for all.
  /// Only values with this in them, domains in either of their names; case and width do
  /// not matter.
  std::string contains;
  // Neither holds for dates, which are counted from the first to the last.
};

/// What to search for. The defaults are what `dssearch WORDS` does.
struct SearchRequest {
  std::string query = {};  ///< UTF-8 in the query language. Empty matches every paper.

  /// Values of one field are alternatives; different fields must all hold;
  /// an excluded value always excludes.
  std::vector<Filter> filters = {};

  /// First and last date, each YYYY, YYYY-MM or YYYY-MM-DD (or 2024年3月),
  /// inclusive; empty is open. A paper matches when its date (an interval too) overlaps the range.
  std::string since = {};
  std::string until = {};

  /// In their place a span up to today: 90d, 2w, 6m, 1y.
  std::string last = {};
  std::string today = {};  ///< YYYY-MM-DD; empty for Today().

  Match match = Match::kAuto;
  Sort sort = Sort::kRelevance;
  std::size_t offset = 0;  ///< First hit to return, from 0.
  std::size_t limit = 10;  ///< At most this many hits, up to `kMaxLimit`; 0 only counts.

  /// Which fields to count.
  std::vector<FacetRequest> facets = {"domain", "date"};

  /// Longest segment of a summary to show, in display cells (a Han character
  /// takes two); at least one word of it, and titles whole. 0 for no snippets.
  std::size_t snippet_cells = 200;

  /// Find terms of the index's lexicon in the other language, too.
  bool translate = true;

  /// Say how the query was understood and, by relevance, what each score is made of.
  bool explain = false;
};

/// The most hits that one request may ask for.
inline constexpr std::size_t kMaxLimit = 1000;

/// The system's calendar day, YYYY-MM-DD. Thread-safe.
std::string Today();

}  // namespace dssearch
