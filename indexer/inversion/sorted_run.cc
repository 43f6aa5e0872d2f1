#include "indexer/inversion/sorted_run.h"

#include <fstream>
#include <string_view>
#include <utility>

#include "dssearch/error.h"
#include "indexer/glass/encoding.h"
#include "searcher/format/mapped_file.h"

namespace dssearch::indexer {
namespace {

// The file: the values of each slot as the inverter has them, then each term with the number of its
// documents and its postings: the documents since the one before, and the wdf.

constexpr std::size_t kBufferBytes = 1 << 16;

}  // namespace

SortedRun SortedRun::Write(const Inverter& inverter, std::filesystem::path path) {
  SortedRun run;
  run.path_ = std::move(path);
  run.lengths_ = inverter.lengths();
  std::ofstream file(run.path_, std::ios::binary);
  std::size_t end = 0;
  const auto write = [&](const std::string& bytes) {
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    end += bytes.size();
  };
  for (const auto& [slot, values] : inverter.values()) {
    run.values_[slot].begin = end;
    write(values.bytes);
    run.values_[slot].end = end;
  }
  run.terms_.begin = end;
  std::string bytes;
  inverter.ForEachTerm([&](std::string_view term, std::span<const Inverter::Posting> postings) {
    glass::AppendText(term, bytes);
    glass::AppendNumber(postings.size(), bytes);
    Xapian::docid last = 0;
    for (const auto& [document, wdf] : postings) {
      glass::AppendNumber(document - std::exchange(last, document), bytes);
      glass::AppendNumber(wdf, bytes);
    }
    if (bytes.size() < kBufferBytes) return;
    write(bytes);
    bytes.clear();
  });
  write(bytes);
  run.terms_.end = end;
  if (!file.flush())
    throw Error(ErrorCode::kIo, "cannot write '" + run.path_.string() + "'", "is the disk full?");
  return run;
}

class SortedRun::Reader : public MergeSource {
 public:
  explicit Reader(const SortedRun& run)
      : run_(run), file_(format::MappedFile::Open(run.path_.string())) {
    if (file_->bytes().size() < run_.terms_.end)
      throw Error(ErrorCode::kIo, "cannot read '" + run_.path_.string() + "'", "");
    bytes_ = file_->bytes().data();
    next_ = bytes_ + run_.terms_.begin;
  }

  Xapian::docid size() const override { return run_.size(); }

  void AppendLengths(std::vector<Xapian::termcount>& lengths) override {
    lengths.insert(lengths.end(), run_.lengths_.begin(), run_.lengths_.end());
  }

  void ForEachValue(unsigned slot, const ValueVisitor& visit) override {
    const auto part = run_.values_.find(slot);
    if (part == run_.values_.end()) return;
    Xapian::docid document = 0;
    for (const char* at = bytes_ + part->second.begin; at != bytes_ + part->second.end;) {
      document += static_cast<Xapian::docid>(glass::TakeNumber(at));
      visit(document, glass::TakeText(at));
    }
  }

  bool NextTerm() override {
    if (next_ == bytes_ + run_.terms_.end) return false;
    term_ = glass::TakeText(next_);
    return true;
  }

  std::string_view term() const override { return term_; }

  void AppendPostings(Xapian::docid base, std::vector<Xapian::docid>& documents,
                      std::vector<Xapian::termcount>& wdfs) override {
    Xapian::docid document = base;
    for (std::uint64_t left = glass::TakeNumber(next_); left > 0; --left) {
      document += static_cast<Xapian::docid>(glass::TakeNumber(next_));
      documents.push_back(document);
      wdfs.push_back(static_cast<Xapian::termcount>(glass::TakeNumber(next_)));
    }
  }

 private:
  const SortedRun& run_;
  std::shared_ptr<const format::MappedFile> file_;
  const char* bytes_;
  const char* next_;  ///< What is read next of the terms.
  std::string_view term_;
};

std::unique_ptr<MergeSource> SortedRun::Open() const { return std::make_unique<Reader>(*this); }

}  // namespace dssearch::indexer
