#include "searcher/index/snapshot.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "searcher/format/stem_forms.h"
#include "searcher/rank/bm25.h"

namespace dssearch {
namespace {

// Terms that a larger part of all papers has are kept as sets, too.
constexpr Xapian::doccount kSetPart = 64;

// So few are read in no time.
constexpr Xapian::doccount kAlwaysRead = 64;

// Postings and sets that are kept take at most this; then all are dropped, which is
// simple and rare: a term that 30,000 papers have takes 200 kB.
constexpr std::size_t kMaxKeptBytes = std::size_t{128} << 20;

// What a map takes for an element besides what it holds, or somewhat more.
constexpr std::size_t kNodeBytes = 100;

// Each costs a look into a B-tree, and a query asks for dozens, many of them
// several times.
constexpr std::size_t kMaxKeptFrequencies = 50'000;

// Below, a word in one paper may well be the one that was meant.
constexpr Xapian::doccount kLargeIndex = 10'000;

// What the lexicon has of a unit is at most some kilobytes.
constexpr std::size_t kMaxKeptUnits = 10'000;

// One takes about a kilobyte, and a query asks for dozens, each several times.
constexpr std::size_t kMaxKeptTerms = 5'000;

// Short starts have the most terms; there are few of them.
constexpr std::size_t kKeptStartBytes = 4;
constexpr std::size_t kMaxKeptStarts = 10'000;

// Who turns pages or selects goes back to one of the last searches.
constexpr std::size_t kMaxKeptCountBytes = std::size_t{16} << 20;

template <typename Visit>
void ForEachInSlot(const Xapian::Database& database, Xapian::valueno slot, const Visit& visit) {
  for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
    visit(it.get_docid(), *it);
}

Postings ReadPostings(const std::string& term, const Xapian::Database& database) {
  Postings postings;
  const Xapian::doccount having = database.get_termfreq(term);
  postings.papers.reserve(having);
  postings.times.reserve(having);
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
    postings.papers.push_back(*it);
    postings.times.push_back(
        static_cast<std::uint16_t>(std::min<Xapian::termcount>(it.get_wdf(), UINT16_MAX)));
  }
  return postings;
}

// The papers that have any of the terms, and how often they have them together.
Postings Merged(const Postings& a, const Postings& b) {
  Postings merged;
  merged.papers.reserve(a.papers.size() + b.papers.size());
  merged.times.reserve(a.papers.size() + b.papers.size());
  for (std::size_t i = 0, j = 0; i < a.papers.size() || j < b.papers.size();) {
    const bool from_a = j == b.papers.size() || (i < a.papers.size() && a.papers[i] <= b.papers[j]);
    const bool from_b = i == a.papers.size() || (j < b.papers.size() && b.papers[j] <= a.papers[i]);
    merged.papers.push_back(from_a ? a.papers[i] : b.papers[j]);
    unsigned times = 0;
    if (from_a) times += a.times[i++];
    if (from_b) times += b.times[j++];
    merged.times.push_back(static_cast<std::uint16_t>(std::min<unsigned>(times, UINT16_MAX)));
  }
  return merged;
}

Postings ReadForms(const std::vector<std::string>& terms, const Xapian::Database& database) {
  Postings all;
  for (const std::string& term : terms) {
    Postings postings = ReadPostings(term, database);
    all = all.papers.empty() ? std::move(postings) : Merged(all, postings);
  }
  all.papers.shrink_to_fit();
  all.times.shrink_to_fit();
  return all;
}

}  // namespace

Snapshot::Frequency Snapshot::FrequencyOf(const std::string& term,
                                          const Xapian::Database& database) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = frequencies_.find(term); found != frequencies_.end())
      return found->second;
  }
  Frequency frequency{database.get_termfreq(term), database.get_collection_freq(term)};
  if (format::ReadTerm(term).kind == format::TermKind::kStem) {
    for (const std::string& form : format::FormsOf(term, database))
      frequency.times += database.get_collection_freq(form);
    frequency.papers = static_cast<Xapian::doccount>(PostingsOf(term, database)->papers.size());
  }
  const std::lock_guard lock(mutex_);
  if (frequencies_.size() >= kMaxKeptFrequencies) frequencies_.clear();
  frequencies_.emplace(term, frequency);
  return frequency;
}

std::shared_ptr<const Postings> Snapshot::PostingsOf(const std::string& term,
                                                     const Xapian::Database& database) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto kept = postings_.find(term); kept != postings_.end()) return kept->second;
  }
  auto postings = std::make_shared<Postings>();
  if (format::ReadTerm(term).kind == format::TermKind::kStem) {
    *postings = ReadForms(format::FormsOf(term, database), database);
  } else {
    *postings = ReadPostings(term, database);
  }
  const std::size_t having = postings->papers.size();
  if (having <= kAlwaysRead) return postings;
  if (having > database.get_doccount() / kSetPart) {
    DocSet set(database.get_lastdocid());
    postings->AddTo(set);
    postings->set = std::move(set);
  }
  const std::size_t bytes = sizeof *postings + postings->bytes() + term.size() + kNodeBytes;
  const std::lock_guard lock(mutex_);
  MakeRoom(bytes);
  if (postings_.emplace(term, postings).second) postings_bytes_ += bytes;
  return postings;
}

