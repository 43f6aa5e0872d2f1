#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/api.h"
#include "dssearch/budget.h"
#include "dssearch/error.h"
#include "dssearch/paper.h"
#include "dssearch/request.h"
#include "dssearch/response.h"

namespace dssearch {

/// A state of an index, from one commit of its writer to the next.
struct IndexState {
  std::string commit = {};   ///< "commit-000007"; each run that changes something makes the next.
  std::string token = {};    ///< Differs from state to state. ASCII.
  std::uint64_t papers = 0;  ///< The number of papers.
  std::uint64_t bytes = 0;   ///< The size of its files.
  std::int64_t time = 0;     ///< When it was published, in seconds since 1970.
};

/// The hits of a search, some at a time, all of one state of the index whatever is published
/// meanwhile. For one thread at a time; the Searcher must outlive it.
///
///   dssearch::Cursor cursor = searcher.Open({.query = "推理", .limit = dssearch::kNoLimit});
///   for (auto hits = cursor.Next(100); !hits.empty(); hits = cursor.Next(100)) ...
class DSSEARCH_API Cursor {
 public:
  ~Cursor();
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;

  /// How many hits there are in all.
  std::uint64_t total() const;

  /// What Searcher::Search says of the request beside the hits: notes, translations, a suggestion.
  /// It has neither hits nor facets. Throws Error as Searcher::Search does.
  SearchResponse Summary(const Budget& budget = {}) const;

  /// The next hits, at most kMaxLimit of them; none at the end. Throws Error as Searcher::Search
  /// does; after std::bad_alloc there are no more hits.
  std::vector<Hit> Next(std::size_t count, const Budget& budget = {});

 private:
  friend class Searcher;
  struct Impl;
  explicit Cursor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// How an index is opened.
struct SearcherOptions {
  /// What the caches of a state of the index may take, in bytes: Searcher::cache_bytes() is never
  /// above it. Searches that are asked again take longer with less; 0 for no caches.
  std::size_t cache_bytes = std::size_t{64} << 20;
};

/// An index that is open for searching. Start here.
///
///   dssearch::Searcher searcher("papers.idx");
///   for (const dssearch::Hit& hit : searcher.Search({.query = "信息检索"}).hits)
///     std::cout << hit.paper.title << '\n';
///
/// Answers as JSON are in json.h, papers for reference managers in export.h; writer.h makes an
/// index.
///
/// Every member may be called from several threads at once. Each call sees one state of the index,
/// the newest one when the call begins.
///
/// Every member may throw Error: the codes that its comment names, those of its Budget, and
/// kIndexNotFound, kIndexFormat or kIndexCorrupt where the index has gone away or is damaged. Where
/// there is no memory, caches are emptied first; std::bad_alloc is thrown where that does not do.
///
/// A Searcher that was opened before fork() is not to be used in the child, which has no part of
/// its threads; one that the child opens is its own.
class DSSEARCH_API Searcher {
 public:
  /// Opens the index directory `path` for reading, and checks that it was written in the format and
  /// with the analyzer of this library. Throws kIndexNotFound, kIndexFormat or kIndexCorrupt.
  explicit Searcher(const std::string& path, const SearcherOptions& options = {});
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  /// A searcher of one state of the index, which it keeps whatever is published meanwhile, so that
  /// pages fit together: that of this call, or that of a commit (IndexState::commit) of which
  /// somebody has an earlier page. It shares the caches of its state, and may outlive this one.
  ///
  /// The files of a state stay until the second commit after it. After that Pin() throws
  /// kStateGone, and so does a call to what is pinned where more threads search at once than did
  /// before.
  Searcher Pin(const std::string& commit = {}) const;

  /// Finds papers. Any text is a query: a part that is not understood is searched as words, and the
  /// response has a note of it. Throws kInvalidRequest for a wrong date or range of dates, for a
  /// filter or facet of a field that has none, and for a limit above kMaxLimit.
  SearchResponse Search(const SearchRequest& request, const Budget& budget = {}) const;

  /// Throws kInvalidRequest where Search would, but searches nothing.
  void Check(const SearchRequest& request) const;

  /// The same as Search for any number of hits: `limit` of them from `offset` on, which is 10
  /// unless the request says otherwise, or all where it is kNoLimit. Facets are not counted.
  Cursor Open(const SearchRequest& request, const Budget& budget = {}) const;

  /// Says why `request` finds the paper with this id or does not. Throws kInvalidRequest as Search
  /// does.
  Verdict WhyNot(const SearchRequest& request, std::string_view id,
                 const Budget& budget = {}) const;

  /// Analyzes a text as dssearch::Analyze does, and also finds the terms of the index's lexicon in
  /// it. A Chinese term of several words scores as a whole.
  AnalyzedText Analyze(std::string_view text) const;

  /// Completes what a person has typed so far, with at most `limit` completions. First come
  /// keywords that begin with `prefix` and, where it is a single word, words that do, the most
  /// frequent first, up to half of `limit`; then titles in which each typed word begins a word, the
  /// best first. A term is returned in one spelling, the most frequent one. Pinyin is completed to
  /// what it means (qianghuaxuexi: 强化学习), unless words that begin so are likelier.
  std::vector<std::string> Suggest(std::string_view prefix, std::size_t limit = 8,
                                   const Budget& budget = {}) const;

  /// The paper with this id; empty where the index has none.
  std::optional<Paper> Get(std::string_view id) const;

  /// The papers that share the most characteristic words with the paper `id`, the most similar
  /// first, without that paper. Hits have no snippets. Empty where the index has no such paper.
  std::vector<Hit> Similar(std::string_view id, std::size_t limit = 10,
                           const Budget& budget = {}) const;

  /// The number of papers in the index.
  std::uint64_t size() const;

  /// The memory that caches take, in bytes.
  std::size_t cache_bytes() const;

  /// Empties the caches, where memory is wanted for something else.
  void EmptyCaches() const;

  /// The state that a call sees if it begins now. While the token stays the same, the same request
  /// has the same answer, so a cache may use the token as a part of its keys.
  IndexState state() const;

 private:
  struct Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The index directory of the tools where none is named: $DSSEARCH_INDEX, else
/// $XDG_DATA_HOME/dssearch/index, else ~/.local/share/dssearch/index; empty where there is no
/// $HOME. Thread-safe as long as nobody changes the environment.
DSSEARCH_API std::string DefaultIndexPath();

}  // namespace dssearch
