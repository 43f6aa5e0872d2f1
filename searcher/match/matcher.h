#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "searcher/index/column.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/forward_positions_reader.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/posting_list.h"
#include "searcher/match/doc_window.h"
#include "searcher/match/phrase_matcher.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// Two-phase iteration: where words stand is looked up (kVerified), or taken for granted where a
/// document has them at all (kApproximation), which is far faster and never matches less. What is
/// excluded is always verified.
enum class Positions { kApproximation, kVerified };

/// Tells which documents match a query, a window at a time. For one query and one thread; the
/// query and the reader must stay. Throws Xapian::Error.
class Matcher {
 public:
  /// A node of the query, with what is looked up for it.
  struct Node {
    const QueryNode* query;
    std::vector<Node> children = {};
    std::shared_ptr<const PostingList> postings = nullptr;  ///< Of a term.
    std::vector<std::size_t> order = {};  ///< Of a conjunction: what needs positions last.
    std::shared_ptr<const DocBitSet> all = nullptr;  ///< Of kMatchAll.
    std::shared_ptr<const DateColumn> dates = nullptr;
    std::vector<bool> overlap = {};          ///< Of kDateRange: by ordinal of `dates`.
    struct PhraseState* phrase = nullptr;    ///< Of a phrase.
    std::vector<PhraseState*> phrases = {};  ///< In it or below.

    /// Of a term: its postings in the last RangeWindow that was looked at, [first, last).
    Xapian::docid window_begin = kNoWindow;
    std::size_t first = 0;
    std::size_t last = 0;

    Node(const QueryNode* node, Matcher& matcher, bool scores);

    /// Moves [first, last) on to a window.
    void MoveTo(const RangeWindow& window) {
      if (window_begin != window.begin) Advance(window);
    }

   private:
    static constexpr Xapian::docid kNoWindow = ~Xapian::docid{0};

    void Advance(const RangeWindow& window);
  };

  /// Without `scores` nothing is looked up that only scores: the second child of kAndMaybe.
  Matcher(const QueryNode& query, const IndexReader& reader, bool scores = true);
  Matcher(const Matcher&) = delete;  // Nodes refer to phrases.
  Matcher& operator=(const Matcher&) = delete;

  Node& root() { return root_; }

  /// The documents that match, of those of `among` if it is not null. Keeps in the cache which
  /// documents have phrases, where it had to look at most of those that might.
  DocBitSet Match(Positions positions, const DocBitSet* among = nullptr);

  /// Those of `among` in a window that match a node. Windows are RangeWindow, in order, or
  /// BlockWindow; BeginBlock comes before the first node of a block.
  template <typename Window>
  typename Window::Bits Match(Node& node, const Window& window, const typename Window::Bits& among,
                              Positions positions);

  void BeginBlock() { block_positions_.assign(BlockWindow::kSlots, std::nullopt); }

 private:
  template <typename Window>
  typename Window::Bits MatchTerm(Node& node, const Window& window,
                                  const typename Window::Bits& among);
  template <typename Window>
  void AddDisjunction(Node& node, const Window& window, const typename Window::Bits& among,
                      Positions positions, typename Window::Bits& any);
  template <typename Window>
  typename Window::Bits MatchConjunction(Node& node, const Window& window,
                                         const typename Window::Bits& among, Positions positions);
  template <typename Window>
  typename Window::Bits MatchPhrase(Node& node, const Window& window,
                                    const typename Window::Bits& among);
  template <typename Window>
  typename Window::Bits VerifyPositions(Node& node, const Window& window,
                                        const typename Window::Bits& candidates);
  void KeepPhrases(std::size_t windows);

  const IndexReader& reader_;
  /// By CacheKey: the same phrase may stand in a query several times.
  std::map<std::string, std::shared_ptr<PhraseState>> phrases_;
  Node root_;
  ForwardPositionsReader block_reader_;
  /// Of the documents of a block, once read: several phrases look at the same ones.
  std::vector<std::optional<std::string>> block_positions_;
};

extern template RangeWindow::Bits Matcher::Match(Node&, const RangeWindow&,
                                                 const RangeWindow::Bits&, Positions);
extern template BlockWindow::Bits Matcher::Match(Node&, const BlockWindow&,
                                                 const BlockWindow::Bits&, Positions);

/// The documents that match a query, of those of `among` if it is not null.
DocBitSet DocsMatching(const QueryNode& query, const IndexReader& reader,
                       const DocBitSet* among = nullptr,
                       Positions positions = Positions::kVerified);

/// How many documents match by approximation. Kept in the cache.
Xapian::doccount ApproximateDocFreq(const QueryNode& query, const IndexReader& reader);

/// The bits of a set that are in a window.
RangeWindow::Bits BitsIn(const RangeWindow& window, const DocBitSet& docs);

}  // namespace dssearch
