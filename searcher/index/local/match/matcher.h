#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "searcher/index/local/column.h"
#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/match/doc_window.h"
#include "searcher/index/local/match/phrase_state.h"
#include "searcher/index/local/match/posting_cursor.h"
#include "searcher/index/local/posting_list.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// How phrases are matched, as in Lucene's two-phase iteration: kVerified looks up the positions of
/// their words, kApproximation matches every document that has all of the words, which is far
/// faster and matches at least as many. The excluded child of kAndNot is verified in both.
enum class Positions { kApproximation, kVerified };

/// Matches documents against one query, a window at a time. For one thread; the query and the
/// reader must outlive it. Throws Xapian::Error.
class Matcher {
 public:
  /// A node of the query with the index data that it needs.
  struct Node {
    const QueryNode* query;
    std::vector<Node> children = {};
    std::shared_ptr<const PostingList> postings = nullptr;  ///< For kTerm.
    std::optional<PostingCursor> cursor = {};               ///< In `postings`.
    /// An upper bound of the documents that match.
    std::uint64_t most_docs = 0;
    /// For a conjunction: indices of `children` in the order in which they are evaluated, the
    /// rarest first. Children whose positions are verified come last, since they are the slowest.
    std::vector<std::size_t> order = {};
    std::shared_ptr<const DocBitSet> all_docs = nullptr;  ///< For kMatchAll.
    std::shared_ptr<const DateColumn> dates = nullptr;    ///< For kDateRange.
    std::vector<bool> overlap = {};  ///< For kDateRange, by ordinal of `dates`.
    std::shared_ptr<const OrdinalColumn> commits = nullptr;  ///< For kAddedAfter.
    PhraseState* phrase = nullptr;                           ///< For kPhrase and kNear.
    bool has_phrases = false;  ///< Whether this node or a descendant is kPhrase or kNear.

    Node(const QueryNode* node, Matcher& matcher);
  };

  /// What the nodes are for.
  enum class Use {
    kMatching,            ///< The second child of kAndMaybe is left out, since it only scores.
    kScoring,             ///< All nodes as they are.
    kApproximateScoring,  ///< A term that QueryNode::approximated_by another has its postings.
  };

  Matcher(const QueryNode& query, const LocalReader& reader, Use use);
  Matcher(const Matcher&) = delete;  // Nodes point to phrase states.
  Matcher& operator=(const Matcher&) = delete;

  Node& root() { return root_; }

  /// The documents that match the query, out of `among` if it is not null. Caches the documents
  /// that match a phrase, where it verified at least half of the phrase's candidates in each
  /// window.
  DocBitSet Match(Positions positions, const DocBitSet* among = nullptr);

  /// The documents of `among` that match a node, which belongs to this matcher. Windows are
  /// RangeWindow, ascending, or BlockWindow.
  template <typename Window>
  typename Window::Bits Match(Node& node, const Window& window, const typename Window::Bits& among,
                              Positions positions);

 private:
  template <typename Window>
  void AddDisjunction(Node& node, const Window& window, const typename Window::Bits& among,
                      Positions positions, typename Window::Bits& any);
  template <typename Window>
  void AddChildren(Node& node, const Window& window, const typename Window::Bits& among,
                   Positions positions, bool with_phrases, typename Window::Bits& any);
  template <typename Window>
  typename Window::Bits MatchConjunction(Node& node, const Window& window,
                                         const typename Window::Bits& among, Positions positions);
  template <typename Window>
  typename Window::Bits MatchPhrase(Node& node, const Window& window,
                                    const typename Window::Bits& among);

  const LocalReader& reader_;
  const Use use_;
  /// By CacheKey, since the same phrase may occur in a query several times.
  std::map<std::string, std::unique_ptr<PhraseState>> phrases_;
  Node root_;
};

extern template RangeWindow::Bits Matcher::Match(Node&, const RangeWindow&,
                                                 const RangeWindow::Bits&, Positions);
extern template BlockWindow::Bits Matcher::Match(Node&, const BlockWindow&,
                                                 const BlockWindow::Bits&, Positions);

/// The documents that match a query, out of `among` if it is not null. Throws Xapian::Error.
DocBitSet DocsMatching(const QueryNode& query, const LocalReader& reader,
                       const DocBitSet* among = nullptr,
                       Positions positions = Positions::kVerified);

/// How many documents match a query. kEstimated verifies at most a thousand of those that match by
/// approximation, evenly spread. Cached. Throws Xapian::Error.
Xapian::doccount CountDocs(const QueryNode& query, Precision precision, const LocalReader& reader);

}  // namespace dssearch
