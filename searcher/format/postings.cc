#include "searcher/format/postings.h"

#include <xxhash.h>

#include <bit>
#include <ostream>
#include <utility>

#include "dssearch/error.h"
#include "searcher/format/damage.h"
#include "searcher/format/schema.h"
#include "searcher/format/stem_forms.h"

namespace dssearch::format {
namespace {

// The file: the magic; each list, at a multiple of kUnit: how long its term is, in a byte, the
// term, and the blocks; then a hash table of terms, a power of two of slots with the place of a
// list in kUnit bytes, in four bytes each, 0 for an empty one; then where the table begins, in
// eight bytes.
constexpr std::string_view kMagic = "dspost1\n";
constexpr std::size_t kUnit = 8;
constexpr std::size_t kSlotBytes = 4;
constexpr std::size_t kEndBytes = 8;

std::uint64_t HashOf(std::string_view term) { return XXH3_64bits(term.data(), term.size()); }

[[noreturn]] void FailDamaged() {
  throw Error(ErrorCode::kIndexCorrupt, "the posting lists of the index are damaged", kRebuildHint);
}

// A posting list as it is collected.
struct List {
  std::vector<std::uint32_t> docs;
  std::vector<std::uint32_t> term_freqs;
};

void Read(const Xapian::Database& database, const std::string& term, List& list) {
  list.docs.clear();
  list.term_freqs.clear();
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
    list.docs.push_back(*it);
    list.term_freqs.push_back(it.get_wdf());
  }
}

// Adds the union of the forms of a stem, if there are several.
class StemLists {
 public:
  StemLists(const Xapian::Database& database, PostingsWriter& writer)
      : database_(database), writer_(writer), sums_(database.get_lastdocid() + 1) {}

  void Add(const std::string& stem_term) {
    std::size_t forms = 0;
    docs_.clear();
    for (const std::string& form : FormsOf(stem_term, database_)) {
      Read(database_, form, list_);
      forms += list_.docs.empty() ? 0 : 1;
      for (std::size_t i = 0; i < list_.docs.size(); ++i) {
        const std::uint32_t doc = list_.docs[i];
        if (!sums_[doc].seen) docs_.push_back(doc);
        sums_[doc].seen = true;
        sums_[doc].term_freq += list_.term_freqs[i];
      }
    }
    std::sort(docs_.begin(), docs_.end());
    std::vector<std::uint32_t> term_freqs;
    term_freqs.reserve(docs_.size());
    for (const std::uint32_t doc : docs_)
      term_freqs.push_back(std::exchange(sums_[doc], {}).term_freq);
    if (forms > 1) writer_.Add(stem_term, docs_, term_freqs);
  }

 private:
  struct Sum {
    bool seen = false;
    std::uint32_t term_freq = 0;
  };

  const Xapian::Database& database_;
  PostingsWriter& writer_;
  std::vector<Sum> sums_;
  std::vector<std::uint32_t> docs_;
  List list_;
};

}  // namespace

Postings::Postings(std::string bytes)
    : Postings(std::make_shared<const MappedFile>(std::move(bytes))) {}

std::shared_ptr<const Postings> Postings::Map(const std::string& path) {
  return std::shared_ptr<const Postings>(new Postings(MappedFile::Open(path)));
}

Postings::Postings(std::shared_ptr<const MappedFile> file) : file_(std::move(file)) {
  const std::string_view bytes = file_->bytes();
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kPackedMargin + kEndBytes)
    FailDamaged();
  const std::size_t end = bytes.size() - kEndBytes;
  const auto table = LoadInt<std::uint64_t>(bytes.data() + end);
  if (table < kMagic.size() + kPackedMargin || table > end || (end - table) % kSlotBytes != 0 ||
      !std::has_single_bit((end - table) / kSlotBytes))
    FailDamaged();
  slots_ = bytes.substr(table, end - table);
  lists_ = bytes.substr(0, table - kPackedMargin);
}

std::optional<PostingBlocks> Postings::Find(std::string_view term) const {
  const std::size_t mask = slots_.size() / kSlotBytes - 1;
  std::size_t slot = HashOf(term) & mask;
  for (std::size_t tried = 0; tried <= mask; ++tried, slot = (slot + 1) & mask) {
    const auto place = LoadInt<std::uint32_t>(slots_.data() + slot * kSlotBytes);
    if (place == 0) break;
    const std::size_t at = std::size_t{place} * kUnit;
    if (at >= lists_.size()) FailDamaged();
    const auto size = static_cast<unsigned char>(lists_[at]);
    if (lists_.substr(at + 1, size) == term) return PostingBlocks(lists_.substr(at + 1 + size));
  }
  return std::nullopt;
}

PostingsWriter::PostingsWriter(std::ostream& file, std::span<const std::uint32_t> doc_lengths)
    : file_(file), doc_lengths_(doc_lengths), size_(kMagic.size()) {
  file_ << kMagic;
}

void PostingsWriter::Add(std::string_view term, std::span<const std::uint32_t> docs,
                         std::span<const std::uint32_t> term_freqs) {
  if (docs.size() < Postings::kLeastDocFreq) return;
  bytes_.assign(1, static_cast<char>(term.size()));
  bytes_ += term;
  AppendPostings(docs, term_freqs, doc_lengths_,
                 static_cast<std::uint32_t>(doc_lengths_.size() - 1), bytes_);
  bytes_.append((kUnit - bytes_.size() % kUnit) % kUnit, '\0');
  terms_.push_back({HashOf(term), size_});
  file_ << bytes_;
  size_ += bytes_.size();
}

void PostingsWriter::Finish() {
  // At most three of four slots are taken.
  const std::size_t count = std::bit_ceil(terms_.size() * 4 / 3 + 1);
  std::vector<std::uint32_t> slots(count);
  for (const Slot& term : terms_) {
    std::size_t slot = term.hash & (count - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (count - 1);
    slots[slot] = static_cast<std::uint32_t>(term.offset / kUnit);
  }
  bytes_.assign(kPackedMargin, '\0');
  for (const std::uint32_t slot : slots) AppendInt(slot, kSlotBytes, bytes_);
  AppendInt(size_ + kPackedMargin, kEndBytes, bytes_);
  file_ << bytes_;
}

void AddStems(const Xapian::Database& database, PostingsWriter& writer) {
  StemLists stems(database, writer);
  ForEachStem(database, [&](const std::string& stem) {
    for (const Field* const field : {&kTextField, &kTitleField}) stems.Add(StemTerm(*field, stem));
  });
}

void WritePostings(const Xapian::Database& database, std::ostream& file) {
  std::vector<std::uint32_t> lengths(database.get_lastdocid() + 1);
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
    lengths[*it] = it.get_doclength();
  PostingsWriter writer(file, lengths);
  List list;
  for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it) {
    if (it.get_termfreq() < Postings::kLeastDocFreq) continue;
    const std::string term = *it;
    Read(database, term, list);
    writer.Add(term, list.docs, list.term_freqs);
  }
  AddStems(database, writer);
  writer.Finish();
}

}  // namespace dssearch::format
