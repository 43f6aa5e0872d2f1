#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/error.h"
#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "dssearch/response.h"

namespace dssearch {

/// One published state of an index.
struct IndexState {
  std::string generation = {};  ///< "gen-000007"; each rebuild makes the next one.
  std::string token = {};       ///< Another one after each rebuild and each update. ASCII.
  std::uint64_t papers = 0;
};

/// An open index. Start here.
///
///   dssearch::Searcher searcher("papers.idx");
///   for (const dssearch::Hit& hit : searcher.Search({.query = "信息检索"}).hits)
///     std::cout << hit.paper.title << '\n';
///
/// Every member may be called from several threads at once. Each call sees one
/// state of the index: the newest one published when the call began.
///
/// Every member throws Error. Besides what is said at a member: kIndexNotFound,
/// kIndexFormat and kIndexCorrupt when the index went away or was damaged.
class Searcher {
 public:
  /// Opens the index directory `path` for reading, and checks that it was
  /// written in the format and with the analyzer that this library reads.
  explicit Searcher(const std::string& path);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  /// Finds papers. No query text is an error: what is not understood becomes
  /// words, and notes in the response. Throws kInvalidRequest for a wrong date
  /// or range, a field that has no filter or facet, a limit above kMaxLimit.
  SearchResponse Search(const SearchRequest& request) const;

  /// Why `request` finds the paper with this id, or does not.
  Verdict WhyNot(const SearchRequest& request, std::string_view id) const;

  /// What searching makes of a text: dssearch::Analyze, and the terms of the lexicon
  /// that stand in it. Of these, Chinese ones that are cut into words count as a whole.
  AnalyzedText Analyze(std::string_view text) const;

  /// Completions of what has been typed so far: keywords that begin so and
  /// words that its only word begins, most frequent first, up to half of
  /// `limit`; then titles in which every typed word begins a word, best first.
  std::vector<std::string> Suggest(std::string_view prefix, std::size_t limit = 8) const;

  /// The paper with this id, if there is one.
  std::optional<Paper> Get(std::string_view id) const;

  /// Papers that share the most telling words with paper `id`, nearest first,
  /// without itself and without snippets; empty where there is no such paper.
  std::vector<Hit> Similar(std::string_view id, std::size_t limit = 10) const;

  /// How many papers the index holds.
  std::uint64_t size() const;

  /// The state that a call sees which begins now. What was answered in a state
  /// is answered again as long as its token is the same.
  IndexState state() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Where the tools look when no index is named: $DSSEARCH_INDEX, else
/// $XDG_DATA_HOME/dssearch/index, else ~/.local/share/dssearch/index; empty
/// where there is no $HOME.
std::string DefaultIndexPath();

}  // namespace dssearch
