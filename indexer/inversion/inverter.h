#pragma once

#include <xapian.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// Inverts a batch of documents in memory: takes the terms of one document after the other, and
/// gives the posting list of each term. What a document costs are the searches of its terms in a
/// hash table, and eight bytes a posting.
///
/// The documents are numbered from 1. Not thread-safe.
class Inverter {
 public:
  Inverter();

  /// Begins a document; what follows is of it.
  void BeginDocument();

  /// Adds to the wdf of a term, which the document has then.
  void AddTerm(std::string_view term, Xapian::termcount wdf);

  /// Sets a value that was not set yet. An empty one is none.
  void SetValue(unsigned slot, std::string_view value);

  /// How many documents there are.
  Xapian::docid size() const { return static_cast<Xapian::docid>(lengths_.size()); }

  /// The length of each document: the sum of its wdfs.
  const std::vector<Xapian::termcount>& lengths() const { return lengths_; }

  /// The values of a slot: that of each document that has one, as glass::AppendText() writes it,
  /// after the number of documents since the one before (glass::AppendNumber).
  struct Values {
    std::string bytes;
    Xapian::docid last = 0;  ///< The last document that has one.
  };
  const std::map<unsigned, Values>& values() const { return values_; }

  /// Calls `visit(std::string_view term, std::span<const Posting>)` for each term, in the order of
  /// their bytes.
  struct Posting {
    Xapian::docid document;
    Xapian::termcount wdf;
  };
  template <typename Visit>
  void ForEachTerm(const Visit& visit) const {
    const std::vector<std::uint32_t> order = TermsInOrder();
    std::vector<std::size_t> begins;
    const std::vector<Posting> postings = PostingsIn(order, begins);
    for (std::size_t i = 0; i < order.size(); ++i)
      visit(TextOf(terms_[order[i]]),
            std::span(postings).subspan(begins[i], terms_[order[i]].documents));
  }

  /// Forgets all documents. Their memory is kept for others.
  void Clear();

 private:
  /// The first bytes of a text, filled with zeros: most terms have no more.
  using Head = std::array<std::uint64_t, 2>;
  struct Term {
    Head head;
    std::uint32_t text = 0;  ///< The place of all of it in `texts_`.
    std::uint32_t size = 0;
    std::uint32_t documents = 0;
    std::uint32_t last = 0;  ///< The place of its last occurrence in `occurrences_`.
  };
  struct Bucket {
    std::uint32_t hash = 0;
    std::uint32_t term = 0;  ///< One more than its place in `terms_`; 0 for none.
  };
  struct Occurrence {
    std::uint32_t term;
    Xapian::termcount wdf;
  };

  std::string_view TextOf(const Term& term) const {
    return std::string_view(texts_).substr(term.text, term.size);
  }
  Term& TermOf(std::string_view text);
  void GrowBuckets();
  std::vector<std::uint32_t> TermsInOrder() const;
  std::vector<Posting> PostingsIn(const std::vector<std::uint32_t>& order,
                                  std::vector<std::size_t>& begins) const;

  std::string texts_;            ///< Of all terms, one after the other.
  std::vector<Term> terms_;      ///< In the order in which they came.
  std::vector<Bucket> buckets_;  ///< A hash table with open addressing; its size a power of two.
  std::vector<Occurrence> occurrences_;  ///< The terms of each document, one after the other.
  std::vector<std::size_t> begins_;      ///< Where those of each document begin.
  std::vector<Xapian::termcount> lengths_;
  std::map<unsigned, Values> values_;
};

}  // namespace dssearch::indexer