std::shared_ptr<const Postings> Snapshot::KeptSet(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = sets_.find(key);
  return found == sets_.end() ? nullptr : found->second;
}

void Snapshot::KeepSet(const std::string& key, const DocSet& papers,
                       const Xapian::Database& database) {
  auto kept = std::make_shared<Postings>();
  if (papers.size() > database.get_doccount() / kSetPart) {
    kept->set = papers;
  } else {
    papers.ForEach([&](Xapian::docid paper) { kept->papers.push_back(paper); });
    kept->papers.shrink_to_fit();
  }
  const std::size_t bytes = sizeof *kept + kept->bytes() + key.size() + kNodeBytes;
  const std::lock_guard lock(mutex_);
  MakeRoom(bytes);
  if (sets_.emplace(key, std::move(kept)).second) postings_bytes_ += bytes;
}

std::shared_ptr<const Snapshot::ShownTerm> Snapshot::KeptTerm(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = shown_terms_.find(key);
  return found == shown_terms_.end() ? nullptr : found->second;
}

void Snapshot::KeepTerm(const std::string& key, std::shared_ptr<const ShownTerm> term) {
  const std::scoped_lock lock(mutex_);
  if (shown_terms_.size() >= kMaxKeptTerms) shown_terms_.clear();
  shown_terms_.emplace(key, std::move(term));
}

std::optional<Xapian::doccount> Snapshot::KeptSize(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = sizes_.find(key);
  if (found == sizes_.end()) return std::nullopt;
  return found->second;
}

void Snapshot::KeepSize(const std::string& key, Xapian::doccount count) {
  const std::lock_guard lock(mutex_);
  if (sizes_.size() >= kMaxKeptFrequencies) sizes_.clear();
  sizes_.emplace(key, count);
}

void Snapshot::MakeRoom(std::size_t bytes) {
  if (postings_bytes_ + bytes <= kMaxKeptBytes) return;
  postings_.clear();
  sets_.clear();
  postings_bytes_ = 0;
}

std::shared_ptr<const DocSet> Snapshot::Papers(const Xapian::Database& database) {
  const std::lock_guard lock(columns_mutex_);
  if (!papers_) {
    auto papers = std::make_shared<DocSet>(database.get_lastdocid());
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
      papers->Add(*it);
    papers_ = std::move(papers);
  }
  return papers_;
}

std::shared_ptr<const std::vector<float>> Snapshot::LengthNorms(const Xapian::Database& database) {
  const std::lock_guard lock(columns_mutex_);
  if (!length_norms_) {
    auto norms = std::make_shared<std::vector<float>>(database.get_lastdocid() + 1);
    const double average = database.get_average_length();
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
      (*norms)[*it] = ranking::LengthNorm(it.get_doclength(), average);
    length_norms_ = std::move(norms);
  }
  return length_norms_;
}

std::shared_ptr<const Labels> Snapshot::DomainLabels(const Xapian::Database& database,
                                                     text::Analyzer& analyzer) {
  const std::lock_guard lock(columns_mutex_);
  if (!labels_)
    labels_ = std::make_shared<Labels>(
        format::DecodeLabels(database.get_metadata(format::kLabelsKey)), analyzer);
  return labels_;
}

std::shared_ptr<const std::vector<format::LexiconEntry>> Snapshot::TermsBeginning(
    const std::string& unit, const Xapian::Database& database) {
  {
    const std::lock_guard lock(mutex_);
    const auto kept = lexicon_.find(unit);
    if (kept != lexicon_.end()) return kept->second;
  }
  auto entries = std::make_shared<const std::vector<format::LexiconEntry>>(
      format::DecodeEntries(database.get_metadata(format::LexiconKey(unit))));
  const std::lock_guard lock(mutex_);
  if (lexicon_.size() >= kMaxKeptUnits) lexicon_.clear();
  return lexicon_.emplace(unit, std::move(entries)).first->second;
}

std::shared_ptr<const ValueColumn> Snapshot::Values(const format::Field& field,
                                                    const Xapian::Database& database,
                                                    text::Analyzer& analyzer) {
  const auto labels = DomainLabels(database, analyzer);
  const bool domain = field.name == "domain";
  const std::lock_guard lock(columns_mutex_);
  std::shared_ptr<const ValueColumn>& column = values_[field.name];
  if (!column) {
    ValueColumn::Builder builder([&](std::string_view text) {
      return domain ? labels->Canonical(analyzer.Fold(text)) : analyzer.Fold(text);
    });
    ForEachInSlot(database, SlotOf(field), [&](Xapian::docid paper, const std::string& joined) {
      builder.Add(paper, joined);
    });
    column = std::make_shared<ValueColumn>(std::move(builder).Build());
  }
  return column;
}

