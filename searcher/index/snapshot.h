#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "searcher/format/lexicon.h"
#include "searcher/format/schema.h"
#include "searcher/index/column.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/labels.h"
#include "searcher/index/posting_list.h"
#include "searcher/match/query_node.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

struct Counts;

/// What is kept in memory of one state of an index: columns and sets of papers,
/// each made when it is first asked for. Thread-safe; shared by the sessions
/// that are open on this state. `database` is always the caller's own, open on
/// this state.
class Snapshot {
 public:
  /// `state` tells this state of the index from any other.
  explicit Snapshot(std::string state) : state_(std::move(state)) {}

  const std::string& state() const { return state_; }

  /// How many papers have a term, and how often all together.
  struct Frequency {
    Xapian::doccount papers = 0;
    Xapian::termcount times = 0;
  };
  Frequency FrequencyOf(const std::string& term, const Xapian::Database& database);

  /// Where a term is; that of a stem where any of its forms is. All but rare
  /// ones are kept.
  std::shared_ptr<const Postings> PostingsOf(const std::string& term,
                                             const Xapian::Database& database);

  /// The papers that were found under `key` before, without times, or nullptr; and
  /// what to keep.
  std::shared_ptr<const Postings> KeptSet(const std::string& key);
  void KeepSet(const std::string& key, const DocSet& papers, const Xapian::Database& database);

  /// How many papers were found under `key` before, and what to keep.
  std::optional<Xapian::doccount> KeptSize(const std::string& key);
  void KeepSize(const std::string& key, Xapian::doccount count);

  /// All papers.
  std::shared_ptr<const DocSet> Papers(const Xapian::Database& database);

  /// ranking::LengthNorm of each paper, by docid.
  std::shared_ptr<const std::vector<float>> LengthNorms(const Xapian::Database& database);

  /// What the domains are called.
  std::shared_ptr<const Labels> DomainLabels(const Xapian::Database& database,
                                             text::Analyzer& analyzer);

  /// The terms of the lexicon that begin with a unit.
  std::shared_ptr<const std::vector<format::LexiconEntry>> TermsBeginning(
      const std::string& unit, const Xapian::Database& database);

  /// A term of the lexicon as a text may show it.
  struct ShownTerm {
    Clause clause;                   ///< The papers that have all its words.
    std::vector<std::string> units;  ///< text/units.h
  };
  /// What was made of a term before under `key`, or nullptr; and what to keep.
  std::shared_ptr<const ShownTerm> KeptTerm(const std::string& key);
  void KeepTerm(const std::string& key, std::shared_ptr<const ShownTerm> term);

  /// The values of a field that is counted by its values.
  std::shared_ptr<const ValueColumn> Values(const format::Field& field,
                                            const Xapian::Database& database,
                                            text::Analyzer& analyzer);
  std::shared_ptr<const DateColumn> Dates(const Xapian::Database& database);

  /// What was counted before under `key`, or nullptr; and what to keep of it.
  std::shared_ptr<const Counts> KeptCounts(const std::string& key);
  void KeepCounts(const std::string& key, std::shared_ptr<const Counts> counts, std::size_t bytes);

  /// The place of each paper, by docid, among all of them by title, then id.
  std::shared_ptr<const std::vector<std::uint32_t>> TitlePlaces(const Xapian::Database& database);

  /// A term and the number of papers that have it.
  using TermFrequency = std::pair<Xapian::doccount, std::string>;
  struct Completions {
    std::vector<TermFrequency> terms;  ///< Most frequent first, at most kMaxCompletions.
    std::size_t total = 0;             ///< How many there are.
  };
  /// More hardly change what is found first, and each costs a posting list.
  static constexpr std::size_t kMaxCompletions = 64;

  /// The English words of texts that begin with this letter, in order; of a
  /// large index without those that a single paper has, which are as likely
  /// misspelt.
  std::shared_ptr<const std::vector<TermFrequency>> WordsFrom(char letter,
                                                              const Xapian::Database& database);

  /// The most frequent terms that begin with `start`. Those of short starts,
  /// which are slow to find, are kept.
  std::shared_ptr<const Completions> TermsFrom(const std::string& start,
                                               const Xapian::Database& database);

 private:
  /// Makes room, with the lock held.
  void MakeRoom(std::size_t bytes);

  const std::string state_;
  std::mutex mutex_;  ///< Guards what is small.
  std::unordered_map<std::string, Frequency> frequencies_;
  std::unordered_map<std::string, Xapian::doccount> sizes_;
  std::unordered_map<std::string, std::shared_ptr<const Postings>> postings_;
  std::unordered_map<std::string, std::shared_ptr<const Postings>> sets_;  ///< Without times.
  std::size_t postings_bytes_ = 0;                                         ///< Of both.
  std::unordered_map<std::string, std::shared_ptr<const Completions>> terms_from_;
  std::unordered_map<std::string, std::shared_ptr<const std::vector<format::LexiconEntry>>>
      lexicon_;
  std::unordered_map<std::string, std::shared_ptr<const ShownTerm>> shown_terms_;
  std::unordered_map<std::string, std::shared_ptr<const Counts>> counts_;
  std::size_t counts_bytes_ = 0;

  /// Guards what takes long to make. It is held meanwhile, so that of those who
  /// want the same one makes it; the others are not kept waiting.
  std::mutex columns_mutex_;
  std::map<std::string_view, std::shared_ptr<const ValueColumn>> values_;
  std::shared_ptr<const DateColumn> dates_;
  std::shared_ptr<const DocSet> papers_;
  std::map<char, std::shared_ptr<const std::vector<TermFrequency>>> words_from_;
  std::shared_ptr<const std::vector<float>> length_norms_;
  std::shared_ptr<const Labels> labels_;
  std::shared_ptr<const std::vector<std::uint32_t>> title_places_;
};

}  // namespace dssearch
