#include "indexer/inversion/database_source.h"

#include <string>
#include <utility>

namespace dssearch::indexer {
namespace {

class DatabaseSource : public MergeSource {
 public:
  DatabaseSource(Xapian::Database database, std::shared_ptr<const format::StoredValues> values)
      : database_(std::move(database)),
        values_(std::move(values)),
        size_(database_.get_lastdocid()) {}

  Xapian::docid size() const override { return size_; }

  void AppendLengths(std::vector<Xapian::termcount>& lengths) override {
    const std::size_t begin = lengths.size();
    lengths.resize(begin + size_);
    for (auto it = database_.postlist_begin(""); it != database_.postlist_end(""); ++it)
      lengths[begin + *it - 1] = it.get_doclength();
  }

  void ForEachValue(unsigned slot, const ValueVisitor& visit) override {
    if (format::IsStored(slot)) {
      for (Xapian::docid document = 1; document <= size_; ++document)
        if (const std::string_view value = values_->Of(slot, document); !value.empty())
          visit(document, value);
      return;
    }
    const auto end = database_.valuestream_end(slot);
    for (auto it = database_.valuestream_begin(slot); it != end; ++it) visit(it.get_docid(), *it);
  }

  bool NextTerm() override {
    if (is_first_) {
      terms_ = database_.allterms_begin();
      is_first_ = false;
    } else {
      ++terms_;
    }
    if (terms_ == database_.allterms_end()) return false;
    term_ = *terms_;
    return true;
  }

  std::string_view term() const override { return term_; }

  void AppendPostings(Xapian::docid base, std::vector<Xapian::docid>& documents,
                      std::vector<Xapian::termcount>& wdfs) override {
    const auto end = database_.postlist_end(term_);
    for (auto it = database_.postlist_begin(term_); it != end; ++it) {
      documents.push_back(base + *it);
      wdfs.push_back(it.get_wdf());
    }
  }

 private:
  Xapian::Database database_;
  std::shared_ptr<const format::StoredValues> values_;
  Xapian::docid size_;
  bool is_first_ = true;
  Xapian::TermIterator terms_;
  std::string term_;
};

}  // namespace

std::unique_ptr<MergeSource> OpenDatabaseSource(
    const Xapian::Database& database, std::shared_ptr<const format::StoredValues> values) {
  return std::make_unique<DatabaseSource>(database, std::move(values));
}

}  // namespace dssearch::indexer