std::shared_ptr<const DateColumn> Snapshot::Dates(const Xapian::Database& database) {
  const std::lock_guard lock(columns_mutex_);
  if (!dates_) {
    // Papers have both slots or neither.
    DateColumn::Builder builder;
    auto last = database.valuestream_begin(format::kLastDaySlot);
    ForEachInSlot(database, SlotOf(format::FieldNamed("date")),
                  [&](Xapian::docid paper, const std::string& first) {
                    builder.Add(paper, {format::DecodeDay(first), format::DecodeDay(*last)});
                    ++last;
                  });
    dates_ = std::make_shared<DateColumn>(std::move(builder).Build());
  }
  return dates_;
}

std::shared_ptr<const Counts> Snapshot::KeptCounts(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  return found == counts_.end() ? nullptr : found->second;
}

void Snapshot::KeepCounts(const std::string& key, std::shared_ptr<const Counts> counts,
                          std::size_t bytes) {
  if (bytes > kMaxKeptCountBytes / 8) return;
  const std::lock_guard lock(mutex_);
  if (counts_bytes_ + bytes > kMaxKeptCountBytes) {
    counts_.clear();
    counts_bytes_ = 0;
  }
  if (counts_.emplace(key, std::move(counts)).second) counts_bytes_ += bytes;
}

std::shared_ptr<const std::vector<std::uint32_t>> Snapshot::TitlePlaces(
    const Xapian::Database& database) {
  const std::lock_guard lock(columns_mutex_);
  if (!title_places_) {
    struct Titled {
      bool untitled;
      std::string title;
      std::string id;
      Xapian::docid paper;
    };
    std::vector<Titled> all;
    auto title = database.valuestream_begin(format::kTitleKeySlot);
    const auto titles_end = database.valuestream_end(format::kTitleKeySlot);
    ForEachInSlot(database, SlotOf(format::FieldNamed("id")),
                  [&](Xapian::docid paper, const std::string& id) {
                    if (title != titles_end) title.skip_to(paper);
                    const bool titled = title != titles_end && title.get_docid() == paper;
                    all.push_back({!titled, titled ? *title : "", id, paper});
                  });
    std::sort(all.begin(), all.end(), [](const Titled& a, const Titled& b) {
      return std::tie(a.untitled, a.title, a.id) < std::tie(b.untitled, b.title, b.id);
    });
    auto places = std::make_shared<std::vector<std::uint32_t>>(database.get_lastdocid() + 1);
    for (std::size_t i = 0; i < all.size(); ++i)
      (*places)[all[i].paper] = static_cast<std::uint32_t>(i);
    title_places_ = std::move(places);
  }
  return title_places_;
}

std::shared_ptr<const std::vector<Snapshot::TermFrequency>> Snapshot::WordsFrom(
    char letter, const Xapian::Database& database) {
  const std::lock_guard lock(columns_mutex_);
  std::shared_ptr<const std::vector<TermFrequency>>& kept = words_from_[letter];
  if (!kept) {
    const Xapian::doccount least = database.get_doccount() < kLargeIndex ? 1 : 2;
    auto words = std::make_shared<std::vector<TermFrequency>>();
    const std::string start(1, letter);
    for (auto it = database.allterms_begin(start); it != database.allterms_end(start); ++it)
      if (it.get_termfreq() >= least && text::IsEnglish(*it))
        words->emplace_back(it.get_termfreq(), *it);
    words->shrink_to_fit();
    kept = std::move(words);
  }
  return kept;
}

std::shared_ptr<const Snapshot::Completions> Snapshot::TermsFrom(const std::string& start,
                                                                 const Xapian::Database& database) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto kept = terms_from_.find(start); kept != terms_from_.end()) return kept->second;
  }
  auto completions = std::make_shared<Completions>();
  std::vector<TermFrequency>& terms = completions->terms;
  for (auto it = database.allterms_begin(start); it != database.allterms_end(start); ++it)
    terms.emplace_back(it.get_termfreq(), *it);
  completions->total = terms.size();
  const std::size_t most = std::min(terms.size(), kMaxCompletions);
  std::partial_sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(most), terms.end(),
                    [](const TermFrequency& a, const TermFrequency& b) {
                      return a.first != b.first ? a.first > b.first : a.second < b.second;
                    });
  terms.resize(most);
  terms.shrink_to_fit();
  if (start.size() > kKeptStartBytes) return completions;
  const std::lock_guard lock(mutex_);
  if (terms_from_.size() < kMaxKeptStarts) terms_from_.emplace(start, completions);
  return completions;
}

}  // namespace dssearch
