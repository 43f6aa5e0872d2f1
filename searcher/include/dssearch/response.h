#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/explanation.h"
#include "dssearch/note.h"
#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "dssearch/snippet.h"

namespace dssearch {

/// A paper that was found.
struct Hit {
  Paper paper = {};
  double score = 0;                       ///< Comparable within one response only.
  std::vector<std::string> domains = {};  ///< Of the paper, as to be shown for this query.
  std::vector<Snippet> snippets = {};     ///< Best first; empty where nothing can be shown.
  std::vector<Evidence> evidence = {};    ///< Most first, where the request asked to explain.
};

/// A value of a facet and how many of the matching papers have it.
struct FacetCount {
  std::string value = {};  ///< A date bucket is YYYY, YYYY-MM or YYYY-MM-DD; empty for undated.
  std::uint64_t count = 0;
  bool selected = false;  ///< The request filters by it.
  /// What to show for it: of a domain that has names in both languages the one
  /// in the language of the query; else `value`.
  std::string label = {};
  std::string label_zh = {};  ///< Both names, where there are such.
  std::string label_en = {};

  bool operator==(const FacetCount&) const = default;
};

/// The counts of one field. Exact, and not narrowed by the field's own
/// filters, so that another value can be chosen beside the selected ones.
/// Selected values are listed even at zero.
struct Facet {
  std::string field = {};
  /// Dates in order of time without gaps, undated papers last; others most
  /// frequent first. Gaps are left where filling them took more than 1,200 buckets.
  std::vector<FacetCount> counts = {};
  std::size_t values = 0;  ///< How many there are, with those that a limit leaves out.

  bool operator==(const Facet&) const = default;
};

/// What the lexicon of the index added to a term of the query.
struct AddedTerm {
  std::string term = {};                ///< As it was asked for: 联邦学习.
  std::vector<std::string> added = {};  ///< In the other language, surest first.
  double strength = 0;                  ///< Of the first, up to 1: how sure it is.

  bool operator==(const AddedTerm&) const = default;
};

/// What a search found.
struct SearchResponse {
  SearchRequest request = {};      ///< As it was asked.
  Match match = Match::kAll;       ///< What was used: kAll or kAny.
  std::string dates = {};          ///< What the request's dates come to: 2024-05..2024, or empty.
  std::uint64_t total = 0;         ///< Papers that match, exactly.
  std::vector<Hit> hits = {};      ///< `limit` of them from `offset`, fewer at the end.
  std::vector<Facet> facets = {};  ///< In the order asked.
  std::vector<Note> notes = {};    ///< What in the query was not understood or was changed.
  std::vector<AddedTerm> translations = {};  ///< In the order of the query.
  std::string suggestion = {};               ///< A better spelled query, or empty.
  /// The query as it was understood, where the request asked to explain:
  /// (and 强化学习 (not (title 综述))).
  std::string tree = {};
  double took_ms = 0;
};

}  // namespace dssearch
