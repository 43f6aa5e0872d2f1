#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dssearch/explanation.h"
#include "dssearch/note.h"
#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "dssearch/snippet.h"

namespace dssearch {

/// The record of a paper in the other language.
struct OtherRecord {
  std::string id = {};
  std::string title = {};

  bool operator==(const OtherRecord&) const = default;
};

/// A run of dsindex, which made a commit of the index.
struct IndexRun {
  std::string commit = {};  ///< IndexState::commit; empty for a run before format 7.
  std::string time = {};    ///< When it was published, in UTC: "2026-11-30T11:40:00Z".

  bool operator==(const IndexRun&) const = default;
};

/// A paper that a search found.
struct Hit {
  Paper paper = {};                       ///< All of it, as Searcher::Get() returns it.
  double score = 0;                       ///< Comparable with scores of the same response only.
  std::vector<std::string> domains = {};  ///< The labels of its domains in the query's language.
  std::vector<Snippet> snippets = {};     ///< Of a summary, then titles and authors that match.
  std::vector<Evidence> evidence = {};    ///< Highest score first, where the request has `explain`.
  /// The other record of a paper that has a Chinese and an English one, where the request has
  /// `fold`, whether or not that one matches.
  std::optional<OtherRecord> also = {};
  IndexRun added = {};    ///< The run that first had the paper; `added:7d` searches by its day,
  IndexRun changed = {};  ///< and the one that last changed its record: `changed:7d`.
};

/// A value of a facet, and the number of matching papers that have it.
struct FacetCount {
  std::string value = {};  ///< "数学推理", or a bucket of dates: "2024-03", "" for undated papers.
  std::uint64_t count = 0;
  bool selected = false;  ///< The request filters by this value.
  /// What people should see in place of `value`. A domain that has names in both languages has the
  /// one in the language of the query here; for any other value the label is the value.
  std::string label = {};
  std::string label_zh = {};  ///< The names in both languages, where there are two.
  std::string label_en = {};

  bool operator==(const FacetCount&) const = default;
};

/// The values of one field with their counts. Counts are exact. The field's own filters do not
/// narrow them, so that people see what another value beside the selected ones would add. Selected
/// values are listed even with a count of 0.
struct Facet {
  std::string field = {};
  /// The most frequent value first. Dates are in order of time, with a bucket for each step between
  /// the first and the last, unless these were more than 1,200, and undated papers last.
  std::vector<FacetCount> counts = {};
  std::size_t values = 0;  ///< The number of values, with those that `limit` leaves out.

  bool operator==(const Facet&) const = default;
};

/// A term of the query, and the translations by which papers were found as well.
struct TermExpansion {
  std::string term = {};                ///< The term as it stands in the query: 联邦学习.
  std::vector<std::string> added = {};  ///< Its translations, the surest first: federated learning.
  double strength = 0;                  ///< How sure the first translation is, up to 1.
  std::vector<std::string> dropped = {};  ///< Translations that the request leaves out.

  bool operator==(const TermExpansion&) const = default;
};

/// The result of a search.
struct SearchResponse {
  SearchRequest request = {};      ///< The request that is answered.
  Match match = Match::kAll;       ///< How words were matched in the end: kAll or kAny.
  std::string dates = {};          ///< The range of the request's dates: "2024-05..2024", or empty.
  std::uint64_t total = 0;         ///< The exact number of papers that match.
  std::vector<Hit> hits = {};      ///< `limit` of the papers from `offset` on; fewer at the end.
  std::vector<Facet> facets = {};  ///< In the order of the request.
  std::vector<Note> notes = {};  ///< Remarks on the query, such as a part that was not understood.
  std::vector<TermExpansion> translations =
      {};                       ///< The translated terms, in the order of the query.
  std::string suggestion = {};  ///< The query with its spelling corrected, or empty.
  bool corrected = false;       ///< The results are those of `suggestion` (SearchRequest::correct).
  /// The query as it was understood, where the request has `explain`. For `强化学习 -title:综述`
  /// it is (and 强化学习 (not (title 综述))).
  std::string tree = {};
  double took_ms = 0;  ///< The time that the search took, in milliseconds.
};

}  // namespace dssearch
